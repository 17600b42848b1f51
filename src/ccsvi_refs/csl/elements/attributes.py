"""Attributes that many elements share: formatting, affixes, text case, quotes, strip-periods and display."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from ccsvi_refs.csl import textcase
from ccsvi_refs.csl.cite import Cite
from ccsvi_refs.csl.combining import NOTHING, Render
from ccsvi_refs.csl.output import PLAIN_FORMAT, PROPERTIES, Format, Node, Piece, in_line, map_text
from ccsvi_refs.csl.scope import Scope
from ccsvi_refs.csl.wrapping import wrapping
from ccsvi_refs.csl.xml import Element

_PERIOD = re.compile(r"\.([^a-z]|$)")
_REGION = re.compile("[-_ ]")
#: What catalogues and people write for the language whose tag is en.
_ENGLISH = frozenset(("eng", "english"))
_SQUARE = re.compile("(?:[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]|[^\\w-])+")
"""Text in the characters of Chinese, Japanese and Korean alone, with marks around them."""

Emit = Callable[[Cite, list[Piece], list[Piece]], None]
"""Appends content, with an element's affixes and formatting, to the output."""


def read_format(attrs: Mapping[str, str]) -> Format | None:
    """Return the formatting attributes, None where there are none."""
    fmt = Format(*(attrs.get(name, "") for name in PROPERTIES))
    return None if fmt == PLAIN_FORMAT else fmt


def language_of(cite: Cite, locale_language: str) -> str:
    """Return the item's language, else the locale's: it decides whether there is title case.

    https://docs.citationstyles.org/en/stable/specification.html#title-case
    """
    tag = cite.item.language
    own = _REGION.split(tag, maxsplit=1)[0].lower() if tag else ""
    return "en" if own in _ENGLISH else own or locale_language


def emitter(attrs: Mapping[str, str], scope: Scope, quotes: bool = True, of_item: bool = True) -> Emit:
    """Return what adds affixes, formatting and the like to content; ``of_item`` is false for the locale's own words."""
    change = _changer(attrs, scope, of_item)
    fmt = read_format(attrs)
    slanted = fmt is not None and fmt.font_style in ("italic", "oblique") and not scope.strict
    quoted = quotes and attrs.get("quotes") == "true" and not scope.sorting
    display = "" if scope.sorting else attrs.get("display", "")
    scope.blocks = scope.blocks or bool(display)
    prefix, suffix = attrs.get("prefix", ""), attrs.get("suffix", "")
    wrap = wrapping(attrs.get("variable", ""), scope.wraps) if scope.wraps and of_item and not scope.sorting else None
    opening: list[Piece] = [prefix] if scope.strict or scope.leads or fmt is None else [apart(prefix)]

    if change is None and fmt is None and not quoted and not display and wrap is None:
        return _between(prefix, suffix) if prefix or suffix else as_it_is

    def emit(cite: Cite, content: list[Piece], out: list[Piece]) -> None:
        if change is not None:
            content = change(cite, content)
        if fmt is not None or quoted:
            shown = upright(fmt) if slanted and is_square(content) else fmt
            content = [Node(content, shown, quoted, tag="set" if quoted else "")]
        if wrap is not None:
            content = wrap(cite, content)
        if display:
            out.append(Node([prefix, *map(in_line, content), suffix], display=display))
            return
        if prefix:
            out += opening
        out += content
        if suffix:
            out.append(suffix)

    return emit


def is_square(content: list[Piece]) -> bool:
    """Tell whether a text has the characters of Chinese, Japanese and Korean alone, which have no italics."""
    text = content[0] if len(content) == 1 else ""
    return isinstance(text, str) and text[:1] > "\u2e7f" and _SQUARE.fullmatch(text) is not None


def upright(fmt: Format | None) -> Format | None:
    """Return the formatting without what slants letters."""
    left = PLAIN_FORMAT if fmt is None else fmt._replace(font_style="")
    return None if left == PLAIN_FORMAT else left


_BRACKETS = str.maketrans("()", "[]")


def bracketed(attrs: Mapping[str, str], scope: Scope) -> Mapping[str, str]:
    """Return the attributes of an element, the parentheses of its affixes as brackets where it stands inside others."""
    if scope.depth % 2 == 0:
        return attrs
    affixes = {name: attrs[name].translate(_BRACKETS) for name in ("prefix", "suffix") if name in attrs}
    return {**attrs, **affixes}


def apart(text: str) -> Piece:
    """Return a text whose first comma or period stays behind a quotation mark before it.

    Official styles rely on that for the prefixes of formatted elements, and for fixed values.
    """
    return Node([text], tag="apart") if text[:1] in {",", "."} else text


def around(inner: Render, attrs: Mapping[str, str], scope: Scope) -> Render:
    """Return a rendering with an element's affixes, formatting and the like around what it prints."""
    emit = emitter(attrs, scope)
    if emit is as_it_is:
        return inner
    prefix, suffix = attrs.get("prefix", ""), attrs.get("suffix", "")
    affixes_alone = emitter({**attrs, "prefix": "", "suffix": ""}, scope) is as_it_is

    def render(cite: Cite, out: list[Piece]) -> int:
        content: list[Piece] = []
        status = inner(cite, content)
        if content:
            emit(cite, content, out)
        return status

    def between(cite: Cite, out: list[Piece]) -> int:  # affixes alone need no list of their own
        start = len(out)
        status = inner(cite, out)
        if len(out) > start:
            if prefix:
                out.insert(start, prefix)
            if suffix:
                out.append(suffix)
        return status

    return scope.known.around(between if affixes_alone else render, inner)


def closed(inner: Render, element: Element, scope: Scope) -> Render:
    """Return the rendering of a group, a macro or a layout, behind which a full stop gives way to a quoted question.

    Official styles rely on that where a locale has punctuation outside the marks; behind the text itself it stays.
    """
    if inner in NOTHING or scope.strict or scope.locale.quotes.punctuation_inside or not _sets_quotes(element):
        return inner

    def render(cite: Cite, out: list[Piece]) -> int:
        start = len(out)
        status = inner(cite, out)
        last = out[-1] if len(out) > start else ""
        if isinstance(last, Node) and last.tag == "set":
            out[-1] = Node(last.kids, last.fmt, quotes=True)
        return status

    return scope.known.around(render, inner)


def _sets_quotes(element: Element) -> bool:
    """Tell whether an element sets a text in quotation marks, not counting the macros that it calls."""
    return element.attrs.get("quotes") == "true" or any(map(_sets_quotes, element.children))


def as_it_is(_cite: Cite, content: list[Piece], out: list[Piece]) -> None:
    """Append content that has nothing around it."""
    out += content


def _between(prefix: str, suffix: str) -> Emit:
    """Return what adds affixes alone."""

    def emit(_cite: Cite, content: list[Piece], out: list[Piece]) -> None:
        if prefix:
            out.append(prefix)
        out += content
        if suffix:
            out.append(suffix)

    return emit


def _changer(
    attrs: Mapping[str, str], scope: Scope, of_item: bool
) -> Callable[[Cite, list[Piece]], list[Piece]] | None:
    case = attrs.get("text-case", "")
    strip = attrs.get("strip-periods") == "true"
    inside = _strip_words if "macro" in attrs and not scope.strict else _strip_periods
    stripped = inside if of_item else _strip_all_periods
    language = scope.locale.language
    own = "en" if case == "title" else language
    if not case and not strip:
        return None
    keeps_laws = case == "title" and not scope.strict  # a patent's or a law's title is its name

    def change(cite: Cite, content: list[Piece]) -> list[Piece]:
        if case and not (keeps_laws and "jurisdiction" in cite.item.filled):
            content = textcase.apply(content, case, language_of(cite, language) if of_item else own)
        if strip:
            content = map_text(content, stripped)
        return content

    return change


def _strip_all_periods(text: str) -> str:
    return text.replace(".", "")


def _strip_periods(text: str) -> str:
    """Return the text without its periods; those inside a word, as in an address, stay."""
    return _PERIOD.sub(r"\1", text)


def _strip_words(text: str) -> str:
    """Return the text without its periods; marks by themselves are what the style puts between texts."""
    return _strip_periods(text) if any(map(str.isalnum, text)) else text
