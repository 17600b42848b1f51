"""What a lock knows a citation by: other for another work, the same for the same one wherever and however it stands."""

import hashlib

import pytest

from ccsvi_refs.location import Location
from ccsvi_refs.locking.digest import digest
from ccsvi_refs.model import Link, Mention, Reference

TEXT = "Ångström A. Veins and bays. J Seas 2001;7:3-9."


def printed(text=TEXT, place=None, number="", links=(), **fields):
    return Reference({"id": "a", **fields}, Mention(text, place, tuple(Link(url) for url in links), number))


def test_the_digest_of_a_citation_is_what_locks_on_disk_have():
    found = digest(printed(links=("http://b.example/", "http://a.example/", "http://b.example/", ""), PMID="12"))
    canonical = (
        r'["\u00c5ngstr\u00f6m A. Veins and bays. J Seas 2001;7:3-9.",["","12","",""],'
        r'["http://a.example/","http://b.example/"]]'
    )
    assert found == f"sha256:{hashlib.sha256(canonical.encode()).hexdigest()}"
    data = Reference({"id": "x", "title": "Äon", "author": [{"given": "A", "family": "B"}], "custom": {"y": 1}})
    canonical = r'{"author":[{"family":"B","given":"A"}],"title":"\u00c4on"}'
    assert digest(data) == f"sha256:{hashlib.sha256(canonical.encode()).hexdigest()}"


@pytest.mark.parametrize(
    "same",
    [
        printed(TEXT.replace(" ", "\n  ")),
        printed(TEXT.replace("Å", "A\u030a")),
        printed(place=Location("b.md", 9, 3), number="[7]"),
        printed(title="Veins and bays", volume="7"),
    ],
    ids=["lines", "composed", "place", "fields beside the text"],
)
def test_where_and_how_a_citation_stands_makes_no_difference(same):
    assert digest(same) == digest(printed())


@pytest.mark.parametrize(
    "other",
    [printed(TEXT.replace("7:", "8:")), printed(DOI="10.5555/a"), printed(PMID="10.5555/a"), printed(links=("http://a.example/",))],
)  # fmt: skip
def test_another_text_identifier_or_link_is_another_citation(other):
    found = [digest(other), digest(printed()), digest(printed(DOI="10.5555/b"))]
    assert len(set(found)) == 3


def test_data_is_known_by_its_fields_without_its_key():
    one = Reference({"id": "a", "title": "T", "volume": "7", "custom": {"x": 1}}, Mention("  "))
    assert digest(one) == digest(Reference({"volume": "7", "id": "b", "title": "T"}))
    assert digest(one) != digest(Reference({"id": "a", "title": "T", "volume": "8"}))
    assert digest(one) != digest(Reference({"id": "a", "title": "T", "issue": "7"}))
