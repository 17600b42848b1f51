"""The citations of Pandoc's tree written in a style, as a filter of Pandoc's does: https://pandoc.org/filters.html."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ccsvi_refs.citing import locators
from ccsvi_refs.citing.pandoc.inlines import Inline, Stash, elements, marked_up, plain, string
from ccsvi_refs.citing.weaving import Asked, Loom, Woven, refers_within, weave
from ccsvi_refs.csl.cluster import Cluster
from ccsvi_refs.rendering.framing import ANCHOR, entry_id

_MARKS = re.compile(r"[.,;:!?]+")
#: Metadata that no document shows.
NOT_SHOWN = ("bibliography", "citation-style", "csl", "nocite", "references")
_SPACES = ("Space", "SoftBreak")


@dataclass(slots=True)
class _Found:
    """A citation in the tree, as asked for, and what is to be put in its place."""

    element: Inline
    asked: Asked
    cluster: Cluster = field(default_factory=Cluster)


@dataclass(slots=True)
class _Walk:
    """What a walk through the tree has met: citations by the identity of their elements, and notes."""

    words: tuple[tuple[str, str], ...]
    items: Sequence[Mapping[str, Any]]
    stash: Stash = field(default_factory=Stash)
    found: dict[int, _Found] = field(default_factory=dict)
    notes: int = 0

    def through(self, tree: Any, own: int = 0, edges: tuple[int, int] = (0, 0)) -> None:
        """Meet all citations below an element; in a note, ``edges`` are its first and last inline element."""
        if isinstance(tree, list):
            for one in tree:
                self.through(one, own, edges)
        elif isinstance(tree, dict):
            if tree.get("t") == "Cite":
                self.meet(tree, own, edges)
            elif tree.get("t") == "Note":
                self.notes += 1
                self.through(tree["c"], self.notes, _edges(tree["c"]))
            elif tree.get("t") == "MetaMap":
                self.through(list(tree["c"].values()), own, edges)
            else:
                self.through(tree.get("c"), own, edges)

    def meet(self, element: Inline, own: int, edges: tuple[int, int]) -> None:
        """Take in one citation."""
        citations = element["c"][0]
        if refers_within([str(one["citationId"]) for one in citations], self.items):
            return
        if not own:
            self.notes += 1
        narrative = citations[0]["citationMode"]["t"] == "AuthorInText"
        cites = tuple(self.cite(one, narrative and not number) for number, one in enumerate(citations))
        opens, closes = id(element) == edges[0], id(element) == edges[1]
        asked = Asked(cites, narrative, own or self.notes, bool(own), opens, closes)
        self.found[id(element)] = _Found(element, asked)

    def cite(self, citation: Mapping[str, Any], narrative: bool) -> dict[str, Any]:
        """Return a cite as CSL-JSON has it."""
        prefix = marked_up(citation["citationPrefix"], self.stash).strip()
        located = locators.locate(marked_up(citation["citationSuffix"], self.stash).rstrip(), self.words)
        suffix = located.rest.rstrip()
        if narrative and suffix.strip() and not located.label and suffix.lstrip()[0] not in ",.;:!?":
            suffix = f", {suffix.lstrip()}"
        prefix = f"{prefix} " if prefix and prefix[-1] not in "([–—" else prefix
        found: dict[str, Any] = {"id": citation["citationId"], "prefix": prefix, "suffix": suffix}
        if located.locator:
            found |= {"locator": re.sub(r"<[^<>]*>", "", located.locator), "label": located.label.replace("-", " ")}
        if citation["citationMode"]["t"] == "SuppressAuthor":
            found["suppress-author"] = True
        return found


def _edges(blocks: Sequence[Mapping[str, Any]]) -> tuple[int, int]:
    """Return the identities of the first and last inline element of a note."""
    first, last = (blocks[place].get("c") if blocks else None for place in (0, -1))
    begin = id(first[0]) if isinstance(first, list) and first else 0
    return begin, id(last[-1]) if isinstance(last, list) and last else 0


@dataclass(frozen=True, slots=True)
class Written:
    """A document with its citations written, and what became of them."""

    document: dict[str, Any]
    woven: Woven
    empty: tuple[str, ...]

    def faults(self) -> list[str]:
        """Return what is wrong with the citations."""
        missing = [f"@{key} is not in the bibliography" for key in sorted(self.woven.missing)]
        empty = [f"the style prints nothing of a citation of @{key}" for key in self.empty]
        return [*missing, *empty, *self.woven.refused]


def write(document: Mapping[str, Any], ready: Loom, items: Sequence[Mapping[str, Any]]) -> Written:
    """Return a document of Pandoc's with its citations and bibliography written."""
    walk = _Walk(locators.terms(ready.locale, ready.plain), items)
    said = {name: value for name, value in document["meta"].items() if name not in NOT_SHOWN}
    walk.through(list(said.values()))
    walk.through(document["blocks"])
    rows = list(walk.found.values())
    woven = weave(ready, [row.asked for row in rows], items, "html")
    for row, cluster in zip(rows, woven.clusters, strict=True):
        row.cluster = cluster
    rewrite = _Rewrite(walk, woven, ready)
    blocks = rewrite.of(document["blocks"])
    meta = {**document["meta"], **{name: rewrite.of(value) for name, value in said.items()}}
    if woven.entries:
        blocks = _listed(blocks, woven, ready, walk.stash)
    empty = tuple(str(row.asked.cites[0]["id"]) for row in rows if not str(row.cluster).strip())
    return Written({**document, "meta": meta, "blocks": blocks}, woven, empty)


@dataclass(frozen=True, slots=True)
class _Rewrite:
    walk: _Walk
    woven: Woven
    ready: Loom

    def of(self, tree: Any) -> Any:
        """Return a part of the tree with its citations written."""
        if isinstance(tree, list):
            if any(isinstance(one, dict) and one.get("t") == "Cite" for one in tree):
                return self.line(tree)
            return [self.of(one) for one in tree]
        if not isinstance(tree, dict):
            return tree
        if tree.get("t") == "MetaMap":
            return {**tree, "c": {name: self.of(one) for name, one in tree["c"].items()}}
        if tree.get("t") == "Link":
            return {**tree, "c": _without_links(self.of(tree["c"]))}
        return {**tree, "c": self.of(tree["c"])} if "c" in tree else tree

    def line(self, line: Sequence[Inline]) -> list[Inline]:
        """Return a line with its citations written, notes behind the marks that follow them."""
        out: list[Inline] = []
        left = list(reversed(line))
        while left:
            element = left.pop()
            row = self.walk.found.get(id(element))
            if row is None:
                out.append(self.of(element))
                continue
            self.put(row, out, left)
        return out

    def put(self, row: _Found, out: list[Inline], left: list[Inline]) -> None:
        """Put what a citation becomes behind what stands before it, and take the marks from what stands behind."""
        asked, cluster = row.asked, row.cluster
        names, text = (elements(part, self.walk.stash) for part in (cluster.narrative, cluster.text))
        noted = self.woven.notes and not asked.own and bool(text)
        raised = not noted and not names and text[:1] and text[0]["t"] == "Superscript"
        if (noted and not names) or raised or not (names or text):
            while out and out[-1]["t"] in _SPACES:
                out.pop()
        after = self.ready.chosen.notes_after_punctuation
        if (noted and after is not False) or (raised and after):
            marks = self.marks(names, out, left)
            names = [*names, *([string(marks)] if marks else [])]
        if noted:
            shown = [*names, {"t": "Note", "c": [{"t": "Para", "c": text}]}]
        else:
            joint = [string(cluster.joint.rstrip()), {"t": "Space"}] if cluster.joint.strip() else [{"t": "Space"}]
            shown = [*names, *(joint if names and text and cluster.joint and not _is_raised(text) else []), *text]
        keys = " ".join(str(cite["id"]) for cite in asked.cites)
        out.append({"t": "Span", "c": [["", ["citation"], [["cites", keys]]], shown]})  # a Cite is one of Typst's own

    def marks(self, names: list[Inline], out: list[Inline], left: list[Inline]) -> str:
        """Take the marks off what follows and return them, or put them into the quotation that stands before."""
        following = left[-1] if left else None
        found = _MARKS.match(following["c"]) if following is not None and following["t"] == "Str" else None
        if found is None or following is None:
            return ""
        left.pop()
        if rest := following["c"][found.end() :]:
            left.append(string(rest))
        marks = found[0]
        before = out[-1] if out and not names else None
        inside = self.ready.locale.quotes.punctuation_inside and marks[0] in ".,"
        if before is not None and before["t"] == "Quoted" and inside:
            closed = plain(before["c"][1])[-1:] in tuple(".,!?;:")
            out[-1] = {"t": "Quoted", "c": [before["c"][0], [*before["c"][1], *([] if closed else [string(marks)])]]}
            return ""
        cited = bool(out) and out[-1]["t"] == "Span" and not names  # its marks are its own
        last = "" if cited else plain(names or out[-1:], notes=False)[-1:]
        return marks[1:] if marks[0] == "." and last in tuple(".,;:!?") else marks


def _without_links(tree: Any) -> Any:
    """Return what a link shows without links to entries: a link holds no other link."""
    if isinstance(tree, list):
        out: list[Any] = []
        for one in tree:
            inner = isinstance(one, dict) and one.get("t") == "Link" and one["c"][2][0].startswith(f"#{ANCHOR}")
            out += one["c"][1] if inner else [_without_links(one)]
        return out
    return {**tree, "c": _without_links(tree["c"])} if isinstance(tree, dict) and "c" in tree else tree


def _is_raised(text: Sequence[Inline]) -> bool:
    return bool(text) and text[0]["t"] == "Superscript"


def _listed(blocks: list[Any], woven: Woven, ready: Loom, stash: Stash) -> list[Any]:
    """Return the blocks with the bibliography in its division, or at their end."""
    entries = [
        {"t": "Div", "c": [[entry_id(entry.id), ["csl-entry"], [["role", "listitem"]]],
                           [{"t": "Para", "c": elements(entry.html, stash)}]]}
        for entry in woven.entries
    ]  # fmt: skip
    held = _division(blocks)
    style = ready.style.bibliography
    spacing = [[name, style.attrs[name]] for name in ("entry-spacing", "line-spacing") if style and name in style.attrs]
    if held is not None:
        identifier, classes, others = held["c"][0]
        attributes = [identifier, list(dict.fromkeys([*classes, *woven.classes])), [*others, *spacing]]
        held["c"] = [attributes, [*held["c"][1], *entries]]
        return blocks
    heading = ready.chosen.heading
    title = stash.elements(heading) if heading else []
    head = [{"t": "Header", "c": [1, ["bibliography", ["unnumbered"], []], title]}] if title else []
    return [*blocks, *head, {"t": "Div", "c": [["refs", list(woven.classes), [*spacing, ["role", "list"]]], entries]}]


def _division(blocks: Any) -> dict[str, Any] | None:
    """Return the division that the bibliography goes into."""
    return next((one for one in _divisions(blocks) if one["c"][0][0] == "refs"), None)


def _divisions(tree: Any) -> Iterator[dict[str, Any]]:
    if isinstance(tree, list):
        for one in tree:
            yield from _divisions(one)
    elif isinstance(tree, dict):
        if tree.get("t") == "Div":
            yield tree
        yield from _divisions(tree.get("c"))
