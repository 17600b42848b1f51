"""Macros that a style calls and does not have.

One that every work would ask for makes the style unusable. One that only some works ask for, those for which a
condition holds, or that nothing asks for, prints nothing, and is said.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ccsvi_refs.csl.xml import Element
from ccsvi_refs.errors import StyleError

_AREAS = ("citation", "bibliography", "intext")


def completed(root: Element) -> tuple[Element, list[StyleError]]:
    """Return a style with an empty macro for each that only some works ask for in vain, and an error for each call.

    Raises StyleError for a macro that all works ask for.
    """
    macros = {child.attrs.get("name", ""): child for child in root.children if child.name == "macro"}
    absent = [call for call in _calls(root) if call.attrs["macro"] not in macros]
    if not absent:
        return root, []
    for call in _sure(root, macros):
        if call.attrs["macro"] not in macros:
            raise StyleError(f"there is no macro {call.attrs['macro']!r}", call.location)
    names = sorted({call.attrs["macro"] for call in absent})
    empty = (Element("macro", {"name": name}, (), "", root.line, root.path) for name in names)
    flaws = [StyleError(f"there is no macro {one.attrs['macro']!r}: it prints nothing", one.location) for one in absent]
    return root._replace(children=(*root.children, *empty)), flaws


def _calls(root: Element) -> Iterator[Element]:
    """Yield the elements that call a macro, in their order."""
    pending = [root]
    while pending:
        element = pending.pop()
        if "macro" in element.attrs:
            yield element
        pending.extend(reversed(element.children))


def _sure(root: Element, macros: Mapping[str, Element]) -> Iterator[Element]:
    """Yield the calls that are made whatever the work is like."""
    pending = [child for child in reversed(root.children) if child.name in _AREAS]
    known: set[str] = set()
    while pending:
        element = pending.pop()
        if (name := element.attrs.get("macro")) is not None:
            yield element
            if name in macros and name not in known:
                known.add(name)
                pending.append(macros[name])
        pending.extend(reversed([child for child in element.children if child.name not in ("choose", "substitute")]))
