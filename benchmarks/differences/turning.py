"""What a style or an item would be if what citeproc-js makes of it were right: ours prints that, and says so."""

from __future__ import annotations

import re
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from benchmarks.differences.asking import About
from benchmarks.differences.levels import ordinals
from lxml import etree

_CSL = "{http://purl.org/net/xbiblio/csl}"
Item = dict[str, Any]
Element = Any


@dataclass(frozen=True, slots=True)
class Turn:
    """A change of the style, in the ``citation`` or the ``bibliography``, of each item, of each cite, or of the text.

    ``cited`` gives each item an ``annote`` with its place among those cited, in the order in which cites were given.
    """

    style: Callable[[Element, str], None] | None = None
    item: Callable[[Item], Item] | None = None
    cite: Callable[[Item], Item] | None = None
    text: Callable[[str], str] | None = None
    cited: bool = False

    def xml(self, xml: str, area: str) -> str:
        """Return a style as this turns it."""
        return _turned(xml, area, self.style) if self.style is not None else xml


@lru_cache(maxsize=512)
def _turned(xml: str, area: str, change: Callable[[Element, str], None]) -> str:
    root = etree.fromstring(xml.encode())
    change(root, area)
    return str(etree.tostring(root, encoding="unicode"))


def area(about: About) -> str:
    return "citation" if "cites" in about else "bibliography"


def every(root: Element, name: str) -> list[Element]:
    return list(root.iter(_CSL + name))


def inherited(root: Element, within: str, one: Element, option: str) -> str:
    """Return an option of names, their own, that of their area, or the style's."""
    for place in (one, root.find(_CSL + within), root):
        if place is not None and option in place.attrib:
            return str(place.get(option))
    return ""


def without_affixes_of_counts(root: Element, _within: str) -> None:
    for one in every(root, "name"):
        if one.get("form") == "count":
            names = one.getparent()
            for affix in ("prefix", "suffix"):
                names.attrib.pop(affix, None)


def without_affixes_of_et_al(root: Element, _within: str) -> None:
    for one in every(root, "et-al"):
        for affix in ("prefix", "suffix"):
            one.attrib.pop(affix, None)


def without_limits_below_what_is_shown(root: Element, within: str) -> None:
    """Take et-al away where fewer names are cut short than are shown."""
    for one in every(root, "name"):
        least, first = (inherited(root, within, one, f"et-al-{name}") for name in ("min", "use-first"))
        later = inherited(root, within, one, "et-al-subsequent-min") or least
        later_first = inherited(root, within, one, "et-al-subsequent-use-first") or first
        if least and int(least) < int(first or 1):
            one.set("et-al-min", "99")
        if later and int(later) < int(later_first or 1):
            one.set("et-al-subsequent-min", "99")
        elif later and one.get("et-al-min") == "99":
            one.set("et-al-subsequent-min", later)


def with_initials_off(root: Element, _within: str) -> None:
    """Let initialize="true" do nothing where the area or the style says false."""
    for one in every(root, "name"):
        if one.get("initialize") == "true":
            del one.attrib["initialize"]


def with_given_names(root: Element, _within: str) -> None:
    for one in root.iter():
        one.attrib.pop("initialize-with", None)


def near_everywhere(root: Element, _within: str) -> None:
    """Let each later cite be near the one before."""
    for name in ("if", "else-if"):
        for one in every(root, name):
            if "near-note" in one.get("position", "").split():
                one.set("position", one.get("position").replace("near-note", "subsequent"))


def _as_numbers(count: int, values: tuple[str, ...]) -> Turn:
    """Return a turn that takes each of these values for so many numbers; the text has the values back."""
    tokens = {value: ", ".join(f"{98 - each}{place:03}" for each in range(count)) for place, value in enumerate(values)}
    joined = rf"(?:(?:{ordinals()})(?!\w))?(?:, | & | and |; )"
    found = [
        (re.compile(token.replace(", ", joined) + rf"(?:(?:{ordinals()})(?!\w))?"), value)
        for value, token in tokens.items()
    ]

    def put_back(text: str) -> str:
        for pattern, value in found:
            text = pattern.sub(lambda _found, value=value: value, text)
        return text

    return Turn(item=lambda item: {name: _token(value, tokens) for name, value in item.items()}, text=put_back)


def _token(value: Any, tokens: dict[str, str]) -> Any:
    return tokens.get(value, value) if isinstance(value, str) else value


def several(*values: str) -> Turn:
    """Return a turn that takes each of these values for several numbers."""
    return _as_numbers(2, values)


def labelled(*values: str) -> Turn:
    """Return a turn that takes each of these values for one number."""
    return _as_numbers(1, values)


def without(*names: str) -> Callable[[Item], Item]:
    return lambda item: {name: value for name, value in item.items() if name not in names}


def last_alone(item: Item) -> Item:
    """Return an item whose lists of authors are their last one."""
    return {name: value[-1:] if isinstance(value, list) else value for name, value in item.items()}


def other_translators(item: Item) -> Item:
    """Return an item whose translators are others than its editors, which cannot be seen."""
    if item.get("editor") != item.get("translator") or "editor" not in item:
        return item
    hidden = [{**one, _named(one): one[_named(one)] + "\u2063"} for one in item["editor"]]
    return {**item, "translator": hidden}


def _named(person: dict[str, Any]) -> str:
    return "family" if "family" in person else "literal"


def unhidden(text: str) -> str:
    return text.replace("\u2063", "")


def without_telling_apart(root: Element, _within: str) -> None:
    for one in every(root, "citation"):
        for name in [name for name in one.attrib if name.startswith("disambiguate-add")]:
            del one.attrib[name]


def without_suffix_of_layouts(root: Element, _within: str) -> None:
    for one in every(root, "layout"):
        one.attrib.pop("suffix", None)


def without_prefix_of_layouts(root: Element, _within: str) -> None:
    for one in every(root, "layout"):
        one.attrib.pop("prefix", None)


def by_annote(root: Element, _within: str) -> None:
    """Sort a bibliography without keys by ``annote``."""
    listing = root.find(_CSL + "bibliography")
    if listing is not None and listing.find(_CSL + "sort") is None:
        listing.insert(0, sort := etree.Element(_CSL + "sort"))
        etree.SubElement(sort, _CSL + "key", {"variable": "annote"})


def with_dates_alone_in_keys(root: Element, _within: str) -> None:
    """Let macros that print a date and more be keys of their dates alone."""
    macros = {one.get("name"): one for one in every(root, "macro")}
    for key in every(root, "key"):
        name = key.get("macro")
        if name in macros and _dated(macros[name], macros):
            key.set("macro", _bare(name, root, macros))


def _dated(one: Element, macros: dict[str, Element]) -> bool:
    called = [macros[text.get("macro")] for text in every(one, "text") if text.get("macro") in macros]
    return bool(every(one, "date")) or any(_dated(macro, macros) for macro in called)


def _bare(name: str, root: Element, macros: dict[str, Element]) -> str:
    """Return the name of a copy of a macro that prints dates alone."""
    bare = f"{name}-dates"
    if bare not in macros:
        macros[bare] = copy = deepcopy(macros[name])
        copy.set("name", bare)
        macros[name].addprevious(copy)
        for leaf in [one for kind in ("text", "number", "names", "label") for one in every(copy, kind)]:
            called = leaf.get("macro", "")
            if called in macros and _dated(macros[called], macros):
                leaf.set("macro", _bare(called, root, macros))
            elif leaf.getparent() is not None:
                leaf.getparent().remove(leaf)
    return bare


def locators(value: str) -> Turn:
    """Return a turn that takes a locator for several numbers."""
    turn = several(value)
    token = "98000, 97000"
    return Turn(cite=lambda cite: cite | {"locator": token} if cite.get("locator") == value else cite, text=turn.text)


def with_its_author(cite: Item) -> Item:
    return {name: value for name, value in cite.items() if name != "suppress-author"}


def with_lines_taken_out(item: Item) -> Item:
    """Return an item whose note has no line that begins with a name in capitals, but all that begin with others."""
    lines = str(item.get("note", "")).splitlines()
    left = [line.replace(": ", "\u2063: ") for line in lines if not re.match("[A-Z]{4,}: ", line)]
    return item | {"note": "\n".join(left)} if lines else item
