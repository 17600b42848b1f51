"""Items of any shape: whatever JSON stands in them, reading and writing them raises nothing but our own errors."""

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from ccsvi_refs import formats

KEYS = st.sampled_from(
    ["id", "type", "title", "author", "editor", "issued", "accessed", "page", "custom", "bibtex", "ris", "nbib", "et-al",
     "date-parts", "literal", "raw", "season", "family", "given", "suffix", "DOI", "URL", "ISBN", "keyword", "number",
     "title-short", "language", "status", "container-title", "archive", "archive_location", "year", "month", "x y"]
)  # fmt: skip
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=8,
)
NAMES = ["bibtex", "ris", "nbib", "csl-json", "csl-yaml"]


@given(st.lists(st.dictionaries(KEYS, VALUES, max_size=6), max_size=3))
@settings(max_examples=150, deadline=None)
def test_whatever_an_item_holds_it_is_read_and_written(items):
    page = formats.read(json.dumps(items), "csl-json")
    assert len(page) + len(page.problems) >= len(items)
    for name in NAMES:
        text = formats.write(page, name)
        again = formats.read(text, name) if page.references else page
        titled = sum(bool(reference.title.strip()) for reference in page)
        assert len(again) + len(again.problems) >= titled, name


@given(st.dictionaries(KEYS | st.sampled_from(["published-print", "updated-by", "relation", "name", "subtitle", "ISSN", "event",
                                               "journal-issue", "institution", "abstract", "update-to"]), VALUES, max_size=8))  # fmt: skip
@settings(max_examples=150, deadline=None)
def test_whatever_a_work_holds_it_is_read(work):
    page = formats.read(json.dumps({"DOI": "10.1234/x", **work}), "crossref")
    assert len(page) + len(page.problems) == 1
    assert all(json.loads(json.dumps(reference.as_json())) for reference in page)
