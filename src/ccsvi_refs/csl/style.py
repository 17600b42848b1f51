"""Styles: read once from XML, and checked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from itertools import islice

from ccsvi_refs.csl.legacy import modern
from ccsvi_refs.csl.locale import Locale, read_locale
from ccsvi_refs.csl.missing import completed
from ccsvi_refs.csl.schema import check
from ccsvi_refs.csl.values import asks_types, flaws, terms
from ccsvi_refs.csl.xml import Element, parse_xml
from ccsvi_refs.errors import StyleError

PATH = "<style>"
MOST_FLAWS = 100
"""Of a style that has more, the first are said."""


@dataclass(frozen=True, slots=True)
class Style:
    """A citation style as its file has it; holds nothing that changes, so many documents can share it.

    ``flaws`` are what it asks for that CSL does not have: it renders all the same. ``prints`` is how often it prints
    each variable of an item at most, ``terms`` are those that it prints by their names; ``asks_types``
    tells whether it prints items of one type otherwise than those of another.
    """

    attrs: Mapping[str, str]
    macros: Mapping[str, Element]
    citation: Element
    bibliography: Element | None
    locales: tuple[tuple[str, Locale], ...]
    intext: Element | None = None
    title: str = ""
    identifier: str = ""
    flaws: tuple[StyleError, ...] = ()
    prints: Mapping[str, int] = field(default_factory=dict)
    asks_types: bool = False
    terms: Mapping[str, Element] = field(default_factory=dict)

    @classmethod
    def parse(cls, xml: str | bytes, parent: Callable[[str], str | bytes | None] | None = None) -> Style:
        """Return the style of an XML document; ``parent`` gives a dependent style's parent for its address.

        Raises StyleError, with the line where there is one, for whatever is no usable style.
        """
        root, outdated = modern(parse_xml(xml, PATH))
        if root.name != "style":
            raise StyleError(f"a style file starts with <style>, not <{root.name}>", root.location)
        address = _parent_address(root)
        if address and root.first("citation") is None:
            return _dependent(root, address, parent)
        whole, absent = completed(root)
        found, others = _independent(whole), (absent + outdated)[:MOST_FLAWS]
        return replace(found, flaws=(*found.flaws, *others)) if others else found

    @property
    def default_locale(self) -> str:
        """Return the language tag that the style asks for, empty where it asks for none."""
        return self.attrs.get("default-locale", "")

    @property
    def is_note(self) -> bool:
        """Tell whether the style puts citations into notes."""
        return self.attrs.get("class") == "note"


def _info(root: Element, name: str) -> str:
    info = root.first("info")
    found = info.first(name) if info else None
    return found.text if found else ""


def _with_layout(root: Element, name: str) -> Element | None:
    """Return an area that a style may leave out; one without a layout is as good as none."""
    area = root.first(name)
    return area if area is not None and area.first("layout") is not None else None


def _parent_address(root: Element) -> str:
    info = root.first("info")
    for child in info.children if info else ():
        if child.name == "link" and child.attrs.get("rel") == "independent-parent":
            return child.attrs.get("href", "")
    return ""


def _dependent(root: Element, address: str, parent: Callable[[str], str | bytes | None] | None) -> Style:
    source = parent(address) if callable(parent) else None
    if source is None:
        raise StyleError(f"the style depends on {address}, which was not given", root.location)
    above = Style.parse(source)
    attrs = dict(above.attrs)
    if "default-locale" in root.attrs:
        attrs["default-locale"] = root.attrs["default-locale"]
    unread = (child for child in root.children if child.name != "info")
    flaws = (StyleError(f"<{one.name}> of a dependent style is not read", one.location) for one in unread)
    own = (*islice(flaws, MOST_FLAWS), *above.flaws)
    return replace(above, attrs=attrs, title=_info(root, "title"), identifier=_info(root, "id"), flaws=own)


def _independent(root: Element) -> Style:
    prints = check(root)
    citation = root.first("citation")
    if citation is None:
        raise StyleError("a style needs a <citation>", root.location)
    return Style(
        attrs=root.attrs,
        macros={child.attrs["name"]: child for child in root.children if child.name == "macro"},
        citation=citation,
        bibliography=_with_layout(root, "bibliography"),
        intext=_with_layout(root, "intext"),
        locales=tuple(
            (child.attrs.get("xml:lang", ""), read_locale(child, ""))
            for child in root.children
            if child.name == "locale"
        ),
        title=_info(root, "title"),
        identifier=_info(root, "id"),
        flaws=tuple(islice(flaws(root), MOST_FLAWS)),
        terms=terms(root),
        asks_types=asks_types(root),
        prints=prints,
    )
