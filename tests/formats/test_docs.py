"""The tables of docs/reference/formats.md say what the code does."""

import re
from pathlib import Path

import pytest

from ccsvi_refs import formats
from ccsvi_refs.formats import pubmed
from ccsvi_refs.formats.bibtex import fields as bibtex_fields
from ccsvi_refs.formats.records import crossref, crossref_notices, datacite
from ccsvi_refs.formats.ris import tags as ris_tags

PAGE = (Path(__file__).parents[2] / "docs/reference/formats.md").read_text(encoding="utf-8")
ROWS = [
    [set(re.findall(r"`([^`]+)`", cell)) for cell in line.split("|")[1:3]] for line in PAGE.splitlines() if "|" in line
]


@pytest.mark.parametrize(
    "table",
    [bibtex_fields.TYPES, bibtex_fields.SUBTYPES, bibtex_fields.TEXTS, bibtex_fields.VERBATIMS, bibtex_fields.NAMES,
     bibtex_fields.DATES, ris_tags.TYPES, ris_tags.NAMES, ris_tags.TEXTS, crossref.TYPES, crossref_notices.NOTICES, datacite.TYPES,
     {name: kind for name, (kind, _) in pubmed.NOTICES.items()}],
)  # fmt: skip
def test_every_pair_of_a_map_is_in_a_table(table):
    missing = [
        (key, value) for key, value in table.items() if not any(key in left and value in right for left, right in ROWS)
    ]
    assert not missing


def test_every_format_is_listed():
    listed = {name for left, _ in ROWS for name in left}
    assert set(formats.READERS) <= listed
    assert set(formats.WRITERS) <= set(formats.READERS)
