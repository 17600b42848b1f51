"""What is named as a source's files → the files to read, in the order in which they are read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from ccsvi_refs.errors import InputError
from ccsvi_refs.location import Location
from ccsvi_refs.registries.mirror import unpacking

#: PubMed's files are numbered through baseline and updates, beginning with the year: ``pubmed26n1342.xml.gz``.
_NUMBERED = re.compile(r"(?:pubmed|medline)(\d\d)n(\d{4,6})\.xml(?:\.gz)?", re.IGNORECASE)
#: Folders of OpenAlex's snapshot, one for each kind of entity; what was merged into others is read behind the works.
_OTHERS = frozenset({
    "authors", "awards", "concepts", "continents", "countries", "domains", "fields", "funders", "institution-types",
    "institutions", "keywords", "languages", "licenses", "parquet", "publishers", "sdgs", "source-types", "sources",
    "subfields", "topics", "venues", "work-types",
})  # fmt: skip
_MERGED = "merged_ids"


def files(source: str, named: Iterable[str | Path]) -> list[Path]:
    """Return the files that are named, and those in folders that are; InputError where a folder has none."""
    found = [path for each in named for path in _files(source, Path(each))]
    if source == "pubmed" and all(_NUMBERED.fullmatch(path.name) for path in found):
        found.sort(key=lambda path: number(path.name))
    return sorted(found, key=lambda path: _MERGED in path.parts)


def number(name: str) -> tuple[int, int]:
    """Return the place of one of PubMed's files among the others, (0, 0) where its name does not say."""
    found = _NUMBERED.fullmatch(name)
    return (int(found[1]), int(found[2])) if found else (0, 0)


def _files(source: str, path: Path) -> Iterator[Path]:
    if not path.is_dir():
        yield path
        return
    found = sorted(_inside(source, path), key=lambda each: _natural(each.relative_to(path)))
    if not found:
        raise InputError("is a folder without files of records", Location(str(path)))
    yield from found


def _inside(source: str, folder: Path) -> Iterator[Path]:
    for path in folder.rglob("*"):
        inner = path.relative_to(folder).parts
        hidden = any(part.startswith(".") for part in inner) or unpacking.beside(path.name)
        other = source == "openalex" and not _OTHERS.isdisjoint(inner)
        if not hidden and not other and path.is_file():
            yield path


def _natural(path: Path) -> list[tuple[int, str]]:
    """Return what sorts 10 behind 9."""
    return [(int(part), "") if part.isdigit() else (0, part) for part in re.split(r"(\d+)", path.as_posix())]
