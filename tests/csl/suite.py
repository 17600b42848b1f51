"""Reads the fixtures of the official CSL test suite and renders them.

https://github.com/citation-style-language/test-suite
"""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import Any

from ccsvi_refs.csl import Handle, Processor

ROOT = Path(__file__).parents[2]
CORPUS = Path(os.environ.get("CCSVI_REFS_CORPUS", ROOT.parent / "shared"))
FIXTURES = CORPUS / "csl" / "test-suite"

_SECTION = re.compile(r"^>>=+ *([A-Z0-9-]+) *=+>+\r?\n(.*?)^<<=+ *\1 *=+<+", re.DOTALL | re.MULTILINE)


def sections(path: Path) -> dict[str, str]:
    """Return the sections of a fixture by name."""
    return {found[1]: found[2].strip("\r\n") for found in _SECTION.finditer(path.read_text(encoding="utf-8"))}


def expected(path: Path) -> str:
    """Return the result that the fixture asks for."""
    return sections(path)["RESULT"].strip()


def actual(path: Path) -> str:
    """Return what the engine makes of the fixture."""
    parts = sections(path)
    doc = Processor(parts["CSL"].strip(), json.loads(parts["INPUT"]))
    mode = parts["MODE"].strip()
    citations = _citations(doc, parts)
    if mode.startswith("bibliography"):
        return bibliography(doc, json.loads(parts["BIBSECTION"]) if "BIBSECTION" in parts else None, parts, mode)
    return citations.strip()


def _citations(doc: Processor, parts: dict[str, str]) -> str:
    if "CITATIONS" in parts:
        return _document(doc, json.loads(parts["CITATIONS"]))
    if "BIBENTRIES" in parts:
        for ids in json.loads(parts["BIBENTRIES"]):
            doc.nocite_only(ids)
    if parts["MODE"].strip().startswith("bibliography"):
        return ""
    clusters = (
        json.loads(parts["CITATION-ITEMS"])
        if "CITATION-ITEMS" in parts
        else [[{"id": item["id"]} for item in json.loads(parts["INPUT"])]]
    )
    return "\n".join(doc.preview(cluster) for cluster in clusters)


def _document(doc: Processor, steps: list[Any]) -> str:
    """Replay the edits of a word processor; citations that the last one changed are marked ``>>``."""
    handles: dict[str, Handle] = {}
    before: list[str] = []
    last = ""
    for number, (citation, pre, post) in enumerate(steps):
        if number == len(steps) - 1:
            order = [identifier for identifier, handle in handles.items()]
            before = dict(zip(order, _texts(doc, handles, order), strict=True))  # type: ignore[assignment]
        last = citation["citationID"]
        wanted = [one[0] for one in pre] + [last] + [one[0] for one in post]
        notes = dict([*pre, (last, citation["properties"]["noteIndex"]), *post])
        _apply(doc, handles, citation, wanted, notes)
    texts = _texts(doc, handles, wanted)
    lines = []
    for number, (identifier, text) in enumerate(zip(wanted, texts, strict=True)):
        changed = identifier == last or before.get(identifier) != text  # type: ignore[attr-defined]
        lines.append(f"{'>>' if changed else '..'}[{number}] {text}")
    return "\n".join(lines)


def _apply(
    doc: Processor, handles: dict[str, Handle], citation: Any, wanted: list[str], notes: dict[str, int]
) -> None:
    for gone in set(handles) - set(wanted):
        doc.remove(handles.pop(gone))
    last = citation["citationID"]
    cites = citation["citationItems"]
    if last in handles:
        doc.replace(handles[last], cites)
    else:
        after = wanted[wanted.index(last) + 1 :]
        handles[last] = doc.insert(cites, before=handles[after[0]] if after else None)
    doc.renumber({handles[identifier]: note for identifier, note in notes.items()})


def _texts(doc: Processor, handles: dict[str, Handle], order: list[str]) -> list[str]:
    found = dict(zip(doc.handles(), doc.citations(), strict=True))
    return [found[handles[identifier]] for identifier in order]


def bibliography(doc: Processor, section: Any, parts: dict[str, str], mode: str) -> str:
    """Return the bibliography as the fixtures have it."""
    entries = doc.bibliography().entries
    if mode == "bibliography-nosort":
        order = list(dict.fromkeys(entry.id for entry in entries))
        del order
    lines = [f'  <div class="csl-entry">{entry.text}</div>\n' for entry in entries if entry.text]
    return f'<div class="csl-bib-body">\n{"".join(lines)}</div>'
