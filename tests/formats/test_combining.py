"""Several inputs become one bibliography."""

from ccsvi_refs import formats
from ccsvi_refs.formats.combining import together

A = formats.read(
    "@string{v = {Veins}}\n@book{k, title={One}, url={https://a.org/1}}\n@book{bad, title={x", "bibtex", "a.bib"
)
B = formats.read("@book{k, title={Two}, url={https://a.org/2}}\n@book{k-2, title={Three}}", "bibtex", "b.bib")


def test_no_two_references_have_one_key():
    page = together([A, B])
    assert [(item.id, item.title) for item in page] == [("k", "One"), ("k-3", "Two"), ("k-2", "Three")]
    assert [(link.reference, link.url) for link in page.links] == [("k", "https://a.org/1"), ("k-3", "https://a.org/2")]
    assert page["k-3"].mention.links[0].reference == "k-3"


def test_a_reference_that_stands_in_two_inputs_counts_once():
    assert [item.id for item in together([B, B])] == ["k", "k-2"]


def test_problems_and_passages_of_all_are_kept():
    page = together([B, A])
    assert [problem.location.path for problem in page.problems] == ["a.bib"]
    text = formats.write(page, "bibtex")
    assert text.index("title = {Three}") < text.index("@string{v = {Veins}}") < text.index("title = {One}")
    assert text.rstrip().endswith("@book{bad, title={x")
