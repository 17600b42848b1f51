"""Styles of CSL 0.8, as elements of CSL 1.0: options become attributes, terms stand in locales.

What changed: https://docs.citationstyles.org/en/v1.0/release-notes.html
"""

from __future__ import annotations

from ccsvi_refs.csl.xml import Element

_TERMED = frozenset(("date-part", "label", "text"))
_DROPPED = frozenset(("class", "include-period"))


def modern(root: Element) -> Element:
    """Return a style as CSL 1.0 has it; one that is for that version already comes back as it is."""
    if not root.attrs.get("version", "").startswith("0."):
        return root
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
    return root._replace(attrs=attrs, children=tuple(children))


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
