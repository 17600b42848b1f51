"""How much of a citation string the reader gets right: python benchmarks/citation_reader.py [SET ...] [--show FIELD].

Reads the development query sets of the matching benchmark ($CCSVI_REFS_CORPUS/matching/dev) and compares what
``formats.citation.read`` finds with the registry's record of the same work, as far as the string prints it: what the
style leaves out is not missed, and a journal's abbreviation counts as its name. Precision is right values among the
values read; recall is right values among the values printed.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import re
import sys
import time
import unicodedata
from collections import Counter
from pathlib import Path

from rapidfuzz import fuzz

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))
CORPUS = Path(os.environ.get("CCSVI_REFS_CORPUS") or ROOT.parent / "shared")
FIELDS = ("author", "first", "title", "container-title", "year", "volume", "issue", "page")
SETS = (
    "apa", "apa-noise", "american-chemical-society", "american-institute-of-physics-noise", "elsevier-without-titles",
    "glutton", "charity-page", "charity-page-variants", "crossref-refs-unstructured", "degraded_title_scrambled",
)  # fmt: skip


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("sets", nargs="*", default=SETS)
    options.add_argument("--show", choices=FIELDS, help="print the strings where this field is wrong")
    options.add_argument("--limit", type=int, default=20, help="how many to print")
    options.add_argument(
        "--calibration", action="store_true", help="print how often values of each confidence are right"
    )
    options.add_argument("--every", type=int, default=1, help="read every Nth string only")
    arguments = options.parse_args()
    if not (CORPUS / "matching").is_dir():
        print("no corpus: set CCSVI_REFS_CORPUS")
        return
    registry = {}
    with gzip.open(CORPUS / "matching" / "registry.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            registry[record["DOI"].lower()] = record
    print(f"{'set':38}{'n':>5}{'/s':>7}  " + "".join(f"{name[:9]:>14}" for name in FIELDS))
    bins: dict[tuple[str, float], list[int]] = {}
    for name in arguments.sets:
        one_set(name, registry, arguments, bins)
    if arguments.calibration:
        print(f"\n{'confidence':>10}  right/read by field (values the registry has)")
        for field, sure in sorted(bins):
            got = bins[field, sure]
            print(f"{sure:>10.1f}  {field:18}{sum(got) / len(got):.3f} of {len(got)}")


def one_set(name: str, registry: dict, arguments: argparse.Namespace, bins: dict) -> None:
    from ccsvi_refs.formats import citation

    path = CORPUS / "matching" / "dev" / "queries" / f"{name}.jsonl"
    queries = [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]
    queries = [query for query in queries if query["doi"] and query["doi"].lower() in registry][:: arguments.every]
    right, read, printed = Counter(), Counter(), Counter()
    seconds = 0.0
    shown = 0
    for query in queries:
        start = time.process_time()
        found = citation.read(query["text"])
        seconds += time.process_time() - start
        gold = expected(registry[query["doi"].lower()], query)
        for field, (r, f, p) in compare(found, gold, query["text"]).items():
            sure = found.data["custom"]["confidence"].get({"year": "issued", "first": "author"}.get(field, field))
            if f and sure and field != "author":
                bins.setdefault((field, int(sure * 10) / 10), []).append(r)
            right[field] += r
            read[field] += f
            printed[field] += p
            if field == arguments.show and (r < f or r < p) and shown < arguments.limit:
                shown += 1
                print(f"{query['text']!r}\n   gold {gold.get(field)!r}\n   read {value(found, field)!r}")
    cells = [f"{ratio(right[f], read[f]):>7}{ratio(right[f], printed[f]):>7}" for f in FIELDS]
    print(f"{name:38}{len(queries):>5}{len(queries) / seconds:>7.0f}  " + "".join(cells))


def ratio(part: int, whole: int) -> str:
    return f"{part / whole:.3f}" if whole else "-"


def expected(record: dict, query: dict) -> dict:
    authors = [author.get("family") or author.get("name") or "" for author in record.get("author", [])]
    issued = record.get("issued", {}).get("date-parts") or [[None]]
    gold = {
        "author": authors,
        "title": " ".join(record.get("title", [])[:1]),
        "container-title": (record.get("container-title") or []) + (record.get("short-container-title") or []),
        "year": str(issued[0][0] or ""),
        "volume": str(record.get("volume") or ""),
        "issue": str(record.get("issue") or ""),
        "page": str(record.get("page") or ""),
    }
    for error in query.get("errors", []):
        field = {"journal": "container-title"}.get(error["field"], error["field"])
        if field == "author":
            gold["author"] = [re.sub(r"(\s[A-Z]{1,4})?(, et al)?\.?$", "", error["cited"]), *authors[1:]]
        elif field == "container-title":
            gold[field] = [*gold[field], error["cited"]]
        elif field in gold:
            gold[field] = str(error["cited"])
    gold["first"] = gold["author"][:1]
    return gold


def value(found, field: str):
    if field in ("author", "first"):
        names = [f"{name.non_dropping_particle} {name.family}".strip() or name.literal for name in found.authors]
        return names[:1] if field == "first" else names
    if field == "year":
        return str(found.year or "")
    return found.text(field)


def compare(found, gold: dict, text: str) -> dict[str, tuple[int, int, int]]:
    """Return (right, read, printed) for each field."""
    folded = fold(text)
    result = {}
    for field in FIELDS:
        have, want = value(found, field), gold[field]
        if field in ("author", "first"):
            wanted = Counter(fold(name) for name in want if fold(name) and fold(name) in folded)
            given = Counter(fold(name) for name in have)
            complete = len(gold["author"]) > 1 or field == "first"
            right = sum((wanted & given).values())
            result[field] = (right, given.total() if complete else right, wanted.total())
        elif field == "container-title":
            right = int(any(same_name(have, name) for name in want))
            is_printed = right or any(fuzz.partial_ratio(fold(name), folded) > 75 for name in want)
            result[field] = (right, int(bool(have and is_printed)), int(is_printed))
        elif field == "title":
            is_printed = bool(want) and fuzz.partial_ratio(fold(want), folded) > 85
            same = fuzz.ratio(fold(have), fold(want)) > 92 or cut_short(fold(want), fold(have))
            right = int(is_printed and same)
            result[field] = (right, int(bool(have and want)), int(is_printed))
        else:
            wanted = next((form for form in forms(want) if prints(text, form)), "")
            right = int(bool(wanted) and same_number(pages(have), wanted))
            result[field] = (right, int(bool(have and want)), int(bool(wanted)))
    return result


def cut_short(want: str, have: str) -> bool:
    """Return whether the registry's title is part of the one read: some records lost their italics."""
    return len(want) > 8 and want in have and len(have) - len(want) < 100


def forms(number: str) -> list[str]:
    """Return how a number or page range may be printed: whole, elided, or its first page alone."""
    first, _, last = pages(number).partition("-")
    elided = [f"{first}-{last[cut:]}" for cut in range(1, len(last)) if last[:cut] == first[:cut]] if last else []
    return [pages(number), *elided, first] if number else []


def prints(text: str, number: str) -> bool:
    return bool(re.search(rf"(?<![\w]){re.escape(number)}(?!\w)", pages(text)))


def same_number(have: str, want: str) -> bool:
    return have == want or (bool(have) and "-" in have and have.split("-")[0] == want)


def pages(text: str) -> str:
    text = re.sub(r"[‐‑‒–—−]", "-", text.lower())
    return re.sub(r"-\s*\n?\s*(?=\d)", "-", text)


def fold(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.replace("ø", "o").replace("ß", "ss")).lower()
    return "".join(char for char in plain if char.isalnum())


def same_name(have: str, want: str) -> bool:
    """Return whether one name of a journal is the other or abbreviates it."""
    if not have or not want:
        return False
    if fuzz.ratio(fold(have), fold(want)) > 88:
        return True
    small = {"the", "of", "and", "for", "in", "de", "und", "der", "on", "a", "et", "la"}
    short = [word for word in re.split(r"[^\w]+", have.lower()) if word and word not in small]
    long = [word for word in re.split(r"[^\w]+", want.lower()) if word and word not in small]
    if len(short) == 1 and short[0] == "".join(word[0] for word in long):
        return True
    at = 0
    for word in short:
        while at < len(long) and not abbreviates(word, long[at]):
            at += 1
        if at == len(long):
            return False
        at += 1
    return len(short) * 2 > len(long)


def abbreviates(short: str, long: str) -> bool:
    if not short or short[0] != long[0]:
        return False
    letters = iter(long)
    return all(char in letters for char in short)


if __name__ == "__main__":
    main()
