"""``ccsvi-refs links`` over loopback: one run over all inputs, what it tells, what it keeps, how it exits."""

import json
import xml.etree.ElementTree as ET
from collections import Counter

import jsonschema
import pytest

from ccsvi_refs.cli import run
from tests.conftest import ROOT
from tests.links.fault_server import FILLER, FaultServer, html, redirect


@pytest.fixture
def ask(tmp_path, monkeypatch, capfdbinary):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CCSVI_REFS_ALLOW_PRIVATE", "1")
    monkeypatch.setenv("CCSVI_REFS_CACHE_DIR", str(tmp_path / "store"))
    (tmp_path / "ccsvi-refs.toml").write_text(
        "[links]\nsecond-look = 0.02\narchive = false\nkeep-broken = 0\nkeep-ok = 0\n"
    )

    def runs(*arguments):
        status = run(["links", *map(str, arguments)])
        out, err = capfdbinary.readouterr()
        return status, out.decode(), err.decode()

    return runs


def write(path, *urls):
    path.write_text("\n\n".join(f"[x]({url})" for url in urls), "utf-8")


def page(request):
    """Answer as a site with a front page and pages of short names does."""
    name = request.path.rpartition("/")[2]
    if request.path == "/":
        return html("Home", FILLER * 2)
    if "dead" in name or len(name) > 12 or name == "robots.txt":
        return html("No", status=404)
    return html("A report", f"<h1>A report</h1>{FILLER}")


def asked(server):
    return Counter(target for _, _, target in server.log)


def test_one_run_over_all_files_asks_each_address_and_each_probe_once(ask, tmp_path):
    with FaultServer({"*": page}) as server:
        for number in range(5):
            write(tmp_path / f"{number}.md", server.url("/a/1"), server.url(f"/a/{number + 10}"))
        assert ask("*.md")[0] == 0
        counts = asked(server)
    assert counts["/a/1"] == 1
    assert counts["/robots.txt"] == counts["/"] == 1
    assert len(server.log) == 1 + 5 + 3


def test_the_deadline_is_the_run_s_and_not_each_file_s(ask, tmp_path):
    async def hang(request):
        await request.reader.read()

    with FaultServer({"*": hang}) as server:
        for number in range(4):
            write(tmp_path / f"{number}.md", server.url(f"/{number}", f"127.0.0.{number + 2}"))
        (tmp_path / "ccsvi-refs.toml").write_text("[links]\ndeadline = 1\n")
        _, out, _ = ask("--format", "json", "0.md", "1.md", "2.md", "3.md")
    assert [one["verdict"] for one in json.loads(out)] == ["unknown"] * 4


def test_text_tells_the_bad_ones_and_counts_the_good(ask, tmp_path):
    with FaultServer({"*": page}) as server:
        write(tmp_path / "a.md", server.url("/1"), server.url("/dead"))
        status, out, _ = ask("a.md")
        assert (status, [line.split()[0] for line in out.splitlines()]) == (1, ["broken", "2"])
        assert out.splitlines()[-1].startswith("2 links: ")
        assert len(ask("a.md", "--verbose")[1].splitlines()) == 3


def test_json_has_each_link_s_history(ask, tmp_path):
    state = {"dead": False}
    with FaultServer({"*": lambda r: html("No", status=404) if state["dead"] else page(r)}) as server:
        write(tmp_path / "a.md", server.url("/1"))
        ask("a.md", "--format", "json")
        state["dead"] = True
        status, out, _ = ask("a.md", "--format", "json")
    found = json.loads(out)
    jsonschema.validate(found, json.loads((ROOT / "docs/reference/schemas/links.schema.json").read_text()))
    (one,) = found
    assert (status, one["verdict"], one["previous"]) == (1, "broken", "ok")
    assert one["last_good"] == one["first_seen"] <= one["checked"]
    assert one["dead_since"] == one["checked"][:10]


def test_since_last_tells_what_is_new_and_nothing_else(ask, tmp_path):
    state = {}

    def route(request):
        return state.get(request.path, page)(request)

    with FaultServer({"*": route}) as server:
        write(tmp_path / "a.md", *(server.url(f"/x/{name}") for name in ("dies", "moves", "stays", "walled")))
        assert "nothing has changed" in ask("a.md", "--since", "LAST")[1]
        state["/x/dies"] = lambda r: html("No", status=404)
        state["/x/moves"] = lambda r: redirect(301, "/x/new")
        state["/x/walled"] = lambda r: html("No", status=403)
        status, out, _ = ask("a.md", "--since", "LAST")
        assert (status, [line.split()[0] for line in out.splitlines()]) == (1, ["died", "moved", "2"])
        status, out, _ = ask("a.md", "--since", "last", "--format", "json")
        assert (status, json.loads(out)) == (0, [])
        del state["/x/dies"]
        assert [line.split()[0] for line in ask("a.md", "--since", "LAST")[1].splitlines()] == ["revived", "1"]
        assert len(json.loads(ask("a.md", "--since", "2020-01-01", "--format", "json")[1])) == 1
        assert ask("a.md", "--since", "soon")[0] == 2


def test_dump_says_what_would_be_asked_and_asks_nothing(ask, tmp_path):
    with FaultServer({"*": page}) as server:
        write(tmp_path / "a.md", server.url("/1"), server.url("/old/2"))
        status, out, _ = ask("a.md", "--dump", "--exclude", server.url("/old/*"))
        assert (status, out) == (0, f"{server.url('/1')}\ta.md:1:5\n")
        _, out, _ = ask("a.md", "--dump", "--format", "json", "--include", "*/old/*")
        assert server.log == []


def test_one_run_writes_several_formats(ask, tmp_path):
    with FaultServer({"*": page}) as server:
        write(tmp_path / "a.md", server.url("/1"), server.url("/dead"), server.url("/dead"))
        status, out, _ = ask("a.md", "--format", "github", "--also", "junit=links.xml", "--also", "sarif=links.sarif")
        assert (status, out.count("::error")) == (1, 2)
    suite = ET.parse(tmp_path / "links.xml").getroot().find("testsuite")
    assert suite.attrib == {"name": "a.md", "tests": "3", "failures": "2", "skipped": "0", "errors": "0"}
    assert [case.get("name").rpartition("/")[2] for case in suite] == ["1", "dead", "dead (2)"]
    assert json.loads((tmp_path / "links.sarif").read_text())["version"] == "2.1.0"
    assert ask("a.md", "--also", "paper=x")[0] == 2


def test_a_baseline_may_be_named_before_it_is_written_and_says_what_is_repaired(ask, tmp_path):
    state = {"dead": True}
    with FaultServer({"*": lambda r: html("No", status=404) if state["dead"] else page(r)}) as server:
        write(tmp_path / "a.md", server.url("/1"), server.url("/2"))
        options = ("a.md", "--baseline", "known.json")
        assert ask(*options)[0] == 2
        assert ask(*options, "--write-baseline", "known.json", "--fail-on", "never")[0] == 0
        status, out, _ = ask(*options)
        assert (status, out.splitlines()[-1]) == (0, "2 of them as bad as the baseline says")
        state["dead"] = False
        status, _, err = ask(*options)
        assert (status, err.count("no longer broken")) == (0, 2)


def test_a_link_that_is_known_to_have_moved_fails_no_run_that_fails_on_warnings(ask, tmp_path):
    with FaultServer({"*": lambda r: redirect(301, "/new/1") if r.path == "/old/1" else page(r)}) as server:
        write(tmp_path / "a.md", server.url("/old/1"))
        options = ("a.md", "--fail-on", "warning")
        assert ask(*options)[0] == 1
        assert ask(*options[:1], "--write-baseline", "known.json")[0] == 0
        status, out, _ = ask(*options, "--baseline", "known.json")
        assert (status, out.splitlines()[-1]) == (0, "1 of them as bad as the baseline says")


def test_an_ignore_entry_is_a_pattern_with_stars_alone_and_says_when_it_fits_nothing(ask, tmp_path):
    with FaultServer({"*": page}) as server:
        entries = "".join(
            f'[[links.ignore]]\nurl = "{server.url(path)}"\nreason = "x"\nuntil = 2999-01-01\n'
            for path in ("/g?ide=1", "/[a]*", "/none/*")
        )
        (tmp_path / "ccsvi-refs.toml").write_text(f"[links]\nsecond-look = 0.02\n{entries}")
        write(tmp_path / "a.md", server.url("/g?ide=1"), server.url("/guide=1"), server.url("/[a]b"), server.url("/ab"))
        _, out, err = ask("a.md", "--format", "json")
    assert [one["verdict"] for one in json.loads(out)] == ["ignored", "ok", "ignored", "ok"]
    assert (err.count("fits no link"), "/none/*" in err) == (1, True)


def test_a_lost_fragment_is_a_warning_and_the_page_alive(ask, tmp_path):
    with FaultServer(
        {"*": lambda r: html("A report", f"<h2 id=here>x</h2>{FILLER}") if r.path == "/1" else page(r)}
    ) as server:
        write(tmp_path / "a.md", server.url("/1#gone"), server.url("/1#here"))
        status, out, _ = ask("a.md", "--format", "github", "--fail-on", "error")
        assert (status, out.count("link-fragment")) == (0, 1)
        assert ask("a.md", "--fail-on", "warning")[0] == 1


def test_a_site_s_links_to_itself_are_checked_against_its_files_where_that_is_asked_for(ask, tmp_path):
    site = tmp_path / "site"
    (site / "docs").mkdir(parents=True)
    (site / "docs/a.md").write_text(
        "# One *two*\n\n[own](#one-two) [no](#three) [b](b.md#part-1) [lost](b.md#none) [gone](c.md) [top](/index.html)\n\n"
        "[folder](../docs/) [built](b.html) [out](../../secret.md) ![i](i.png) <a href='b.md?x=1#Q%26A'>q</a>\n"
    )
    (site / "docs/b.md").write_text("# Part\n\n# Part\n\n<i id='Q&amp;A'></i>\n")
    (site / "docs/README.md").write_text("x")
    (site / "index.html").write_text("<p>x")
    (tmp_path / "secret.md").write_text("x")
    assert json.loads(ask("site/docs/a.md", "--format", "json")[1]) == []
    status, out, _ = ask("site/docs/a.md", "--root", "site", "--format", "json", "--fail-on", "warning")
    found = {one["url"]: (one["verdict"], "no place" in one["reason"]) for one in json.loads(out)}
    good, lost, gone = ("ok", False), ("ok", True), ("broken", False)
    assert (status, found) == (1, {
        "/docs/a.md#one-two": good, "/docs/a.md#three": lost, "/docs/b.md#part-1": good, "/docs/b.md#none": lost,
        "/docs/c.md": gone, "/index.html": good, "/docs/": good, "/docs/b.html": good, "/secret.md": gone,
        "/docs/i.png": gone, "/docs/b.md?x=1#Q%26A": good,
    })  # fmt: skip
