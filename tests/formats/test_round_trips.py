"""References written and read back: what a format has a place for comes back as it was."""

import re
import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ccsvi_refs import formats
from ccsvi_refs.model import FrozenDict, Reference, freeze

LETTERS = string.ascii_letters + "äöüßéèçñøåłžčİığ"
WORDS = st.text(LETTERS, min_size=1, max_size=9)
SIGNS = st.sampled_from(
    ["&", "%", "$", "#", "_", "{", "}", "~", "^", "\\", "--", "''", "“x”", "a<b", "@", "=", "50%", "α", "3-4"]
)
TITLES = st.lists(st.one_of(WORDS, WORDS, SIGNS), min_size=1, max_size=8).map(" ".join)
MARKED = st.tuples(WORDS, st.sampled_from(["i", "b", "sub", "sup"]), WORDS, WORDS).map(
    lambda parts: f"{parts[0]} <{parts[1]}>{parts[2]}</{parts[1]}> {parts[3]}"
)
#: A given name that reads as a suffix is one to every reader.
CAPITALISED = WORDS.map(lambda word: word.lower().capitalize()).filter(
    lambda word: len(word) > 1 and word[0].isupper() and word not in ("Jr", "Sr", "Ii", "Iii", "Iv")
)
NAMES = st.one_of(
    st.builds(lambda family, given: {"family": family, "given": given}, CAPITALISED, CAPITALISED),
    st.builds(lambda family, given: {"family": family, "given": f"{given[0]}. B."}, CAPITALISED, CAPITALISED),
    st.builds(lambda family, given: {"family": family, "given": given, "suffix": "Jr"}, CAPITALISED, CAPITALISED),
    st.builds(lambda word: {"literal": f"{word} Research Institute and Clinic"}, CAPITALISED),
)
DATES = st.one_of(
    st.integers(1000, 2030).map(lambda y: {"date-parts": [[y]]}),
    st.tuples(st.integers(1000, 2030), st.integers(1, 12)).map(lambda d: {"date-parts": [list(d)]}),
    st.tuples(st.integers(1000, 2030), st.integers(1, 12), st.integers(1, 28)).map(lambda d: {"date-parts": [list(d)]}),
)
NUMBERS = st.integers(1, 999).map(str)
PAGES = st.tuples(st.integers(1, 499), st.integers(500, 999)).map(lambda p: f"{p[0]}-{p[1]}")
TYPES = st.sampled_from(
    ["article-journal", "book", "chapter", "paper-conference", "report", "thesis", "webpage", "document"]
)
ITEMS = st.fixed_dictionaries(
    {"type": TYPES, "title": st.one_of(TITLES, MARKED)},
    optional={
        "author": st.lists(NAMES, min_size=1, max_size=4, unique_by=str),
        "editor": st.lists(NAMES, min_size=1, max_size=2, unique_by=str),
        "issued": DATES,
        "container-title": TITLES,
        "volume": NUMBERS,
        "publisher": TITLES,
        "abstract": TITLES,
        "page": PAGES,
        "DOI": st.integers(1, 10**6).map(lambda n: f"10.1234/abc.{n}(x)_y"),
        "URL": st.integers(1, 99).map(lambda n: f"https://example.org/~a_b/%20c?x={n}&y=#z"),
        "note": TITLES,
        "accessed": DATES,
        "language": st.sampled_from(["en", "de", "fr-CA", "da"]),
    },
)


def there_and_back(item: dict, format_: str) -> dict:
    text = formats.write([Reference(FrozenDict({"id": "key1", **item}))], format_)
    page = formats.read(text, format_)
    assert not page.problems, (page.problems, text)
    assert len(page) == 1, text
    return page.references[0].to_csl()


@given(ITEMS)
@settings(max_examples=60, deadline=None)
@pytest.mark.parametrize("format_", ["csl-json", "csl-yaml"])
def test_csl_comes_back_whole(format_, item):
    assert freeze(there_and_back(item, format_)) == freeze({"id": "key1", **item})


@given(ITEMS)
@settings(max_examples=100, deadline=None)
@pytest.mark.parametrize("dialect", ["bibtex", "biblatex"])
def test_bibtex_comes_back_but_for_what_it_has_no_place_for(dialect, item):
    if item["type"] in ("book", "report", "thesis", "document", "webpage"):
        item.pop("container-title", None)
    expected = {"id": "key1", **item}
    assert freeze(there_and_back(item, dialect)) == freeze(expected)


PARTICLES = st.builds(
    lambda particle, key, family, given_: {key: particle, "family": family, "given": given_},
    st.sampled_from(["van", "van der", "de la", "von", "d’"]),
    st.sampled_from(["non-dropping-particle", "dropping-particle"]),
    CAPITALISED,
    CAPITALISED,
)
RARE = st.fixed_dictionaries(
    {},
    optional={
        "author": st.lists(PARTICLES, min_size=1, max_size=3, unique_by=str), "translator": st.lists(NAMES, min_size=1, max_size=1),
        "collection-title": TITLES, "edition": NUMBERS, "genre": TITLES, "number-of-pages": NUMBERS, "PMID": NUMBERS,
        "PMCID": NUMBERS.map(lambda number: f"PMC{number}"), "ISBN": st.just("978-0-306-40615-7"),
        "ISSN": st.just("0140-6736"), "original-title": TITLES, "event-title": TITLES, "keyword": TITLES,
        "title-short": TITLES, "container-title-short": TITLES, "status": st.sampled_from(["in press", "submitted"]),
        "original-date": DATES, "event-date": DATES, "archive": st.just("arXiv"), "archive_location": st.just("2101.00001"),
        "issued": st.one_of(
            st.tuples(st.integers(1000, 2000), st.integers(1, 12)).map(lambda d: {"date-parts": [list(d), [d[0] + 1, d[1]]]}),
            st.integers(1000, 2000).map(lambda year: {"date-parts": [[year]], "season": "2"}),
            st.integers(1000, 2000).map(lambda year: {"date-parts": [[year]], "circa": True}),
        ),
    },
)  # fmt: skip


def without_dropping_particles(item):
    """Return the item as BibTeX can say it: it knows one kind of particle."""
    people = [
        {("non-" if key == "dropping-particle" else "") + key: value for key, value in name.items()}
        for name in item.get("author", ())
    ]
    return item | ({"author": people} if people else {})


@given(ITEMS, RARE)
@settings(max_examples=100, deadline=None)
@pytest.mark.parametrize("dialect", ["bibtex", "biblatex"])
def test_bibtex_keeps_rare_fields(dialect, item, rare):
    item = {name: value for name, value in item.items() if name in ("type", "title")} | rare
    if ("archive" in item) != ("archive_location" in item):
        item.pop("archive", None)
        item.pop("archive_location", None)
    if item["type"] == "thesis":
        item["genre"] = "PhD"
    if item["type"] == "document" and "archive" in item:
        item["type"] = "article"
    expected = without_dropping_particles(item) if dialect == "bibtex" else item
    assert freeze(there_and_back(item, dialect)) == freeze({"id": "key1", **expected})


@given(ITEMS)
@settings(max_examples=150, deadline=None)
def test_ris_comes_back_but_for_what_it_has_no_place_for(item):
    if item["type"] in ("book", "report", "thesis", "document", "webpage"):
        item.pop("container-title", None)
    for name in ("abstract", "note"):
        item.pop(name, None)
    back = there_and_back(item, "ris")
    assert freeze(back) == freeze({"id": "key1", **item})


@given(ITEMS)
@settings(max_examples=150, deadline=None)
def test_medline_keeps_title_names_and_numbers(item):
    kept = {"title", "author", "volume", "page", "DOI", "issued"}
    item = {name: value for name, value in item.items() if name in kept} | {"type": "article-journal"}
    # The stop that closes a title there is taken for that of an abbreviation.
    item["title"] = re.sub(r"<[^<>]*>|^\[|\.+$|\b[JS]r$", "", item["title"]).strip() or "Title"
    back = there_and_back(item, "nbib")
    back.pop("id")
    assert set(back) - {"custom"} == set(item)
    for name in ("volume", "page", "DOI", "issued", "title"):
        assert back.get(name) == item.get(name)


@given(st.lists(ITEMS, min_size=2, max_size=4))
@settings(max_examples=50, deadline=None)
@pytest.mark.parametrize("format_", ["bibtex", "biblatex", "ris", "csl-json", "csl-yaml"])
def test_what_is_written_again_is_the_same_text(format_, items):
    references = [Reference(FrozenDict({"id": f"key{i}", **item})) for i, item in enumerate(items)]
    once = formats.write(references, format_)
    assert formats.write(formats.read(once, format_).references, format_) == once
