"""Styles recognised: python benchmarks/style_recognition.py [STYLE ...] [--entries N] [--show] [--seed N].

Prints works (invented ones, and with $CCSVI_REFS_CORPUS or ../shared registered ones of its matching benchmark) as a
bibliography in each of some styles, reads the entries as a page's and says whether the style is recognised: first, or
among the first five. A style that prints all these works alike is the same.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path
from random import Random

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]

STYLES = (
    "nlm-citation-sequence", "american-medical-association", "apa", "chicago-author-date", "chicago-notes-bibliography",
    "modern-language-association", "harvard-cite-them-right", "elsevier-harvard", "elsevier-vancouver", "ieee", "nature",  # noqa: E501
    "the-lancet", "springer-basic-author-date", "springer-vancouver-brackets", "american-sociological-association",
    "american-chemical-society", "american-political-science-association", "association-for-computing-machinery",
    "associacao-brasileira-de-normas-tecnicas", "din-1505-2", "iso690-author-date-en", "gost-r-7-0-5-2008", "bmj", "cell",  # noqa: E501
    "science", "plos", "biomed-central", "frontiers", "multidisciplinary-digital-publishing-institute", "royal-society-of-chemistry",  # noqa: E501
    "american-physics-society", "annals-of-botany", "council-of-science-editors", "sage-harvard", "taylor-and-francis-chicago-author-date",  # noqa: E501
    "ccsvi-page",
)  # fmt: skip


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("styles", nargs="*")
    options.add_argument("--entries", type=int, default=12)
    options.add_argument("--drawn", type=int, default=0, help="styles drawn at random beside those")
    options.add_argument("--seed", type=int, default=7)
    options.add_argument("--show", action="store_true")
    arguments = options.parse_args()
    works = drawn(arguments.entries, arguments.seed)
    names = list(arguments.styles or STYLES) + others(arguments.drawn, arguments.seed)
    first = five = fitting = 0
    spent = []
    for name in names:
        texts = printed(works, name)
        if not texts:
            continue
        started = time.process_time()
        found = recognised(texts)
        spent.append(time.process_time() - started)
        places = [
            at
            for at, each in enumerate(found)
            if each.name == name or name in each.same or printed(works, each.name) == texts
        ]
        first += places[:1] == [0]
        five += bool(places) and places[0] < 5
        fitting += bool(found) and found[0].fits
        if arguments.show or places[:1] != [0]:
            print(
                f"{name:55} place {places[0] + 1 if places else '-'}  {[(each.name, round(each.score, 3), each.exact) for each in found[:3]]}"  # noqa: E501
            )
    count = len(spent)
    print(f"{count} styles: first {first / count:.3f}, among five {five / count:.3f}, said to fit {fitting / count:.3f}; "  # noqa: E501
          f"{sum(spent) / count:.2f} s of CPU each, at most {max(spent):.2f}")  # fmt: skip


def drawn(count: int, seed: int) -> list:
    from benchmarks.citation_records import records
    from benchmarks.citation_styles import CORPUS, registry
    from benchmarks.fixing_pages import works

    from ccsvi_refs.model import Reference

    random = Random(seed)
    invented = [item for item in [*works(), *records()] if item.get("language", "en") == "en"]
    articles = [item for item in invented if item["type"] == "article-journal"]
    rest = [item for item in invented if item["type"] in ("book", "chapter")]
    found = random.sample(articles, count - 2) + random.sample(rest, 2)
    if (CORPUS / "matching").exists():
        known = [
            item
            for item in registry(400)
            if item.get("type") == "article-journal" and item.get("author") and item.get("volume")
        ]
        found[: count // 2] = random.sample(known, count // 2)
    return [Reference({**item, "id": f"w{at}"}) for at, item in enumerate(found)]


def others(count: int, seed: int) -> list[str]:
    from ccsvi_refs import rendering

    names = [name for name, _ in rendering.style_names() if not rendering.find_style(name).parent]
    return Random(seed).sample(names, count) if count else []


def printed(works: list, name: str) -> list[str]:
    """Return the entries of a bibliography, without their numbers."""
    from ccsvi_refs import rendering
    from ccsvi_refs.errors import CcsviRefsError
    from ccsvi_refs.rendering.recognition.shapes import without_number

    try:
        found = rendering.entries(works, name)
    except CcsviRefsError as error:
        print(name, error)
        return []
    return [without_number(" ".join(text.split())) for _, text in sorted(found.entries)]


def recognised(texts: list[str]) -> list:
    from ccsvi_refs.formats import citation
    from ccsvi_refs.rendering.recognition import recognise

    return recognise([(text, citation.read(text)) for text in texts])


if __name__ == "__main__":
    main()
