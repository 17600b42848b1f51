"""What INPUTs stand for: directories, globs, addresses and sitemaps, without what git ignores."""

import json
import os
import time

import pytest

from ccsvi_refs.cli import documents, run
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


@pytest.mark.parametrize(
    ("rules", "kept"),
    [("/a/**/b\n", "a/x.md c.md"), ("a/**\n!a/x.md\n", "a/x.md c.md"), ("*.md\n!c.md\n", "c.md"), ("a\n!a/x.md", "c.md"),
     ("[!c].md\r\n", "c.md"), ("\\c.md\n# a\n\n", "a/b/y.md a/x.md"), ("!/\n[\n/", "a/b/y.md a/x.md c.md")],
)  # fmt: skip
def test_rules_are_read_as_git_reads_them(tree, rules, kept):
    tree("a/b/y.md", "a/x.md", "c.md", ".git/HEAD")
    tree(".gitignore", text=rules)
    assert sorted(found(".")[0]) == kept.split()


def test_a_hostile_file_of_rules_costs_little(tree, tmp_path):
    tree("a" * 200 + ".md", "/".join("a" * 40) + "/x.md", ".git/HEAD")
    tree(".gitignore", text=("*a" * 60 + "*b\n" + "**/a/" * 60 + "b\n") * 3)
    (tmp_path / "pipe").mkdir()
    os.mkfifo(tmp_path / "pipe/.gitignore")
    (tmp_path / "zero").mkdir()
    (tmp_path / "zero/.gitignore").symlink_to("/dev/zero")
    tree("pipe/p.md", "zero/z.md")
    started = time.process_time()
    assert len(found(".")[0]) == 4
    assert time.process_time() - started < 2


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


@pytest.mark.parametrize(
    ("encoding", "kind"),
    [
        ("cp1251", "text/html; charset=windows-1251"),
        ("koi8-r", 'text/plain; Charset="KOI8-R"; x=y'),
        ("utf-8", "text/html; charset=windows-1251"),
        ("utf-8", "text/html; charset=nobody-knows"),
    ],
)
def test_an_address_is_read_in_the_encoding_that_its_header_alone_names(tree, capfdbinary, encoding, kind):
    cited = "Иванов И. И. Осадки мелких бухт. Журнал морей. 2001;7(3):31-9."
    text = f"<h2>References</h2><ol><li>{cited}</li></ol>" if "html" in kind else f"References\n\n1. {cited}\n"
    with FaultServer({"*": lambda _: Reply(text.encode(encoding), kind=kind)}) as server:
        assert run(["extract", server.url("/page")]) == 0
    assert "Осадки мелких бухт" in capfdbinary.readouterr()[0].decode()


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


def test_a_sitemap_that_names_sitemaps_for_ever_has_an_end(tree, capfdbinary, monkeypatch):
    monkeypatch.setattr(documents, "_MOST_PARTS", 5)
    asked = []

    def part(request):
        asked.append(request.path)
        here = [f"<sitemap><loc>{request.url(f'{request.path}{n}')}</loc></sitemap>" for n in range(1, 9)]
        return Reply(
            f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{here[0] * 9}{"".join(here)}</sitemapindex>'
        )

    with FaultServer({"*": part}) as server:
        _, _, err = links(capfdbinary, server.url("/s"))
    assert len(asked) == len(set(asked)) == 5
    assert "nor any further part of the sitemap is read" in err


def test_thousands_of_rules_are_not_held_against_every_file(tree):
    tree(*(f"a/{n}.md" for n in range(40)), ".git/HEAD")
    tree(".gitignore", text="".join(f"*{n}*\n" for n in range(1, 8000)))
    assert len(found(".")[0]) == 40
    tree(".gitignore", text="".join(f"*{n}*\n" for n in range(1, 1900)))
    assert found(".")[0] == ["a/0.md"]


def test_a_folder_without_pages_did_not_say_what_it_has(tmp_path):
    for name in ("thesis.pdf", "old.doc", "more.pdf"):
        (tmp_path / name).write_bytes(b"x")
    _, (error,) = expand([str(tmp_path)])
    assert error.message.endswith("but 2 .pdf, 1 .doc; --include '*.pdf' reads those, too")
    (tmp_path / "empty").mkdir()
    _, (error,) = expand([str(tmp_path / "empty")])
    assert error.message == "holds no page and no bibliography, nor any other file"
