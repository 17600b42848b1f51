"""Crossref-like records beyond those of a corpus, with its words, names and journals at their own frequencies.

Titles draw words by rank from the corpus's own titles (at run time; invented syllables where there is no corpus) and,
as any growing collection does, keep bringing new ones: so many in a hundred come from an open list that is drawn from
by Zipf's law. One record in ten is nearly another: the same title in another year, a second part, a reprint,
a correction, a preprint; some of these are of the corpus's own records. The same seed makes the same records.
"""

from __future__ import annotations

import gzip
import json
import random
from collections import Counter, deque
from collections.abc import Iterator
from itertools import accumulate, islice
from pathlib import Path
from typing import Any

#: Shares: near-duplicates among the records, the corpus's own among what they repeat, new words among a title's.
NEAR, OF_CORPUS, NEW = 0.10, 0.05, 0.04
_SYLLABLES = [
    a + b
    for a in "b c d f g h k l m n p r s t v z br cl dr gl pr st tr".split()
    for b in "a e i o u y an er is on".split()
]
_SMALL = frozenset("a an and as at by during for from in of on or the to under using with within".split())


class Bag:
    """Values drawn as often as they were counted."""

    def __init__(self, counted: Counter[Any]) -> None:
        self.values = [value for value, _ in counted.most_common()]
        self.sums = list(accumulate(count for _, count in counted.most_common()))

    def draw(self, by: random.Random, many: int = 1) -> list[Any]:
        return by.choices(self.values, cum_weights=self.sums, k=many)


def word(number: int) -> str:
    """Return the invented word of a number, always the same."""
    parts = []
    number += len(_SYLLABLES) ** 2
    while number:
        number, part = divmod(number, len(_SYLLABLES))
        parts.append(_SYLLABLES[part])
    return "".join(parts)


def rank(by: random.Random, most: int = 50_000_000) -> int:
    """Return a rank by Zipf's law with exponent 1, from 0 on."""
    return int(most ** by.random()) - 1


class Corpus:
    """What is drawn from: the words of titles, their lengths, names, journals and years of some records."""

    def __init__(self, records: list[dict[str, Any]]) -> None:
        words: Counter[str] = Counter()
        lengths: Counter[int] = Counter()
        names: Counter[str] = Counter()
        places: Counter[str] = Counter()
        years: Counter[int] = Counter()
        for record in records:
            found = (record.get("title") or [""])[0].split()
            words.update(found)
            lengths[len(found)] += bool(found)
            names.update(who["family"] for who in record.get("author", ()) if who.get("family"))
            places.update(record.get("container-title") or [])
            years.update(year for year in [(record.get("issued") or {}).get("date-parts", [[0]])[0][0]] if year)
        self.records = [record for record in records if record.get("title")]
        if not records:
            words.update({word(number): 60_000 // (number + 1) + 1 for number in range(30_000)})
            lengths.update({length: 10 - abs(length - 11) for length in range(4, 20)})
            names.update({word(number * 7).title(): 9_000 // (number + 1) + 1 for number in range(9_000)})
            places.update({f"Journal of {word(number * 3).title()}": 900 // (number + 1) + 1 for number in range(900)})
            years.update({year: year - 1950 for year in range(1955, 2026)})
        self.words, self.lengths, self.names, self.places, self.years = map(Bag, (words, lengths, names, places, years))


def read(path: Path) -> list[dict[str, Any]]:
    """Return the records of a corpus, none where it is not there."""
    if not path.exists():
        return []
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def records(count: int, corpus: Corpus, seed: int = 17) -> Iterator[dict[str, Any]]:
    """Yield so many records."""
    by = random.Random(seed)
    recent: deque[dict[str, Any]] = deque(maxlen=5000)
    for number in range(count):
        made = None
        if recent and by.random() < NEAR:
            own = corpus.records and by.random() < OF_CORPUS
            made = near(by.choice(corpus.records) if own else recent[by.randrange(len(recent))], corpus, by)
        made = made or fresh(corpus, by)
        made["DOI"] = f"10.{5000 + number % 977}/{word(number % 99_991)}.{number}"
        recent.append(made)
        yield made


def fresh(corpus: Corpus, by: random.Random) -> dict[str, Any]:
    year = corpus.years.draw(by)[0]
    return {
        "type": "journal-article",
        "title": [title(corpus, by)],
        "author": authors(corpus, by),
        **place(year, corpus, by),
    }


def title(corpus: Corpus, by: random.Random) -> str:
    length = max(2, corpus.lengths.draw(by)[0])
    words = corpus.words.draw(by, length)
    return " ".join(word(rank(by)) if by.random() < NEW and each.lower() not in _SMALL else each for each in words)


def authors(corpus: Corpus, by: random.Random) -> list[dict[str, str]]:
    families = corpus.names.draw(by, min(12, 1 + int(by.expovariate(0.35))))
    return [
        {"family": word(rank(by)).title() if by.random() < 0.15 else family,
         "given": f"{by.choice('ABCDEFGHIJKLMNOPRSTW')}. {by.choice('ABCDEFGHJKLMRST')}."}
        for family in families
    ]  # fmt: skip


def place(year: int, corpus: Corpus, by: random.Random) -> dict[str, Any]:
    first = by.randrange(1, 3000)
    return {
        "container-title": corpus.places.draw(by), "issued": {"date-parts": [[year, by.randrange(1, 13)]]},
        "volume": str(max(1, year - by.randrange(1890, 2000))), "issue": str(by.randrange(1, 13)),
        "page": f"{first}-{first + by.randrange(1, 25)}",
    }  # fmt: skip


def near(other: dict[str, Any], corpus: Corpus, by: random.Random) -> dict[str, Any]:
    """Return a record that is nearly another."""
    said, year = other["title"][0], (other.get("issued") or {}).get("date-parts", [[2000]])[0][0] or 2000
    made = {name: other[name] for name in ("type", "author", "container-title") if name in other}
    kind = by.randrange(5)
    if kind == 0:
        return {**made, "title": [said], **place(min(2026, year + by.randrange(1, 6)), corpus, by)}
    if kind == 1:
        part = by.choice([". Part II", " II", ": part 2", " (second of two parts)"])
        return {
            **made,
            "title": [said + part],
            **place(year, corpus, by),
            "container-title": other.get("container-title", []),
        }
    if kind == 2:
        return {
            **made,
            "type": "book-chapter",
            "title": [said],
            **place(min(2026, year + by.randrange(0, 12)), corpus, by),
        }
    if kind == 3:
        before = by.choice(["Correction to: ", "Erratum: ", "Corrigendum to ", "RETRACTED: ", "Comment on "])
        return {**made, "title": [before + said], **place(min(2026, year + 1), corpus, by),
                "container-title": other.get("container-title", [])}  # fmt: skip
    posted = {"type": "posted-content", "title": [said], "issued": {"date-parts": [[max(1991, year - 1)]]}}
    return {**made, **posted, "container-title": []}


def write(folder: Path, count: int, corpus: Corpus, each: int = 100_000) -> list[Path]:
    """Write so many records as packed JSON lines, so many a file, unless they are there; return the files."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / f"part-{number:04}.jsonl.gz" for number in range(-(-count // each))]
    if all(path.exists() for path in paths):
        return paths
    made = records(count, corpus)
    for path in paths:
        partial = path.with_suffix(".partial")
        with gzip.GzipFile(partial, "wb", compresslevel=3, mtime=0) as file:  # made again, it is the same file
            for record in islice(made, each):
                file.write(json.dumps(record, ensure_ascii=False).encode() + b"\n")
        partial.rename(path)
    return paths
