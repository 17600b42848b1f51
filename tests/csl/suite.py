"""Reads the fixtures of the official CSL test suite and renders them.

https://github.com/citation-style-language/test-suite
"""

from __future__ import annotations

import json
import os
import re
from functools import partial
from pathlib import Path
from typing import Any

from ccsvi_refs.csl import Handle, Processor
from ccsvi_refs.csl.locale import packaged_locale

ROOT = Path(__file__).parents[2]
CORPUS = Path(os.environ.get("CCSVI_REFS_CORPUS", ROOT.parent / "shared"))
FIXTURES = CORPUS / "csl" / "test-suite"

_SECTION = re.compile(r"^>>=+ *([A-Z0-9-]+) *=+>+\r?\n(.*?)^<<=+ *\1 *=+<+", re.DOTALL | re.MULTILINE)

_SORT = re.compile(r"(<bibliography.*?)<sort>.*?</sort>", re.DOTALL)

NO_FORM = "[CSL STYLE ERROR: reference with no printed form.]"
"""What the engine that the fixtures come from prints for nothing; ours prints nothing."""


_ERAS = {
    '<term name="ad"> AD</term>': '<term name="ad">AD</term>',
    '<term name="bc"> BC</term>': '<term name="bc">BC</term>',
}
PINNED = {
    "bugreports_SortedIeeeItalicsFail": {
        '<term name="month-06" form="short">June</term>': '<term name="month-06" form="short">Jun.</term>'
    },
    "date_NegativeDateSort": _ERAS,
    "date_NegativeDateSortViaMacroOnYearMonthOnly": _ERAS,
    "magic_SubsequentAuthorSubstituteNotFooled": {
        '<term name="translator" form="short">trans.</term>': '<term name="translator" form="short">tran.</term>'
    },
}
"""Terms of the en-US locale that four fixtures expect and that the official locale has changed since."""


AS_WRITTEN = frozenset(["textcase_RepeatedTitleBug"])
"""Fixtures that expect a DOI written as an address to follow the style's own "https://doi.org/": strict prints so."""


_CATEGORIES = {
    "collection-title": ("collection-title", "archive"),
    "institution-entire": ("publisher", "authority"),
    "institution-part": ("publisher", "authority"),
    "place": ("archive-place", "event-place", "jurisdiction", "original-publisher-place", "publisher-place"),
    "title": ("event-title", "genre", "medium", "title"),
}
"""Categories of abbreviation lists that stand for several variables; others are a variable's own name."""


def sections(path: Path) -> dict[str, str]:
    """Return the sections of a fixture by name."""
    return {found[1]: found[2].strip("\r\n") for found in _SECTION.finditer(path.read_text(encoding="utf-8-sig"))}


def expected(path: Path) -> str:
    """Return the result that the fixture asks for."""
    return sections(path)["RESULT"].strip()


def actual(path: Path) -> str:
    """Return what the engine makes of the fixture."""
    parts = sections(path)
    mode = parts["MODE"].strip()
    items = _items(parts)
    style = _SORT.sub(r"\1", parts["CSL"]) if mode == "bibliography-nosort" else parts["CSL"]
    loader, short_forms = partial(_locale, path.stem), _abbreviations(parts, items)
    options = json.loads(parts.get("OPTIONS", "{}"))
    links = options.get("wrap_url_and_doi", False)
    strict = path.stem in AS_WRITTEN or options.get("prioritize_disambiguate_condition", False)
    doc = Processor(style.strip(), items, loader=loader, abbreviations=short_forms, links=links, strict=strict)
    if "BIBENTRIES" in parts:
        doc.nocite(json.loads(parts["BIBENTRIES"])[-1])
    text = _document(doc, json.loads(parts["CITATIONS"])) if "CITATIONS" in parts else _clusters(doc, parts, items)
    if mode == "bibliography-header":
        return _header(doc)
    return _bibliography(doc, parts, items) if mode.startswith("bibliography") else text.strip()


def _items(parts: dict[str, str]) -> list[dict[str, Any]]:
    """Return the items as they stand at last."""
    items = [{"id": number, **item} for number, item in enumerate(json.loads(parts["INPUT"]))]
    changed = {str(item["id"]): item for item in json.loads(parts.get("INPUT2", "[]"))}
    return [changed.get(str(item["id"]), item) for item in items]


def _abbreviations(parts: dict[str, str], items: list[dict[str, Any]]) -> dict[str, dict[str, str]]:
    """Return the fixture's short forms by variable: those of the items' jurisdictions before those for all."""
    lists = json.loads(parts.get("ABBREVIATIONS", "{}"))
    found: dict[str, dict[str, str]] = {}
    for jurisdiction in ("default", *{str(item.get("jurisdiction")) for item in items}):
        for category, forms in lists.get(jurisdiction, {}).items():
            for variable in _CATEGORIES.get(category, (category,)):
                found.setdefault(variable, {}).update(forms)
    return found


def _locale(name: str, tag: str) -> str | bytes | None:
    """Return an official locale, with the terms it had when the fixture was written where that is known to matter."""
    source = packaged_locale(tag)
    for now, then in PINNED.get(name, {}).items() if source else ():
        source = source.replace(now.encode(), then.encode())  # type: ignore[union-attr] # bytes, as packaged
    return source


def _clusters(doc: Processor, parts: dict[str, str], items: list[dict[str, Any]]) -> str:
    clusters = json.loads(parts.get("CITATION-ITEMS", "null"))
    if clusters is None:
        ids = [entry.id for entry in doc.bibliography().entries] or list(dict.fromkeys(item["id"] for item in items))
        clusters = [[{"id": one} for one in ids]]
    return "\n".join(doc.preview(cluster) or NO_FORM for cluster in clusters)


def _document(doc: Processor, steps: list[Any]) -> str:
    """Replay the edits of a word processor; citations that the last one changed, or may have, are marked ``>>``."""
    handles: dict[str, Handle] = {}
    order: list[str] = []
    for citation, before, after in steps:
        doc.changed(widely=True)
        last = citation.setdefault("citationID", f"number {len(before)}")
        order = [*(name for name, _ in before), last, *(name for name, _ in after)]
        note = citation.get("properties", {}).get("noteIndex", 0)
        _edit(doc, handles, citation, order, dict([*before, (last, note), *after]))
    changed = {*doc.changed(widely=True), handles[last]}
    return "\n".join(
        f"{'>>' if handles[name] in changed else '..'}[{number}] {text or NO_FORM}"
        for number, (name, text) in enumerate(zip(order, doc.citations(), strict=True))
    )


def _edit(doc: Processor, handles: dict[str, Handle], citation: Any, order: list[str], notes: dict[str, int]) -> None:
    last, cites = citation["citationID"], _in_mode(citation, doc.style.is_note)
    properties = citation.get("properties", {})
    around = {name: properties.get(name, "") for name in ("prefix", "suffix")}
    sorts = not properties.get("unsorted", False)
    for gone in handles.keys() - set(order):
        doc.remove(handles.pop(gone))
    if last in handles:
        doc.replace(handles[last], cites, sorts=sorts, **around)
    else:
        handles[last] = doc.insert(cites, sorts=sorts, **around)
    doc.reorder([handles[name] for name in order])
    doc.renumber({handles[name]: note for name, note in notes.items()})


def _in_mode(citation: Any, is_note: bool) -> list[dict[str, Any]]:
    """Return the cites of a citation, with the mode that its properties ask for put on them.

    In notes the engine that the fixtures come from leaves no authors out.
    https://citeproc-js.readthedocs.io/en/latest/running.html#special-citation-forms
    """
    cites = citation["citationItems"]
    mode = citation.get("properties", {}).get("mode")
    if mode == "author-only" or (mode == "suppress-author" and not is_note):
        return [{**cites[0], mode: True}, *cites[1:]]
    if mode == "composite":
        author = {"id": cites[0]["id"], "author-only": True, "suffix": citation["properties"].get("infix", "")}
        return [author, {**cites[0], "suppress-author": True}, *cites[1:]]
    return list(cites)


def _bibliography(doc: Processor, parts: dict[str, str], items: list[dict[str, Any]]) -> str:
    numbered = 'variable="citation-number"' in parts["CSL"].partition("<bibliography")[2]
    section = json.loads(parts.get("BIBSECTION", "{}"))
    known = {str(item["id"]): item for item in items}
    lines = []
    printed = {entry.id: entry.text for entry in doc.bibliography().entries}
    for number, item in enumerate(doc._settled().sorted, 1):
        text = printed.get(item.id) or (f"{number}. {NO_FORM}" if numbered else "")
        if text and _belongs(known[item.id], section):
            lines.append(f'  <div class="csl-entry">{text}</div>\n')
    return f'<div class="csl-bib-body">\n{"".join(lines)}</div>'


def _belongs(item: dict[str, Any], section: dict[str, Any]) -> bool:
    """Tell whether an item belongs to a section of a bibliography.

    https://citeproc-js.readthedocs.io/en/latest/running.html#selective-output-with-makebibliography
    """

    def holds(wanted: dict[str, str]) -> bool:
        value = item.get(wanted["field"], "")
        return wanted["value"] in value if isinstance(value, list) else str(value) == wanted["value"]

    if "quash" in section and all(map(holds, section["quash"])):
        return False
    if "include" in section:
        return any(map(holds, section["include"]))
    if "select" in section:
        return all(map(holds, section["select"]))
    return not any(map(holds, section.get("exclude", [])))


def _header(doc: Processor) -> str:
    """Return the layout of the page as the fixtures list it."""
    page = doc.bibliography()
    values = {
        "bibend": "</div>",
        "bibliography_errors": "",
        "bibstart": '<div class="csl-bib-body">\n',
        "done": "true",
        "entry_ids": ",".join(entry.id for entry in page.entries),
        "entryspacing": page.entry_spacing,
        **({"hangingindent": 2} if page.hanging_indent else {}),
        "linespacing": page.line_spacing,
        "maxoffset": page.max_offset,
        "second-field-align": page.second_field_align or "false",
    }
    return "\n".join(f"{name}: {value}" for name, value in values.items())
