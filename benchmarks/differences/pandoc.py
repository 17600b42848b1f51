"""What Pandoc's citeproc prints of the same items and citations: a second opinion beside citeproc-js."""

from __future__ import annotations

import json
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from ccsvi_refs.citing.pandoc import program
from ccsvi_refs.errors import CcsviRefsError

#: A locator's label as Pandoc's own syntax has it, https://pandoc.org/MANUAL.html#citation-syntax; its parser knows
#: the locale's words and, in every locale, these.
_WORDS = {
    "page": "p.", "chapter": "chap.", "section": "sec.", "volume": "vol.", "paragraph": "para.", "figure": "fig.",
    "line": "l.", "sub-verbo": "s.v.", "note": "n.", "book": "bk.", "column": "col.", "folio": "fol.", "part": "pt.",
    "verse": "v.",
}  # fmt: skip
Printed = tuple[dict[str, str], list[str]]


def known() -> bool:
    """Return whether there is a Pandoc."""
    try:
        return bool(program.find())
    except CcsviRefsError:
        return False


def printed(style: Path, note: bool, items: list[Any], citations: list[Any]) -> Printed:
    """Return the entries by id of a list of all items, and the citations of a document that cites some of them."""
    everything = {"t": "MetaInlines", "c": [_cite([{"id": "*"}])]}
    listing = _run(style, {"nocite": everything}, [], items)
    cited = {cite["id"] for one in citations for cite in one["cites"]}
    blocks = [{"t": "Para", "c": [_cite(one["cites"])]} for one in citations]
    document = _run(style, {}, blocks, [item for item in items if item["id"] in cited])
    return _entries(listing), [_shown(block, note) for block in document["blocks"][: len(citations)]]


def _run(style: Path, meta: dict[str, Any], blocks: list[Any], items: list[Any]) -> dict[str, Any]:
    tree = {"pandoc-api-version": [1, 23, 1], "meta": meta, "blocks": blocks}
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "items.json").write_text(json.dumps(items))
        command = [
            program.find(),
            "--citeproc",
            "--csl",
            str(style),
            "--bibliography",
            "items.json",
            "-f",
            "json",
            "-t",
            "json",
        ]
        done = subprocess.run(command, input=json.dumps(tree), capture_output=True, text=True, check=True, cwd=folder)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def _cite(cites: list[dict[str, Any]]) -> dict[str, Any]:
    rows = [
        {
            "citationId": cite["id"],
            "citationPrefix": _words(cite.get("prefix", "")),
            "citationSuffix": _words(_located(cite) + cite.get("suffix", "")),
            "citationMode": {"t": "SuppressAuthor" if cite.get("suppress-author") else "NormalCitation"},
            "citationNoteNum": 0,
            "citationHash": 0,
        }
        for cite in cites
    ]
    return {"t": "Cite", "c": [rows, []]}


def _located(cite: dict[str, Any]) -> str:
    return f"{{{_WORDS.get(cite['label'], cite['label'])} {cite['locator']}}}" if "locator" in cite else ""


def _words(text: str) -> list[Any]:
    parts = text.split(" ")
    found: list[Any] = [{"t": "Str", "c": parts[0]}] if parts[0] else []
    for part in parts[1:]:
        found += [{"t": "Space"}, *([{"t": "Str", "c": part}] if part else [])]
    return found


def _entries(tree: dict[str, Any]) -> dict[str, str]:
    (body,) = [one for one in tree["blocks"] if one["t"] == "Div"][:1] or [{"c": [[], []]}]
    return {one["c"][0][0].removeprefix("ref-"): _text(one["c"][1]) for one in body["c"][1]}


def _shown(block: dict[str, Any], note: bool) -> str:
    (cite,) = block["c"][:1]
    inlines = cite["c"][1]
    if note:
        notes = [one for one in inlines if one["t"] == "Note"]
        return _text(notes[0]["c"]) if notes else _text(inlines)
    return _text(inlines)


def _text(tree: Any) -> str:
    """Return what a piece of Pandoc's tree says, without its markup."""
    return " ".join("".join(_pieces(tree)).split())


def _pieces(tree: Any) -> list[str]:
    if isinstance(tree, list):
        return [piece for one in tree for piece in _pieces(one)]
    if not isinstance(tree, dict):
        return []
    kind, content = tree.get("t"), tree.get("c")
    if kind == "Str":
        return [content]
    if kind in ("Space", "SoftBreak", "LineBreak"):
        return [" "]
    if kind == "Quoted":
        marks = "“”" if content[0]["t"] == "DoubleQuote" else "‘’"
        return [marks[0], *_pieces(content[1]), marks[1]]
    if kind in ("Span", "Div", "Link"):
        return [*(" " for _ in [0] if kind == "Div"), *_pieces(content[1]), *(" " for _ in [0] if kind == "Div")]
    return _pieces(content)
