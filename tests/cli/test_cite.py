"""``ccsvi-refs cite`` from end to end."""

from __future__ import annotations

import io
import json
import re
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from markdown_it import MarkdownIt

from ccsvi_refs.cli import run
from tests.citing.pages import WORKS


@pytest.fixture
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("refs.json").write_text(json.dumps(WORKS))
    path = Path("page.md")
    path.write_text("---\nbibliography: refs.json\ncsl: ieee\n---\n\nAs @roe [p. 3] say.\n")
    return path


def test_a_page_is_cited_as_it_says_itself(page: Path, capfdbinary: pytest.CaptureFixture[bytes]):
    assert run(["cite", str(page)]) == 0
    assert b"As Roe and Poe \\[1, p. 3\\] say.\n" in capfdbinary.readouterr().out


def test_style_language_bibliography_and_format_may_be_given(page: Path, capfdbinary: pytest.CaptureFixture[bytes]):
    Path("more.json").write_text(
        json.dumps([{"id": "more", "type": "book", "title": "More", "author": [{"family": "Moe"}]}])
    )
    page.write_bytes(b"As @more and @roe [S. 3] say.\r\n")
    arguments = ["--style", "apa", "--locale", "de-DE", "--bibliography", "more.json", "--bibliography", "refs.json"]
    assert run(["cite", str(page), *arguments, "--to", "html", "--link-citations"]) == 0
    out = capfdbinary.readouterr().out.decode()
    assert 'Moe (<a href="#ref-more">o.\u00a0J.</a>)' in out
    assert 'Roe &amp; Poe (<a href="#ref-roe">2001, S. 3</a>)' in out


def test_missing_keys_are_findings(page: Path, capfd: pytest.CaptureFixture[str]):
    page.write_text("x\n\ny [@gone]\n")
    assert run(["cite", str(page), "--bibliography", "refs.json", "--output", "out.md"]) == 1
    assert "page.md:3:4: @gone is not in the bibliography" in capfd.readouterr().err
    assert Path("out.md").read_text() == "x\n\ny (**gone?**)\n"


def test_bytes_that_are_no_utf8_stay_as_they_are(page: Path):
    page.write_bytes(b"caf\xe9 [@roe]\n")
    assert run(["cite", str(page), "--bibliography", "refs.json", "--style", "nature", "--output", "out.md"]) == 0
    assert Path("out.md").read_bytes().startswith(b"caf\xe9<sup>1</sup>\n")


def test_unusable_input_is_said(page: Path, capfd: pytest.CaptureFixture[str]):
    assert run(["cite", "nowhere.md"]) == 2
    assert run(["cite", str(page), "--style", "no-such-style"]) == 2
    page.write_text("---\nbibliography: gone.bib\n---\n[@a]")
    assert run(["cite", str(page), "--output", "out.md"]) == 1
    err = capfd.readouterr().err
    assert "nowhere.md: no such file" in err
    assert "no style named 'no-such-style'" in err
    assert "page.md:2: the bibliography 'gone.bib' that the page names is not there" in err


def test_the_filter_reads_and_writes_json(
    page: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
):
    tree = {"pandoc-api-version": [1, 23], "meta": {}, "blocks": [{"t": "Para", "c": [{"t": "Str", "c": "x"}]}]}
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(json.dumps(tree).encode())))
    assert run(["pandoc-filter", "html"]) == 0
    assert json.loads(capfdbinary.readouterr().out) == tree
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(b"{")))
    assert run(["pandoc-filter"]) == 2


@pytest.mark.parametrize("to", ["html", "markdown"])
def test_every_link_of_a_cite_leads_to_an_entry_whatever_its_id(
    page: Path, capfdbinary: pytest.CaptureFixture[bytes], to: str
):
    odd = ["plain", "a:b/c+d", 'it\'s"so"', "c#1", "50%", "50%25", "müller", "a&b", "<x>", "a~b^c", "文献"]
    Path("odd.json").write_text(json.dumps([{"id": one, "type": "book", "title": f"T{one}"} for one in odd]))
    page.write_text("\n\n".join(f"[@{{{one}}}]" for one in odd), "utf-8")
    arguments = ["--style", "apa", "--bibliography", "odd.json", "--to", to, "--link-citations"]
    assert run(["cite", str(page), *arguments]) == 0
    out = capfdbinary.readouterr().out.decode()
    shown = out if to == "html" else MarkdownIt("commonmark").render(out)
    leads = re.findall(r'href="#([^"]*)"', shown)
    assert len(set(leads)) == len(odd)
    assert set(leads) == set(re.findall(r'id="(ref-[^"]*)"', shown))
