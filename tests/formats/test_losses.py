"""The table of losses in docs/reference/formats.md is what writing and reading back loses."""

import re
from pathlib import Path

import pytest

from ccsvi_refs import formats
from ccsvi_refs.formats.types import CSL_TYPES
from ccsvi_refs.model import DATE_FIELDS, NAME_FIELDS, FrozenDict, Reference, freeze

PAGE = (Path(__file__).parents[2] / "docs/reference/formats.md").read_text(encoding="utf-8")
#: CSL's other variables, https://docs.citationstyles.org/en/stable/specification.html#appendix-iv-variables
TEXTS = {
    "abstract": "About veins", "annote": "Read twice", "archive": "City Archive", "archive_collection": "cs.DL",
    "archive_location": "Box 3", "archive-place": "Rome", "authority": "High Court", "call-number": "QA 1",
    "chapter-number": "7", "collection-number": "12", "collection-title": "Vein Series", "container-title": "Venous Studies",
    "container-title-short": "Ven Stud", "dimensions": "3 cm", "division": "Two", "DOI": "10.5555/a.1", "edition": "2",
    "event-place": "Oslo", "event-title": "Vein Meeting", "genre": "Technical note", "ISBN": "978-0-306-40615-7",
    "ISSN": "1234-5679", "issue": "3", "jurisdiction": "us", "keyword": "veins; flow", "language": "de", "medium": "CD",
    "note": "A note", "number": "17", "number-of-pages": "200", "number-of-volumes": "4", "original-publisher": "Old Press",
    "original-publisher-place": "Bonn", "original-title": "Erste Venen", "page": "101-109", "part": "B", "PMCID": "PMC1234567",
    "PMID": "12345678", "printing": "2", "publisher": "Press", "publisher-place": "Rome", "references": "see there",
    "reviewed-genre": "film", "reviewed-title": "A Film", "scale": "1:500", "section": "Health", "source": "Library",
    "status": "in press", "title-short": "Flow", "URL": "https://example.org/a", "version": "1.2", "volume": "12",
    "volume-title": "Veins", "part-title": "Arms", "supplement": "1",
}  # fmt: skip
NAME = ({"family": "Okafor", "given": "Bisi"},)
SAMPLES = {
    **TEXTS,
    **{field: list(NAME) for field in NAME_FIELDS},
    **{field: {"date-parts": [[2001, 5, 7]]} for field in DATE_FIELDS},
}
#: What a field stands beside, where it means nothing alone.
BESIDE = {
    "archive_location": {"archive": "City Archive"}, "archive_collection": {"archive": "arXiv", "archive_location": "2101.00001"},
    "collection-number": {"collection-title": "Vein Series"}, "container-title-short": {"container-title": "Venous Studies"},
    "event-title": {"container-title": "Venous Studies"}, "event-place": {"container-title": "Venous Studies"},
}  # fmt: skip
TYPES_FOR = ("article-journal", "book", "chapter", "report", "paper-conference", "thesis")


def comes_back(name, field):
    """Return whether a field survives in any common type that has a place for it."""
    return any(survives(name, {"type": kind} | BESIDE.get(field, {}) | {field: SAMPLES[field]}) for kind in TYPES_FOR)


def survives(name, item):
    whole = freeze({"id": "k", "title": "A work", **item})
    page = formats.read(formats.write([Reference(FrozenDict(whole))], name), name)
    back = page.references[0].data if page.references else {}
    return all(back.get(field) == value for field, value in whole.items() if field not in ("id", "type", "title"))


def keeps_type(name, kind):
    text = formats.write([Reference(FrozenDict({"id": "k", "type": kind, "title": "A work", "PMID": "1"}))], name)
    return formats.read(text, name).references[0].type == kind


def lost(name):
    fields = {field for field in SAMPLES if not comes_back(name, field)}
    return fields | {kind for kind in CSL_TYPES if not keeps_type(name, kind)}


@pytest.mark.parametrize("name", formats.WRITERS)
def test_the_table_names_what_is_lost(name):
    (row,) = re.findall(rf"^\| `{name}` \| lost: (.*) \|$", PAGE, re.MULTILINE)
    assert sorted(re.findall(r"`([^`]+)`", row)) == sorted(lost(name))
