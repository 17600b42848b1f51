"""Identifiers found in text, normalised and validated."""

import pytest

from ccsvi_refs.identifiers import find, in_url, parse, problem


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("doi:10.1175/1520-0469(1972)029<0959:AOTSS>2.0.CO;2.", "10.1175/1520-0469(1972)029<0959:aotss>2.0.co;2"),
        ("(https://doi.org/10.1136/jnnp.2008.157164),", "10.1136/jnnp.2008.157164"),
        ("[10.1016/S0140-6736(10)61996-4]", "10.1016/s0140-6736(10)61996-4"),
        ("https://doi.org/10.1000%2Fabc", "10.1000/abc"),
        ("DOI 10.1002/(SICI)1097-0258(19980815/30)17:15/16<1661::AID-SIM968>3.0.CO;2-2",
         "10.1002/(sici)1097-0258(19980815/30)17:15/16<1661::aid-sim968>3.0.co;2-2"),
    ],
)  # fmt: skip
def test_dois_keep_brackets_and_lose_the_sentence_around_them(text, value):
    assert [found.identifier.value for found in find(text)] == [value]


def test_find_tells_kinds_and_places_apart():
    text = "PMID: 19060024; PMCID: PMC2647682; arXiv:2004.03011v2; ISBN 978-1-4731-3239-9."
    found = list(find(text))
    assert [str(o.identifier) for o in found] == [
        "pmid:19060024", "pmcid:PMC2647682", "arxiv:2004.03011v2", "isbn:9781473132399",
    ]  # fmt: skip
    assert text[found[1].start : found[1].end] == "PMCID: PMC2647682"


def test_version_numbers_and_file_paths_are_not_dois():
    assert not list(find("release 10.1234 of /opt/10.1234/x and 110.1234/abc"))


@pytest.mark.parametrize(
    ("kind", "text", "wrong"),
    [
        ("doi", "11.1234/abc", "begin with 10."),
        ("doi", "10.1234", "registrant prefix"),
        ("doi", "10.1234/a b", "white space"),
        ("doi", "10.1234/abc.", "full stop"),
        ("pmid", "12345678901", "nine digits"),
        ("pmcid", "2647682", "PMC followed by digits"),
        ("isbn", "978-1-4731-3239-8", "check digit"),
        ("isbn", "12345", "10 or 13"),
        ("arxiv", "2004.1", "YYMM"),
        ("doi", " ", "empty"),
    ],
)
def test_malformed_identifiers_are_explained(kind, text, wrong):
    assert wrong in problem(kind, text)
    assert parse(kind, text) is None


@pytest.mark.parametrize(
    ("url", "identifier"),
    [
        ("http://dx.doi.org/10.1136/ABC", "doi:10.1136/abc"),
        ("https://www.ncbi.nlm.nih.gov/pmc/articles/PMC123/", "pmcid:PMC123"),
        ("https://pubmed.ncbi.nlm.nih.gov/29150995/?format=abstract", "pmid:29150995"),
        ("https://arxiv.org/pdf/2004.03011.pdf", "arxiv:2004.03011"),
        ("https://www.bmj.com/content/10.1136/abc", "None"),
    ],
)
def test_addresses_made_of_an_identifier(url, identifier):
    assert str(in_url(url)) == identifier


def test_isbn_10_and_13_are_one():
    assert parse("isbn", "0-306-40615-2") == parse("isbn", "ISBN 978-0-306-40615-7")


def test_the_address_of_a_doi_escapes_what_a_url_cannot_hold():
    found = parse("doi", "10.1175/1520-0469(1972)029<0959:AOTSS>2.0.CO;2")
    assert found
    assert found.url == "https://doi.org/10.1175/1520-0469(1972)029%3C0959:aotss%3E2.0.co;2"
