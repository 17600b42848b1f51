"""A run over many pages that share a bibliography."""

from ccsvi_refs import pages
from ccsvi_refs.pages import site

BIB = "@book{a1, title={One}}\n@book{b2, title={Two}}\n@book{c3, title={Three}}\n"


def test_an_entry_that_one_page_cites_is_cited_for_all_and_the_rest_is_said_once(tmp_path):
    (tmp_path / "refs.bib").write_text(BIB)
    for name, key in (("a.md", "a1"), ("b.md", "b2")):
        (tmp_path / name).write_text(f"---\nbibliography: refs.bib\n---\n\nWords [@{key}].\n")
    found = site.settled([pages.load(tmp_path / name) for name in ("a.md", "b.md")])
    assert [[entry.id for entry in page.uncited] for page in found] == [["c3"], []]
