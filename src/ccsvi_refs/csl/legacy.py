"""Styles of CSL 0.8, as elements of CSL 1.0: options become attributes, terms stand in locales.

What changed: https://docs.citationstyles.org/en/v1.0/release-notes.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ccsvi_refs.csl.schema import ATTRIBUTES
from ccsvi_refs.csl.xml import Element
from ccsvi_refs.errors import StyleError

_TERMED = frozenset(("date-part", "label", "text"))
_DROPPED = frozenset(("class", "include-period"))


def modern(root: Element) -> tuple[Element, list[StyleError]]:
    """Return a style as CSL 1.0 has it, and what of it has no place there; one for that version comes back as it is."""
    if not root.attrs.get("version", "").startswith("0."):
        return root, []
    attrs = {name: value for name, value in root.attrs.items() if name != "xml:lang"}
    if "xml:lang" in root.attrs:
        attrs.setdefault("default-locale", root.attrs["xml:lang"])
    attrs["class"] = "note" if attrs.get("class") == "note" else "in-text"
    children = []
    for child in root.children:
        if child.name == "terms":
            children += [_locale(locale) for locale in child.children if locale.name == "locale"]
        else:
            children.append(child if child.name == "info" else _renewed(child))
    renewed = root._replace(attrs=attrs, children=tuple(children))
    return _without_unknown(renewed), list(_unknown(renewed))


def _unknown(element: Element) -> Iterator[StyleError]:
    """Yield an error for each attribute that CSL 1.0 does not have."""
    for name in sorted(element.attrs.keys() - ATTRIBUTES.get(element.name, element.attrs.keys())):
        yield StyleError(f"CSL 1.0 has no {name!r} on <{element.name}>: it is left out", element.location)
    for child in element.children:
        yield from _unknown(child)


def _without_unknown(element: Element) -> Element:
    known = ATTRIBUTES.get(element.name, element.attrs.keys())
    attrs = {name: value for name, value in element.attrs.items() if name in known}
    return element._replace(attrs=attrs, children=tuple(map(_without_unknown, element.children)))


def _locale(element: Element) -> Element:
    """Return a locale whose terms stood in it by themselves."""
    return element._replace(children=(element._replace(name="terms", attrs={}),))


def _renewed(element: Element) -> Element:
    attrs = {name: value for name, value in element.attrs.items() if name not in _DROPPED}
    for option in (child for child in element.children if child.name == "option"):
        attrs.setdefault(option.attrs.get("name", ""), option.attrs.get("value", ""))
    attrs.pop("", None)
    if attrs.get("second-field-align") == "true":
        attrs["second-field-align"] = "flush"
    if element.name in ("if", "else-if"):
        attrs.setdefault("match", "any")
    if element.name in _TERMED and attrs.get("form") == "short":
        _set_periods(element, attrs)
    kept = (child for child in element.children if child.name != "option" and child.attrs.get("name") != "other")
    return element._replace(attrs=attrs, children=tuple(map(_renewed, kept)))


def _set_periods(element: Element, attrs: dict[str, str]) -> None:
    """Say that a short term has no full stop, which it had only on demand."""
    if element.name != "text" or "term" in attrs:
        wanted = element.attrs.get("include-period") == "true"
        attrs.setdefault("strip-periods", "false" if wanted else "true")
