"""What INPUTs stand for: directories, globs, addresses and sitemaps, without what git ignores."""

import json

import pytest

from ccsvi_refs.cli import run
from ccsvi_refs.cli.sources import Filter, expand
from tests.links.fault_server import FILLER, FaultServer, Reply, html


@pytest.fixture
def tree(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CCSVI_REFS_ALLOW_PRIVATE", "1")
    monkeypatch.setenv("CCSVI_REFS_CACHE_DIR", str(tmp_path / ".store"))

    def write(*names, text="A page.\n"):
        for name in names:
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_text(text, "utf-8")

    return write


def found(*sources, **options):
    names, errors = expand(sources, Filter(**options))
    return names, [str(error) for error in errors]


def test_a_directory_stands_for_its_pages_and_bibliographies(tree):
    tree("docs/b.md", "docs/a.html", "docs/sub/refs.bib", "docs/data.json", "docs/picture.png", "docs/.hidden/x.md")
    assert found("docs") == (["docs/a.html", "docs/b.md", "docs/sub/refs.bib"], [])


def test_what_git_ignores_is_left_out_unless_it_is_named(tree):
    tree("docs/a.md", "docs/build/b.md", "docs/draft.md", "docs/keep.tmp.md", "docs/x.tmp.md")
    tree(".gitignore", text="build/\n*.tmp.md\n")
    tree("docs/.gitignore", text="/draft.md\n!keep.tmp.md\n")
    tree(".git/HEAD")
    assert found("docs")[0] == ["docs/a.md", "docs/keep.tmp.md"]
    assert found("docs/draft.md")[0] == ["docs/draft.md"]
    assert found("docs/**/*.md")[0] == ["docs/a.md", "docs/keep.tmp.md"]


def test_a_glob_with_blanks_and_a_name_that_looks_like_one(tree):
    tree("my notes/a b.md", "my notes/c.md", "odd[1].md")
    assert found("my notes/*.md")[0] == ["my notes/a b.md", "my notes/c.md"]
    assert found("odd[1].md")[0] == ["odd[1].md"]


def test_include_and_exclude_choose_among_what_is_found(tree):
    tree("docs/a.md", "docs/old/b.md", "docs/refs.json")
    assert found("docs", exclude=("old/",))[0] == ["docs/a.md"]
    assert found("docs", include=("*.json",))[0] == ["docs/refs.json"]
    assert found("docs/a.md", exclude=("docs/*.md",))[0] == []


def test_each_file_is_taken_once(tree):
    tree("docs/a.md")
    assert found("docs/a.md", "docs", "docs/*.md")[0] == ["docs/a.md"]


def test_a_directory_or_glob_without_a_page_is_an_error_with_its_name(tree):
    tree("docs/picture.png", "a.md")
    names, errors = found("docs", "none/*.md", "a.md")
    assert names == ["a.md"]
    assert [error.partition(":")[0] for error in errors] == ["docs", "none/*.md"]


def links(capfdbinary, *arguments):
    status = run(["links", "--format", "json", *map(str, arguments)])
    out, err = capfdbinary.readouterr()
    return status, [(one["url"].rpartition("/")[2], one["verdict"]) for one in json.loads(out or "[]")], err.decode()


def site(request):
    pages = {
        "/": html("Home", f'<a href="docs/one">one</a> <a href="/gone">gone</a>{FILLER}'),
        "/docs/one": html("One", f'<h1>One</h1><a href="../docs/two">two</a>{FILLER}'),
        "/docs/two": html("Two", f"<h1>Two</h1>{FILLER * 2}"),
        "/sitemap.xml": Reply(
            f'<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>{request.url("/docs/one")}'
            f"</loc></url><url><loc>{request.url('/missing')}</loc></url></urlset>",
            kind="application/xml",
        ),
    }
    return pages.get(request.path, html("Not found", status=404))


def test_an_address_is_fetched_and_its_relative_links_are_its_sites(tree, capfdbinary):
    with FaultServer({"*": site}) as server:
        status, seen, _ = links(capfdbinary, server.url("/"))
    assert (status, seen) == (1, [("one", "ok"), ("gone", "broken")])


def test_a_sitemap_stands_for_its_pages_and_those_that_are_gone_are_broken_links(tree, capfdbinary):
    with FaultServer({"*": site}) as server:
        status, seen, err = links(capfdbinary, server.url("/sitemap.xml"))
    assert (status, seen) == (1, [("one", "ok"), ("missing", "broken"), ("two", "ok")])
    assert "answers 404" in err


def test_an_address_that_cannot_be_fetched_does_not_cost_the_others(tree, capfdbinary):
    tree("a.md", text="[x](mailto:a@example.org) https://example.org/")
    with FaultServer({}) as server:
        status, seen, err = links(capfdbinary, server.url("/none"), "a.md", "--offline")
    assert (status, len(seen)) == (2, 1)
    assert "offline" in err


def test_an_empty_file_among_others_is_no_error(tree, capfdbinary):
    tree("a.md", text="https://example.org/")
    tree("empty.md", text="\n")
    assert links(capfdbinary, "a.md", "empty.md", "--offline")[0] == 0
    assert links(capfdbinary, "empty.md", "--offline")[0] == 2
    assert links(capfdbinary, "empty.md", "--offline", "--allow-empty")[0] == 0
