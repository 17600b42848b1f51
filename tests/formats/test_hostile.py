"""Input made to break readers, or to keep them busy: each is done with in time that grows with its length only."""

import json
import time

import pytest

from ccsvi_refs import formats
from ccsvi_refs.errors import InputError
from ccsvi_refs.formats.citation import reading
from ccsvi_refs.formats.cleaning import csl

LENGTH = 200_000
TEXTS = {
    "bibtex": {
        "braces": "@book{a, title={" + "{" * LENGTH + "}" * LENGTH + "}}",
        "open braces": "@book{a, title={" + "{" * LENGTH,
        "groups": "@book{a, title={" + "{a}" * (LENGTH // 3) + "}}",
        "unclosed": "@book{a, title={x\n" + " y = {z}\n" * (LENGTH // 9),
        "one field run on": "@book{a, title={x}\n" + " y = {z}\n" * (LENGTH // 9) + "}",
        "names": "@book{a, author={" + "A and " * (LENGTH // 6) + "}}",
        "one name": "@book{a, author={{" + "A {b} " * (LENGTH // 6) + "}}}",
        "same key": "@book{a, title={x}}\n" * (LENGTH // 20),
        "macros": '@string{a = "b"}\n@book{a, title=' + "a # " * (LENGTH // 4) + "a}",
        "accents": "@book{a, title={" + "\\'{" * (LENGTH // 3) + "}}",
        "dollars": "@book{a, title={" + "$^{" * (LENGTH // 3) + "}}",
        "parents": "\n".join(f"@book{{k{i}, crossref={{k{i + 1}}}}}" for i in range(LENGTH // 40)),
        "words": "word " * (LENGTH // 5),
    },
    "ris": {
        "continued": "TY  - JOUR\nTI  - x\n" + "more words\n" * (LENGTH // 11),
        "types": "TY  - JOUR\n" * (LENGTH // 11),
        "spaces": "TY  - JOUR\nTI  - x" + " " * LENGTH + "y\nER  - \n",
        "authors": "TY  - JOUR\nTI  - x\n" + "AU  - A, B\n" * (LENGTH // 50),
    },
    "nbib": {"continued": "PMID- 1\nTI  - x\n" + "      more words\n" * (LENGTH // 17)},
    "csl-json": {
        "open arrays": "[" * LENGTH,
        "broken lines": '{"id": x\n' * (LENGTH // 9),
        "same id": "[" + ",".join(['{"id":"a"}'] * (LENGTH // 11)) + "]",
        "long number": '[{"id": "a", "volume": ' + "9" * 5000 + "}]",
    },
    "crossref": {
        "tags": json.dumps({"DOI": "10.1234/a", "title": ["<a1>" * (LENGTH // 4)]}),
        "math": json.dumps({"DOI": "10.1234/a", "title": ["<math>" * 10_000]}),
        "entities": json.dumps({"DOI": "10.1234/a", "title": ["&amp;" * (LENGTH // 5)]}),
    },
    "csl-yaml": {"nested": "[" * 100_000, "aliases": "a: &a [x]\nb: [*a, *a]"},
    "pubmed": {
        "nested": "<PubmedArticleSet>" + "<a>" * 70_000,
        "entity": "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/hostname'>]><PubmedArticleSet>&x;</PubmedArticleSet>",
    },
}  # fmt: skip


@pytest.mark.parametrize(("format_", "name"), [(format_, name) for format_, texts in TEXTS.items() for name in texts])
def test_reading_ends_soon_and_without_a_traceback(format_, name):
    started = time.monotonic()
    places = places_of_what_is_wrong(TEXTS[format_][name], format_)
    assert {place.path for place in places} <= {"x"}
    assert time.monotonic() - started < 20


def places_of_what_is_wrong(text, format_):
    try:
        return [problem.location for problem in formats.read(text, format_, "x").problems]
    except InputError as error:
        return [error.location]


def test_markup_without_end_is_cleaned_soon():
    started = time.monotonic()
    for text in ("<i>" * 30_000, "<a" * 50_000, "<x>" * 30_000, " " * 90_000 + "<i>", "<fn>" * 20_000, "$^{" * 30_000):
        csl(text)
    assert time.monotonic() - started < 20


@pytest.mark.parametrize(
    "text",
    ["a:\n" + "    b c d\n" * 40 + "x", "---\n-a: b\n" * 2000 + "x", "1.\n" + "\n" * 9000 + "x", "@a{" + " " * 19_000, "<a" + " b" * 9000,
     "%0 x\n" * 4000, "AB - x\n" * 2800, "---\n" + " \n" * 9000, "[{" * 9000, "{" + '"a' * 9000],
)  # fmt: skip
def test_a_format_is_told_at_once_by_any_text(text):
    started = time.monotonic()
    formats.by_content(text)
    assert time.monotonic() - started < 2


@pytest.mark.parametrize(
    ("form", "record"),
    [
        ("endnote", "<xml><records><record><titles><title>Venous &a; drainage</title></titles></record></records></xml>"),
        ("mods", "<modsCollection>&a;<mods>&a;<titleInfo><title>Venous &a; drainage</title></titleInfo></mods></modsCollection>"),
    ],
)  # fmt: skip
def test_entities_of_a_documents_own_are_named_and_not_expanded(form, record):
    page = formats.read(f'<!DOCTYPE x [<!ENTITY a "{"a" * 1000}">]>{record}', form)
    assert [reference.title for reference in page] == ["Venous drainage"]
    assert any("entities of its own" in problem.message and "&a;" in problem.message for problem in page.problems)


@pytest.mark.parametrize("sign", [" ", ",", "; ", "\t"])
def test_signs_between_addresses_are_passed_over_once(sign):
    started = time.process_time()
    formats.read(f"@misc{{a, url = {{https://a.example/x{sign * 20_000}x}}}}", "bibtex")
    assert time.process_time() - started < 1


def test_names_before_a_role_are_looked_for_in_one_way_only():
    for joint in (" and ", ". ", ", and ", " A.", ". and "):
        started = time.process_time()
        reading.read(f"Okafor B. A title of things. Town; {joint * 150}edsel. 2001.")
        assert time.process_time() - started < 1


@pytest.mark.parametrize(
    ("form", "record"),
    [
        ("bibtex", "@article{{a, title = {{T{0}x}}, pages = {{1{0}x}}, journal = {{J{0}x}}}}"),
        (
            "ris",
            "TY  - JOUR\nTI  - T{0}x\nSP  - 1{0}x\nJO  - J{0}x\nUR  - https://a.example/{0}x\nSN  - 1{0}x\nER  - \n",
        ),
        ("nbib", "PMID- 1\nTI  - T{0}x\nPG  - 1{0}x\nJT  - J{0}x\nFAU - Roe{0}x\n"),
    ],
)
@pytest.mark.parametrize("sign", [" ", "\t", ","])
def test_blanks_within_a_field_are_passed_over_once(form, record, sign):
    started = time.process_time()
    formats.write(formats.read(record.format(sign * 20_000), form), "bibtex")
    assert time.process_time() - started < 1


@pytest.mark.parametrize("pages", [f"1-{'9' * 5000}", "9" * 5000, f"{'1' * 5000}-2"])
def test_numbers_of_thousands_of_digits_are_text(pages):
    page = formats.read(f"@article{{a, title = {{T}}, volume = {{{pages}}}, pages = {{{pages}}}}}", "bibtex")
    assert not page.problems
    assert page.references[0].data["page"].endswith("2" if pages.endswith("2") else "9" * 5000)
    formats.write(page, "ris")
