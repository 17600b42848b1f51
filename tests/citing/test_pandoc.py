"""The filter: Pandoc's tree, as Pandoc hands it over, with its citations written."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from ccsvi_refs import citing
from ccsvi_refs.citing import pandoc
from ccsvi_refs.citing.pandoc.inlines import plain
from ccsvi_refs.errors import InputError, SettingsError
from tests.citing.pages import WORKS, cited

SPACE = {"t": "Space"}


def words(text: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for word in text.split():
        found += [{"t": "Str", "c": word}, SPACE]
    return found[:-1]


def cite(key: str, mode: str = "NormalCitation", prefix: str = "", suffix: str = "") -> dict[str, Any]:
    return {
        "citationId": key,
        "citationPrefix": words(prefix),
        "citationSuffix": [*([SPACE] if suffix else []), *words(suffix)],
        "citationMode": {"t": mode},
        "citationNoteNum": 1,
        "citationHash": 0,
    }


def citation(*cites: dict[str, Any]) -> dict[str, Any]:
    return {"t": "Cite", "c": [list(cites), words("[@key]")]}


def document(tmp_path: Path, *blocks: Any, **meta: Any) -> dict[str, Any]:
    (tmp_path / "refs.json").write_text(json.dumps(WORKS))
    said = {"csl": "apa", "bibliography": "refs.json", **meta}
    values = {
        name: value if isinstance(value, dict) else {"t": "MetaInlines", "c": words(value)}
        for name, value in said.items()
    }
    return {"pandoc-api-version": [1, 23, 1], "meta": values, "blocks": list(blocks)}


def paragraph(*inlines: Any) -> dict[str, Any]:
    return {"t": "Para", "c": list(inlines)}


def filtered(tmp_path: Path, *blocks: Any, **meta: Any) -> tuple[list[Any], list[str]]:
    written, faults = pandoc.filtered(document(tmp_path, *blocks, **meta), str(tmp_path / "x.json"))
    assert set(written["meta"]) <= {"reference-section-title", "lang", "link-citations"}
    return written["blocks"], faults


def test_citations_and_bibliography_are_written(tmp_path: Path):
    text = paragraph(citation(cite("roe", "AuthorInText", suffix="p. 3"), cite("doe99")), SPACE, *words("says"))
    blocks, faults = filtered(tmp_path, text, **{"reference-section-title": "Works"})
    assert plain(blocks[0]) == "Roe & Poe (2001, p. 3; Doe, 1999) says"
    assert blocks[1]["t"] == "Header"
    (identifier, classes, _), entries = blocks[2]["c"]
    assert (identifier, "hanging-indent" in classes) == ("refs", True)
    assert [entry["c"][0][0] for entry in entries] == ["ref-doe99", "ref-roe"]
    assert plain(entries[0]) == "Doe, J. (1999). First title. Journal, 3, 33–35."
    assert faults == []


def test_notes_take_the_marks_before_them(tmp_path: Path):
    quoted = {"t": "Quoted", "c": [{"t": "DoubleQuote"}, words("so")]}
    text = paragraph(quoted, SPACE, citation(cite("roe", prefix="see")), {"t": "Str", "c": ".)"}, SPACE, *words("x"))
    blocks, _ = filtered(tmp_path, text, csl="chicago-notes-bibliography")
    inner, noted, rest = blocks[0]["c"][:3]
    assert plain(inner) == "so."
    assert noted["c"][1][0]["t"] == "Note"
    assert plain(noted) == "See R. Roe and E. Poe, Third Book (Pub, 2001)."
    assert rest["c"] == ")"


def test_a_note_of_the_document_keeps_its_citation_in_the_line(tmp_path: Path):
    note = {"t": "Note", "c": [paragraph(*words("See"), SPACE, citation(cite("roe")), {"t": "Str", "c": "."})]}
    blocks, _ = filtered(tmp_path, paragraph(*words("x"), note), csl="chicago-notes-bibliography")
    assert plain(blocks[0]) == "xSee (R. Roe and E. Poe, Third Book (Pub, 2001))."


def test_elements_in_the_words_around_a_cite_come_out_as_they_were(tmp_path: Path):
    link = {"t": "Link", "c": [["", [], []], words("there"), ["https://x.y", ""]]}
    one = cite("roe", suffix="p. 3 and")
    one["citationSuffix"] += [SPACE, {"t": "Emph", "c": words("passim")}, SPACE, link]
    blocks, _ = filtered(tmp_path, paragraph(citation(one)), **{"link-citations": {"t": "MetaBool", "c": True}})
    inlines = blocks[0]["c"][0]["c"][1]
    assert link in inlines
    assert {"t": "Emph", "c": words("passim")} in inlines
    assert [one["c"][2][0] for one in inlines if one["t"] == "Link"] == ["#ref-roe", "https://x.y"]


def test_references_and_nocite_in_the_metadata(tmp_path: Path):
    own = {"id": {"t": "MetaInlines", "c": words("own")}, "type": {"t": "MetaString", "c": "book"}}
    own["title"] = {"t": "MetaInlines", "c": [{"t": "Emph", "c": words("E. coli")}, SPACE, *words("grows")]}
    nocite = {"t": "MetaInlines", "c": [citation(cite("doe00", "AuthorInText")), *words("@own")]}
    meta = {"references": {"t": "MetaList", "c": [{"t": "MetaMap", "c": own}]}, "nocite": nocite}
    blocks, faults = filtered(tmp_path, paragraph(*words("x")), **meta)
    assert [entry["c"][0][0] for entry in blocks[1]["c"][1]] == ["ref-doe00", "ref-own"]
    assert plain(blocks[1]["c"][1][1]) == "E. coli grows. (n.d.)."
    assert faults == []


def test_citations_in_metadata_and_links(tmp_path: Path):
    link = {"t": "Link", "c": [["", [], []], [*words("so"), SPACE, citation(cite("roe"))], ["https://x.y", ""]]}
    meta = {
        "link-citations": {"t": "MetaBool", "c": True},
        "abstract": {"t": "MetaInlines", "c": [citation(cite("doe00"))]},
    }
    written, _ = pandoc.filtered(document(tmp_path, paragraph(link), **meta), str(tmp_path / "x.json"))
    assert plain(written["meta"]["abstract"]) == "(Doe, 2000)"
    assert plain(written["blocks"][0]) == "so (Roe & Poe, 2001)"
    assert json.dumps(written["blocks"][0]).count('"Link"') == 1


def test_missing_keys_are_said_and_marked(tmp_path: Path):
    blocks, faults = filtered(tmp_path, paragraph(citation(cite("gone"))))
    assert plain(blocks[0]) == "(gone?)"
    assert faults == ["@gone is not in the bibliography"]


def test_what_is_no_tree_is_refused():
    with pytest.raises(InputError, match="no document of Pandoc's"):
        pandoc.filtered({"blocks": 3})


def test_without_pandoc_its_name_is_said(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(shutil, "which", lambda _: None)
    monkeypatch.setitem(sys.modules, "pypandoc", None)
    with pytest.raises(SettingsError, match=r"ccsvi-refs\[pandoc\]"):
        pandoc.program.find()


@pytest.fixture(scope="module")
def program() -> str:
    try:
        return pandoc.program.find()
    except SettingsError:
        pytest.skip("Pandoc is not installed")


def test_the_tree_and_the_text_come_out_alike(program: str, tmp_path: Path):
    text = (
        '"So" [see @roe, pp. 33-35 and *passim*; @doe00, chap. 1]. As @doe99 [p. 3] says.[^1]\n\n'
        "[^1]: Own [-@roe], and @roe.\n"
    )
    in_place = cited(text, "chicago-notes-bibliography").text
    said = f"---\nbibliography: {tmp_path / 'refs.json'}\ncsl: chicago-notes-bibliography\n---\n{text}"
    (tmp_path / "refs.json").write_text(json.dumps(WORKS))
    tree, _ = pandoc.filtered(pandoc.program.tree(said, "x"), str(tmp_path / "x.md"))
    shown = [pandoc.program.written(tree, "plain", "x"), _converted(program, in_place)]
    assert shown[0].decode().replace("\n", " ").split() == shown[1].decode().replace("\n", " ").split()


def test_pages_that_are_no_markdown_are_read_by_pandoc(program: str, tmp_path: Path):
    (tmp_path / "refs.json").write_text(json.dumps(WORKS))
    page = str(tmp_path / "x.org")
    text = "#+bibliography: refs.json\n\nSee [cite:see @roe p. 3; @gone] and [cite/t:@doe00].\n"
    tree = citing.tree(text, page)
    assert tree is not None
    known = citing.sources(text, page, style="apa", document=tree)
    found = citing.converted(text, page, known, "html", tree)
    assert "(see Roe &amp; Poe, 2001, p. 3; <strong>gone?</strong>)</span> and" in found.data.decode()
    assert [one.message for one in found.faults] == ["@gone is not in the bibliography"]


def _converted(program: str, text: str) -> bytes:
    command = [program, "-f", "markdown", "-t", "plain", "-s"]
    return subprocess.run(command, input=text.encode(), capture_output=True, check=True, timeout=60).stdout
