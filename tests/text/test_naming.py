"""Anything that names a work is an input; anything else is not taken for one."""

from __future__ import annotations

import pytest

from ccsvi_refs.text import naming

KETTLE = "doi:10.1136/jnnp.2008.157164"


@pytest.mark.parametrize(
    "text",
    [
        "doi:10.1136/jnnp.2008.157164",
        "DOI 10.1136/JNNP.2008.157164.",
        "doi: 10.1136/jnnp.2008.157164",
        "10.1136/jnnp.2008.157164",
        "info:doi/10.1136/jnnp.2008.157164",
        "<https://doi.org/10.1136/jnnp.2008.157164>",
        "“10.1136/jnnp.2008.157164”",
        "https://doi.org/10.1136%2Fjnnp.2008.157164",
        "https%3A%2F%2Fdoi.org%2F10.1136%2Fjnnp.2008.157164",
        "https://doi.org/10.1136/jnnp.2008.157164?utm_source=mail&utm_medium=x#top",
        "HTTP://DX.DOI.ORG/10.1136/JNNP.2008.157164",
        "dx.doi.org/10.1136/jnnp.2008.157164",
        "https://www.doi.org/doi:10.1136/jnnp.2008.157164",
        "10.1136/\u200bjnnp.2008.\ufeff157164",
        "10.1136&#x2F;jnnp.2008.157164",
        "doi:10.1136/jnnp\u00ad.2008.157164\u200e",
        "https://example-publisher.com/doi/full/10.1136/jnnp.2008.157164",
        "https://example-publisher.com/doi/epdf/10.1136/jnnp.2008.157164?needAccess=true",
        "https://example.org/article?id=10.1136/jnnp.2008.157164&utm_campaign=y",
        "https://example.org/content/10.1136/jnnp.2008.157164.full.pdf",
        "https://example.org/articles/10.1136/jnnp.2008.157164/fulltext",
    ],
)
def test_one_doi_in_many_dresses(text: str) -> None:
    assert str(naming.work(text)) == KETTLE


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("pmid:19060024", "pmid:19060024"),
        ("PMID 19060024", "pmid:19060024"),
        ("https://pubmed.ncbi.nlm.nih.gov/19060024/?from_term=x", "pmid:19060024"),
        ("https://pubmed.ncbi.nlm.nih.gov/?term=19060024", "pmid:19060024"),
        ("https://europepmc.org/article/MED/19060024", "pmid:19060024"),
        ("pmcid:2647682", "pmcid:PMC2647682"),
        ("PMC2647682", "pmcid:PMC2647682"),
        ("https://www.ncbi.nlm.nih.gov/pmc/articles/PMC2647682/?report=reader#s2", "pmcid:PMC2647682"),
        ("arXiv:1706.03762v5", "arxiv:1706.03762v5"),
        ("arxiv:hep-th/9901001", "arxiv:hep-th/9901001"),
        ("https://arxiv.org/pdf/1706.03762v5.pdf?x=1", "arxiv:1706.03762v5"),
        ("isbn:978-0-521-34150-9", "isbn:9780521341509"),
        ("ISBN 978–0–521–34150–9", "isbn:9780521341509"),
        ("9780521341509", "isbn:9780521341509"),
        ("10/Gf5dhw", "doi:10/gf5dhw"),
        ("https://doi.org/gf5dhw", "doi:10/gf5dhw"),
        ("10.1002/(SICI)1097-4636(199823)43:4&lt;338::AID-JBM2&gt;3.0.CO;2-B",
         "doi:10.1002/(sici)1097-4636(199823)43:4<338::aid-jbm2>3.0.co;2-b"),
        ("https://www.nature.com/articles/s41586-020-2649-2.pdf", "doi:10.1038/s41586-020-2649-2"),
        ("https://www.biorxiv.org/content/10.1101/014852v1.full", "doi:10.1101/014852"),
        ("https://www.thelancet.com/journals/lancet/article/PIIS0140-6736(97)11096-0/fulltext",
         "doi:10.1016/s0140-6736(97)11096-0"),
        ("https://academic.oup.com/brain/article/doi/10.1093/brain/awr123/12345", "doi:10.1093/brain/awr123"),
    ],
)  # fmt: skip
def test_other_identifiers_and_addresses(text: str, expected: str) -> None:
    assert str(naming.work(text)) == expected


@pytest.mark.parametrize(
    "text",
    ["", "-", "ccsvi", "README.md", "data/page.html", "./10.1136/x", "refs/arxiv.bib", "doi.bib", "pages/*.html", "10.1136",
     "https://example.org/page.html", "https://example.org/content/80/4/392", "C:\\texts\\pmid.txt", "2009", "19060024",
     "https://doi.org/", "Zamboni 2009", "\x00", "x" * 5000],
)  # fmt: skip
def test_files_and_pages_are_not_taken_for_works(text: str) -> None:
    assert naming.work(text) is None
    assert naming.problem(text) == ""


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("doi:10.1136", "registrant prefix"),
        ("pmid:abc", "not a number"),
        ("isbn:978-0-521-34150-8", "check digit"),
        ("arxiv:foo", "YYMM"),
        ("pmcid:x", "PMC followed by digits"),
    ],
)
def test_a_malformed_identifier_is_said_to_be_one(text: str, said: str) -> None:
    assert said in naming.problem(text)


def test_several_at_once_and_nothing_between_them() -> None:
    assert list(map(str, naming.works("doi:10.1000/a, pmid: 12;PMC3\nhttps://doi.org/10.1000/b"))) == [
        "doi:10.1000/a", "pmid:12", "pmcid:PMC3", "doi:10.1000/b",
    ]  # fmt: skip
    assert list(map(str, naming.works("10.1000/a,10.1000/b"))) == ["doi:10.1000/a", "doi:10.1000/b"]
    assert naming.works("see doi:10.1000/a") == ()
