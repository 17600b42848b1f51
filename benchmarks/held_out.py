"""Citations without titles, made of records that no model or threshold has seen: found, matched, and given to others?

    python benchmarks/held_out.py --mirror MIRROR [--many 500]

The records are those of the matching benchmark's registry that are not in its development half. Each is cited twice: as
it is, and run together and damaged as text drawn from PDFs is. Each string is asked for in the mirror, and again with
the work itself taken out of what is found: whatever is matched then is another work.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import synthetic_records as synthetic

from ccsvi_refs import matching
from ccsvi_refs.registries import mirror
from matching import BUILD, CORPUS, opened

_LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"


def unseen() -> list[dict[str, Any]]:
    """Return the records beyond the development half that name a journal and a year."""
    with gzip.open(CORPUS / "matching" / "dev" / "split_dois.txt.gz", "rt") as file:
        seen = {line.strip().lower() for line in file}
    records = synthetic.read(CORPUS / "matching" / "registry.jsonl.gz")
    return [each for each in records if each.get("DOI", "").lower() not in seen and place(each)[0] and place(each)[1]]


def place(record: dict[str, Any]) -> tuple[str, str, str, str]:
    """Return journal, year, volume and first page."""
    year = ((record.get("issued") or {}).get("date-parts") or [[""]])[0][0]
    page = (record.get("page") or "").partition("-")[0]
    return (record.get("container-title") or [""])[0], str(year or ""), record.get("volume", ""), page


def cited(record: dict[str, Any], raised: bool) -> str:
    """Return a citation without title, its number raised or in brackets."""
    named = [who for who in record.get("author") or () if who.get("family")]
    names = ", ".join(
        " ".join([*(f"{given[0]}." for given in who.get("given", "").split()), who["family"]]) for who in named
    )
    journal, year, volume, page = place(record)
    if raised:
        return f"1{names + ', ' if names else ''}{journal} {volume}, {page} ({year})."
    return f"[1] {names + ', ' if names else ''}{journal} {volume} ({year}) {page}."


def damaged(text: str, by: random.Random) -> str:
    """Return a text with letters changed, and spaces lost and put in."""
    return "".join(_damaged(text, by))


def _damaged(text: str, by: random.Random) -> Iterator[str]:
    for char in text:
        chance = by.random()
        if char == " " and chance < 0.27:
            continue
        yield by.choice(_LETTERS) if chance < 0.025 else char
        if chance > 0.98:
            yield " "


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--mirror", type=Path, default=BUILD / "mirror")
    parser.add_argument("--many", type=int, default=500)
    options = parser.parse_args()
    if not (CORPUS / "matching").exists():
        print(f"left out: no matching benchmark in {CORPUS}")
        return
    clusters = json.loads((CORPUS / "matching" / "clusters.json").read_text())["clusters"]
    work = {doi: name for name, dois in clusters.items() for doi in dois}
    by, index = random.Random(2027), opened(options.mirror)
    some = by.sample(unseen(), options.many)
    print("strings   recall@10  matched  wrongly  without the work, given to another")
    for name in ("as it is", "damaged"):
        counts = [0, 0, 0, 0]
        for record in some:
            text = cited(record, raised=name == "damaged")
            told = judged(index, damaged(text, by) if name == "damaged" else text, record["DOI"].lower(), work)
            counts = [a + b for a, b in zip(counts, told, strict=True)]
        print(f"{name:10}", *(f"{count / len(some):8.4f}" for count in counts), flush=True)


def judged(index: mirror.Mirror, text: str, doi: str, work: dict[str, str]) -> tuple[bool, bool, bool, bool]:
    """Return whether a work is found, matched, another matched, and another matched where it is not there."""
    found = [
        (each, work.get(each.text("DOI"), each.text("DOI")) == work.get(doi, doi)) for each in index.search(text, 11)
    ]
    right = {id(each) for each, is_right in found if is_right}
    choice = matching.choose(text, [each for each, _ in found[:10]])
    others = matching.choose(text, [each for each, is_right in found if not is_right][:10])
    matched = choice.candidate is not None
    return (
        any(is_right for _, is_right in found[:10]),
        matched and id(choice.candidate) in right,
        matched and id(choice.candidate) not in right,
        others.candidate is not None,
    )


if __name__ == "__main__":
    main()
