"""A session with the server as an editor has it: open, see, read, put right, save."""

import asyncio
import time

import pytest

pytest.importorskip("pygls", reason="needs the extra lsp")

from lsprotocol import types

from ccsvi_refs.cli import run
from ccsvi_refs.lsp.options import Options
from tests.lsp.editor import Editor, within
from tests.service_data import Holdings, article, work
from tests.services import Services, unreachable

DRUM = work("10.1000/drum", "Rhythm and recall in elderly drummers", "Malagoni", volume="12", issue="3", page="101-109")
HARP = work("10.1000/harp", "Harp strings under arctic conditions", "Nielsen", volume="7", issue="1", page="133-141")
RETRACTED = (
    "<CommentsCorrections RefType='RetractionIn'><RefSource>J Tests 2016</RefSource>"
    "<PMID Version='1'>999</PMID></CommentsCorrections>"
)
ENTRY = "Nielsen J. Harp strings under arctic conditions. J Tests 2015;8(1):133-41."
#: What each kind of page has, and what marks the volume in it; astral letters, tabs and CRLF stand before it.
PAGES = {
    "page.md": f"# 𝒜 page\r\n\r\nAs is known [1].\r\n\r\n# References\r\n\r\n1. <!-- 𝒵 --> {ENTRY.replace('Harp', '*Harp*')} doi:10.1000/harp\r\n",
    "page.html": f"<!DOCTYPE html>\n<meta charset=utf-8><title>𝒜</title>\n<h2>References</h2>\n<ol>\n\t<li><!-- 𝒜 -->{ENTRY} doi:10.1000/harp</li>\n</ol>\n",
    "page.tex": f"\\documentclass{{article}}\n\\begin{{document}}\n𝒜 \\cite{{harp}}.\n\\begin{{thebibliography}}{{9}}\n\\bibitem{{harp}} {ENTRY} doi:10.1000/harp\n\\end{{thebibliography}}\n\\end{{document}}\n",
    "page.rst": f"Title\n=====\n\n𝒜 [Nielsen2015]_.\n\n.. [Nielsen2015] {ENTRY} doi:10.1000/harp\n",
    "refs.bib": "\ufeff% 𝒜\n@article{harp,\n\tauthor = {Nielsen, Jane}, title = {Harp strings under arctic conditions},\n\tjournal = {Journal of Tests}, year = 2015, note = {𝒜}, volume = {8}, number = 1, pages = {133--141},\n\tdoi = {10.1000/harp}\n}\n",
}


@pytest.fixture
def services():
    held = Holdings([DRUM, HARP], {"111": article("111", DRUM, corrections=RETRACTED)})
    with Services(held) as running:
        yield running


@pytest.fixture
def environment(services, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    given = unreachable() | services.environment()
    given |= {"CCSVI_REFS_CACHE_DIR": str(tmp_path / "cache"), "CCSVI_REFS_ALLOW_PRIVATE": "1"}
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    return given


def test_what_is_put_right_in_an_editor_is_what_fix_writes(environment, tmp_path):
    for name, text in PAGES.items():
        (tmp_path / name).write_bytes(text.encode())
        (tmp_path / f"fixed-{name}").write_bytes(text.encode())

    async def session():
        async with Editor(environment) as editor:
            for name in PAGES:
                await put_right(editor, tmp_path / name)
            assert await editor.leave() == 0

    async def put_right(editor, path):
        uri = editor.open_file(path)
        (fault,) = await editor.diagnostics(uri, "volume-differs")
        assert within(editor.texts[uri], fault.range) in ("8", "{8}")
        assert fault.severity == types.DiagnosticSeverity.Error
        assert fault.source == "ccsvi-refs"
        assert (
            "Nielsen J, 'Harp strings under arctic conditions', 2015 (Crossref on 20"
            in fault.related_information[0].message
        )
        shown = await editor.hover(uri, "arctic")
        assert "Journal of Tests, 7(1), 133–141" in shown
        assert "[DOI 10.1000/harp](<https://doi.org/10.1000/harp>)" in shown
        first, everything = await editor.actions(uri, fault.range)
        assert first.title.startswith("Write “7” for “8” (Crossref on 20")
        assert first.is_preferred
        assert [each.code for each in first.diagnostics] == ["volume-differs"]
        resolved = await editor.client.code_action_resolve_async(everything)
        assert resolved.edit.document_changes[0].edits == first.edit.document_changes[0].edits
        editor.apply(first.edit)
        await editor.diagnostics(uri)
        editor.save(uri, path)
        await editor.diagnostics(uri)

    asyncio.run(asyncio.wait_for(session(), 90))
    for name, text in PAGES.items():
        assert run(["fix", "--write", f"fixed-{name}"]) == 0
        data = (tmp_path / name).read_bytes()
        assert data == (tmp_path / f"fixed-{name}").read_bytes(), name
        assert data != text.encode()


BIB = """\
@article{harp, author = {Nielsen, Jane}, title = {Harp strings under arctic conditions},
  journal = {Journal of Tests}, year = 2015, volume = 7, number = 1, pages = {133--141}, doi = {10.1000/harp}}
@article{drum, author = {Malagoni, Jane}, title = {Rhythm and recall in elderly drummers},
  journal = {Journal of Tests}, year = 2015, volume = 12, number = 3, pages = {101--109}, doi = {10.1000/drum}}
"""
KEYED = "---\nbibliography: refs.bib\n---\n\n𝒜 page [@drum, p. 3; @harp] and [@nobody].\n"


def test_a_page_that_cites_by_key_is_told_of_its_entries_as_one_types(environment, tmp_path):
    (tmp_path / "refs.bib").write_text(BIB)

    async def session():
        async with Editor(environment, here=Options()) as editor:
            uri = editor.open((tmp_path / "page.md").as_uri(), KEYED)
            faults = await editor.diagnostics(uri, "key-without-entry", "retracted")
            assert {each.code: within(KEYED, each.range) for each in faults} == {
                "key-without-entry": "nobody",
                "retracted": "drum",
            }
            (retracted,) = [each for each in faults if each.code == "retracted"]
            entry = retracted.related_information[0].location
            assert (entry.uri, entry.range.start.line) == ((tmp_path / "refs.bib").as_uri(), 2)
            assert "Harp strings" in await editor.hover(uri, "@harp", 3)
            shown = await editor.hover(uri, "@drum", 3)
            assert shown.startswith("**Retraction")
            assert "Rhythm and recall" in shown
            assert await editor.hover(uri, "page") == ""
            place = types.Position(faults[0].range.start.line, retracted.range.start.character + 1)
            named = types.TextDocumentIdentifier(uri)
            (found,) = await editor.client.text_document_definition_async(types.DefinitionParams(named, place))
            assert (found.uri, found.range.start.line) == ((tmp_path / "refs.bib").as_uri(), 2)
            assert await editor.keys(uri, "@nobody", 1) == ["harp", "drum"]
            assert await editor.keys(uri, "@drum", 3) == ["drum"]
            assert await editor.keys(uri, "page", 2) == []
            (wrong,) = [each for each in faults if each.code == "key-without-entry"]
            editor.type(uri, types.TextEdit(wrong.range, "harp"))
            await editor.diagnostics(uri, "retracted")
            editor.type(uri, types.TextEdit(types.Range(types.Position(4, 0), types.Position(4, 2)), "\n\nA 𝒵 "))
            (moved,) = await editor.diagnostics(uri, "retracted")
            assert within(editor.texts[uri], moved.range) == "drum"
            editor.client.text_document_did_close(types.DidCloseTextDocumentParams(named))
            editor.versions[uri] = None
            await editor.diagnostics(uri)
            assert await editor.leave() == 0

    asyncio.run(asyncio.wait_for(session(), 90))


def test_an_editor_goes_on_while_registries_are_asked_and_may_stop_that_or_leave(environment, services, tmp_path):
    services.latency = 0.6

    async def session():
        async with Editor(environment, settings={"links": True, "offline": "yes"}) as editor:
            uri = editor.open("untitled:Untitled-1", PAGES["page.md"], "markdown")
            begun = await editor.staged("begin")
            assert begun.value["cancellable"]
            started = time.monotonic()
            assert await editor.hover(uri, "arctic")
            assert time.monotonic() - started < 3
            cancel = types.WorkDoneProgressCancelParams(begun.token)
            editor.client.window_work_done_progress_cancel(cancel)
            assert (await editor.staged("end")).token == begun.token
            assert not editor.told[uri].diagnostics
            editor.save(uri, tmp_path / "page.md")
            await asyncio.sleep(0.3)
            started = time.monotonic()
            assert await editor.leave() == 0
            assert time.monotonic() - started < 1

    asyncio.run(asyncio.wait_for(session(), 90))


def test_an_editor_that_leaves_without_goodbye_is_a_failure(environment, tmp_path):
    async def session():
        async with Editor(environment, here=Options(offline=True)) as editor:
            uri = editor.open("file:///c%3A/Users/me/refs.bib", PAGES["refs.bib"], "bibtex")
            (told,) = await editor.diagnostics(uri, "not-checked")
            assert within(PAGES["refs.bib"], told.range) == "@article{harp"
            named = types.TextDocumentIdentifier("file:///nowhere.md")
            odd = types.HoverParams(named, types.Position(10**6, 10**6))
            assert await editor.client.text_document_hover_async(odd) is None
            for text in ("\ud800 \x00\x01", "%PDF-1.7", "[" * 100_000, "@article{" * 3000, "\r\r\n\n\u2028\x0c"):
                other = editor.open(f"file:///tmp/x{len(text)}.bib", text, "bibtex")
                editor.type(other, types.TextEdit(types.Range(types.Position(0, 0), types.Position(0, 0)), "𝒜\r"))
                assert await editor.hover(other, "𝒜") == ""
            assert await editor.go() == 1

    asyncio.run(asyncio.wait_for(session(), 90))
