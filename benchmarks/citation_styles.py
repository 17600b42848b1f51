"""Fields read back from known works in real styles: python benchmarks/citation_styles.py [STYLE ...] [--show FIELD].

Prints every invented work of citation_records.py in the official styles named here with the project's own engine, or
with ``--printer citeproc-js`` with npm's citeproc (its folder in $CITEPROC_JS, with node), in the work's language, and
reads the citation strings with ``formats.citation.read``. With $CCSVI_REFS_CORPUS (or
../shared), ``--registry N`` takes N registered works of its matching benchmark as well. The share of right fields is
the fields read rightly among those that are printed or were read.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]
CORPUS = Path(os.environ.get("CCSVI_REFS_CORPUS") or ROOT.parent / "shared")
STYLES = (
    "nlm-citation-sequence", "american-medical-association", "apa", "chicago-author-date", "chicago-notes-bibliography",
    "modern-language-association", "harvard-cite-them-right", "elsevier-harvard", "ieee",
    "association-for-computing-machinery", "association-for-computational-linguistics", "springer-basic-author-date",
    "nature", "american-sociological-association", "associacao-brasileira-de-normas-tecnicas", "din-1505-2",
    "iso690-author-date-en", "iso690-author-date-fr", "iso690-author-date-cs", "gost-r-7-0-5-2008",
    "china-national-standard-gb-t-7714-2015-numeric", "oscola", "sist02", "deutsche-sprache", "the-lancet",
)  # fmt: skip
#: The number a style puts before an entry, which is none of its issue or volume.
_LABEL = re.compile(r"^\W{0,2}\d{1,3}\W{0,2}\s")
TEXTS = ("title", "container-title", "publisher", "publisher-place", "volume", "issue", "page", "DOI", "URL")
PARTS = ("dropping-particle", "non-dropping-particle", "family")
FIELDS = (
    "type", "author", "editor", "title", "container-title", "issued", "volume", "issue", "page", "publisher",
    "publisher-place", "DOI", "URL", "accessed",
)  # fmt: skip


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("styles", nargs="*", default=STYLES)
    options.add_argument("--show", choices=FIELDS, action="append", help="print the strings where this field is wrong")
    options.add_argument("--limit", type=int, default=40, help="how many to print")
    options.add_argument("--registry", type=int, default=0, help="how many registered works to print as well")
    options.add_argument("--printer", choices=("own", "citeproc-js"), default="own")
    options.add_argument("--languages", action="store_true", help="sum up by language as well")
    options.add_argument("--dump", action="store_true", help="print the citation strings only")
    arguments = options.parse_args()
    by_style: dict[str, Counter] = {}
    by_language: dict[str, Counter] = {}
    shown = 0
    for style, item, text in printed(arguments.styles, arguments.registry, arguments.printer):
        if arguments.dump:
            print(f"{style}\t{item['id']}\t{text}")
            continue
        for field, is_right in judged(item, text).items():
            for counter in (
                by_style.setdefault(style, Counter()),
                by_language.setdefault(item.get("language", "?")[:2], Counter()),
            ):
                counter[field, is_right] += 1
            if not is_right and field in (arguments.show or ()) and shown < arguments.limit:
                shown += 1
                print(f"{style} {item['id']}: {text}\n    {field}: {item.get(field)!r}\n    read: {read(text)}\n")
    if not arguments.dump:
        table(by_style)
        if arguments.languages:
            table(by_language)


def table(sums: dict[str, Counter]) -> None:
    print(f"{'':48}{'all':>6}" + "".join(f"{field[-8:]:>9}" for field in FIELDS))
    total: Counter = Counter()
    for name, sum_ in sums.items():
        total += sum_
        row(name, sum_)
    row("total", total)


def row(name: str, counter: Counter) -> None:
    cells = [share(counter, (field,)) for field in FIELDS]
    print(f"{name:48}{share(counter, FIELDS):>6}" + "".join(f"{cell:>9}" for cell in cells))


def share(counter: Counter, fields: tuple[str, ...]) -> str:
    right, wrong = (sum(counter[field, is_right] for field in fields) for is_right in (True, False))
    return f"{right / (right + wrong):.3f}" if right + wrong else "-"


def printed(styles: list[str], registered: int, printer: str = "own") -> Iterator[tuple[str, dict[str, Any], str]]:
    """Yield style, work and citation string."""
    from benchmarks.citation_records import records

    items = [*records(), *(registry(registered) if registered else ())]
    jobs = [(style, item) for style in styles for item in items]
    texts = own(jobs) if printer == "own" else foreign(jobs)
    for (style, item), text in zip(jobs, texts, strict=True):
        if text:
            yield style, item, " ".join(text.split())


def own(jobs: list[tuple[str, dict[str, Any]]]) -> Iterator[str]:
    """Yield what the project's own engine prints."""
    from ccsvi_refs import rendering
    from ccsvi_refs.model import Reference

    for style, item in jobs:
        found = rendering.entries([Reference(item)], style, locale=locale(item))
        yield " ".join(text for _, text in found.entries)


def foreign(jobs: list[tuple[str, dict[str, Any]]]) -> Iterator[str]:
    """Yield what citeproc-js prints."""
    from benchmarks import citeproc_js

    module = citeproc_js.folder()
    if module is None:
        sys.exit("citeproc-js is missing: set CITEPROC_JS to the folder of npm's citeproc, and install node")
    yield from citeproc_js.entries(module, [(style, locale(item), item) for style, item in jobs])


def locale(item: dict[str, Any]) -> str | None:
    tags = {"en": "en-US", "de": "de-DE", "fr": "fr-FR", "es": "es-ES", "pt": "pt-BR", "it": "it-IT", "pl": "pl-PL",
            "ru": "ru-RU", "tr": "tr-TR", "cs": "cs-CZ", "zh": "zh-CN", "ja": "ja-JP", "nl": "nl-NL", "sv": "sv-SE",
            "el": "el-GR"}  # fmt: skip
    return tags.get(item.get("language", "")[:2])


def registry(count: int) -> Iterator[dict[str, Any]]:
    """Yield that many registered works of the matching benchmark, evenly drawn."""
    from ccsvi_refs.formats.records import crossref

    path = CORPUS / "matching" / "registry.jsonl.gz"
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        works = [json.loads(line) for line in lines]
    for number, work in enumerate(works[:: max(1, len(works) // count)][:count]):
        item = crossref.reference(work).to_csl()
        kept = {"type", "language", "custom", *FIELDS} - {"accessed", "URL"}
        yield {name: value for name, value in item.items() if name in kept - {"custom"}} | {"id": f"c{number}"}


def read(text: str) -> dict[str, Any]:
    from ccsvi_refs.formats import citation

    found = citation.read(text).to_csl()
    found.pop("custom", None)
    return found


def judged(item: dict[str, Any], text: str) -> dict[str, bool]:
    """Return for each field that is printed or was read whether it was read rightly."""
    found = read(text)
    verdicts = {"type": same_type(item["type"], found.get("type", ""))}
    for field in ("author", "editor"):
        verdicts |= judged_names(field, item, found, text)
    for field in ("issued", "accessed"):
        verdicts |= judged_year(field, item, found, text)
    for field in TEXTS:
        verdicts |= judged_text(field, item, found, text)
    return verdicts


def judged_names(field: str, item: dict[str, Any], found: dict[str, Any], text: str) -> dict[str, bool]:
    want, have = names(item.get(field, ())), names(found.get(field, ()))
    want = [name for name in want if is_word(re.sub(r"^(?:van den|van der|de) ", "", name[0]), text)]
    return {field: len(have) == len(want) and all(map(same_name, want, have))} if want or have else {}


def judged_year(field: str, item: dict[str, Any], found: dict[str, Any], text: str) -> dict[str, bool]:
    want, have = year(item.get(field)), year(found.get(field))
    is_printed = bool(want) and re.search(rf"(?<!\d){want}(?!\d)", text)
    if field == "accessed":
        is_printed = is_printed and want != year(item.get("issued"))
    return {field: want == have} if is_printed or have else {}


def judged_text(field: str, item: dict[str, Any], found: dict[str, Any], text: str) -> dict[str, bool]:
    from ccsvi_refs import identifiers

    want, have = str(item.get(field) or ""), str(found.get(field) or "")
    if field == "container-title" and item["type"] == "webpage" and fold(want) == fold(found.get("publisher", "")):
        return {}  # who runs a site is its publisher as well
    if (field, item["type"]) in (("publisher", "webpage"), ("container-title", "article")):
        return {}
    if field == "URL" and identifiers.in_url(want):
        return {}  # the address of an identifier is that identifier
    text = _LABEL.sub("", text)
    if field == "publisher-place":
        text = text.replace(str(item.get("publisher") or "\0"), "")
    if field == "page":
        want, have = first_page(want), first_page(have)
    is_printed = bool(want) and re.search(rf"(?<!\w){re.escape(fold(want, ' '))}(?!\w)", fold(text, " "))
    if field == "publisher" and fold(want) in [fold(name[0]) for name in names(item["author"])]:
        is_printed = is_printed and fold(text).count(fold(want)) > 1
    return {field: fold(want) == fold(have)} if is_printed or have else {}


def is_word(name: str, text: str) -> bool:
    """Return whether a name stands in a text as words; Chinese and Japanese have no spaces."""
    if name[:1] > "\u3000":
        return name in text
    return f" {fold(name, ' ')} " in f" {fold(text, ' ')} "


def same_type(want: str, have: str) -> bool:
    alike = {"article": {"article", "document"}, "webpage": {"webpage", "post-weblog"}, "report": {"report", "book"},
             "paper-conference": {"paper-conference", "chapter"}}  # fmt: skip
    return have in alike.get(want, {want})


def names(people: Any) -> list[tuple[str, str]]:
    """Return family name or literal, and the first initial, of each name."""
    return [
        (
            person.get("literal") or " ".join(person[part] for part in PARTS if person.get(part)),
            fold(person.get("given", ""))[:1],
        )
        for person in people
    ]


def same_name(want: tuple[str, str], have: tuple[str, str]) -> bool:
    return fold(want[0]) == fold(have[0]) and (not want[1] or want[1] == have[1])


def year(date: Any) -> int:
    parts = (date or {}).get("date-parts") or [[0]]
    return int(parts[0][0])


def first_page(pages: str) -> str:
    return re.split(r"[-‐‑–—～~]", pages)[0]


def fold(text: str, gap: str = "") -> str:
    plain = unicodedata.normalize("NFKD", text.replace("’", "'").replace("ı", "i")).casefold()
    plain = "".join(char for char in plain if not unicodedata.combining(char))
    return " ".join(re.sub(r"[^\w]+", " ", plain).split()).replace(" ", gap)


if __name__ == "__main__":
    main()
