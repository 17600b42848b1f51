"""How often two works agree by chance in what a citation without a title prints: one pair of records in how many.

    python benchmarks/coincidences.py

All pairs of the matching benchmark's registry are counted, those left out that lack one of the fields. What agrees in
one pair of so many agrees, with any one citation, in so many records of a registry of a million, and of 180 million.
"""

from __future__ import annotations

from collections import Counter
from itertools import combinations
from typing import Any

import synthetic_records as synthetic

from ccsvi_refs.text.folding import compact
from matching import CORPUS

FIELDS = ("author", "journal", "year", "volume", "page")


def said(record: dict[str, Any]) -> dict[str, str]:
    """Return what a citation would say of a record: first author, journal, year, volume, first page."""
    authors = record.get("author") or [{}]
    parts = (record.get("issued") or {}).get("date-parts") or [[""]]
    found = {
        "author": compact(authors[0].get("family") or ""),
        "journal": compact((record.get("container-title") or [""])[0]),
        "year": str(parts[0][0] or ""),
        "volume": str(record.get("volume") or ""),
        "page": str(record.get("page") or "").partition("-")[0].strip(),
    }
    return {name: value for name, value in found.items() if value}


def one_in(works: list[dict[str, str]], fields: tuple[str, ...]) -> float:
    """Return one pair of how many agrees in all of some fields."""
    counted = Counter(tuple(work[name] for name in fields) for work in works if all(name in work for name in fields))
    total = sum(counted.values())
    alike = sum(many * (many - 1) for many in counted.values())
    return total * (total - 1) / alike if alike else float("inf")


def main() -> None:
    works = [said(record) for record in synthetic.read(CORPUS / "matching" / "registry.jsonl.gz")]
    if not works:
        print(f"left out: no matching benchmark in {CORPUS}")
        return
    print(f"{'the same':34} {'one pair in':>12} {'of a million':>13} {'of 180 million':>15}")
    for size in range(1, 5):
        for fields in combinations(FIELDS, size):
            rare = one_in(works, fields)
            print(f"{', '.join(fields):34} {rare:12,.0f} {1e6 / rare:13,.2f} {180e6 / rare:15,.2f}")


if __name__ == "__main__":
    main()
