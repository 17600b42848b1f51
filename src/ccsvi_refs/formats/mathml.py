"""Formulas in titles, MathML (https://www.w3.org/TR/mathml-core/) or TeX → text with CSL's sub- and superscripts."""

from __future__ import annotations

import html
import re
from collections.abc import Callable

from lxml import etree

from ccsvi_refs.formats import latex

_PREFIX = re.compile(r"(</?)\w+:(?=[A-Za-z])")
_ATTRIBUTES = re.compile(r"<([A-Za-z]\w*)\s[^<>]*?(/?)>")
_SPACE = re.compile(r"\s+")
_RELATIONS = frozenset("=<>≤≥≈≃≅∼≡≠→←↔⇒⇔±×∈⊂+−")
_LONGEST = 20_000


def text(markup: str) -> str:
    """Return the formula in one ``math`` element as text; its tags simply dropped where it is no well-formed XML."""
    bare = _ATTRIBUTES.sub(r"<\1\2>", _PREFIX.sub(r"\1", markup))
    try:
        if len(bare) > _LONGEST:
            raise ValueError
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        root = etree.fromstring(re.sub(r"&(?!#?\w+;)", "&amp;", bare), parser)
    except (etree.XMLSyntaxError, ValueError):
        return html.unescape(re.sub(r"<[^<>]*>", "", bare))
    return f" {_write(root).strip()} " if _is_relation(root) else _write(root)


def tex(source: str) -> str:
    """Return a TeX formula as text."""
    return latex.formula(source)


def _is_relation(root: etree._Element) -> bool:
    """Return whether the formula is a relation (N = 88), which stands apart from the words around it."""
    return any(element.tag == "mo" and (element.text or "").strip() in _RELATIONS for element in root.iter("mo"))


def _write(element: etree._Element) -> str:
    if not isinstance(element.tag, str):
        return ""
    children = [child for child in element if isinstance(child.tag, str)]
    parts = [_write(child) for child in children]
    write = _SHAPES.get(element.tag)
    if write and len(parts) >= 2:
        return write(parts)
    if element.tag == "msqrt":
        return f"√({''.join(parts)})" if len("".join(parts)) > 1 else f"√{''.join(parts)}"
    if element.tag == "mmultiscripts":
        return _multiscripts(children, parts)
    if element.tag in ("annotation", "annotation-xml"):
        return ""
    if element.tag == "mtext":
        return _SPACE.sub(" ", element.text or "")
    if element.tag == "mspace":
        return " "
    return "".join([_SPACE.sub(" ", element.text or "").strip(), *parts])


def _script(tag: str, content: str) -> str:
    return f"<{tag}>{content}</{tag}>" if content else ""


def _multiscripts(children: list[etree._Element], parts: list[str]) -> str:
    """Return base, then sub- and superscripts in pairs, with those after ``mprescripts`` in front of the base."""
    tags = [child.tag for child in children]
    middle = tags.index("mprescripts") if "mprescripts" in tags else len(tags)
    after, before = parts[1:middle], parts[middle + 1 :]
    return _pairs(before) + (parts[0] if parts else "") + _pairs(after)


def _pairs(scripts: list[str]) -> str:
    return "".join(_script("sup" if i % 2 else "sub", script) for i, script in enumerate(scripts))


def _bracketed(part: str) -> str:
    return part if re.fullmatch(r"\w+", part) else f"({part})"


#: How an element with fixed places for its children is written.
_SHAPES: dict[str, Callable[[list[str]], str]] = {
    "msub": lambda parts: parts[0] + _script("sub", parts[1]),
    "msup": lambda parts: parts[0] + _script("sup", parts[1]),
    "msubsup": lambda parts: parts[0] + _script("sub", parts[1]) + _script("sup", "".join(parts[2:])),
    "munder": lambda parts: parts[0] + _script("sub", parts[1]),
    "mover": lambda parts: parts[0] + parts[1],
    "munderover": lambda parts: parts[0] + _script("sub", parts[1]) + _script("sup", "".join(parts[2:])),
    "mfrac": lambda parts: f"{_bracketed(parts[0])}/{_bracketed(parts[1])}",
    "mroot": lambda parts: f"{_script('sup', parts[1])}√{_bracketed(parts[0])}",
}
