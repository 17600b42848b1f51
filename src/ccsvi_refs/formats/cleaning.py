"""Titles and abstracts as registries and files write them → the inline markup CSL knows, and to plain text.

CSL-JSON holds a little HTML: ``<i>``, ``<b>``, ``<sub>``, ``<sup>``, ``<span style="font-variant:small-caps;">`` and
``<span class="nocase">`` (https://citeproc-js.readthedocs.io/en/latest/csl-json/markup.html#html-like-formatting-tags).
Crossref writes face markup, JATS and MathML, often escaped once or twice
(https://www.crossref.org/documentation/schema-library/markup-guide-metadata-segments/face-markup/).
"""

from __future__ import annotations

import html
import re
from functools import lru_cache

from ccsvi_refs.formats import mathml

SMALL_CAPS = '<span style="font-variant:small-caps;">'
NOCASE = '<span class="nocase">'

#: CSL's opening and closing tag for each element that has a meaning for CSL.
_KEPT = {
    "i": ("<i>", "</i>"),
    "b": ("<b>", "</b>"),
    "sub": ("<sub>", "</sub>"),
    "sup": ("<sup>", "</sup>"),
    "sc": (SMALL_CAPS, "</span>"),
    "nocase": (NOCASE, "</span>"),
}
_SAME = {
    "italic": "i", "em": "i", "emphasis": "i", "cite": "i", "var": "i",
    "bold": "b", "strong": "b",
    "inf": "sub", "scp": "sc", "smallcaps": "sc", "small-caps": "sc",
}  # fmt: skip
#: Elements whose content is no part of the text.
_DROPPED = frozenset({"fn", "xref", "script", "style", "tex-math", "annotation", "annotation-xml"})
#: Elements that stand apart from the text around them.
_BREAKS = frozenset({"p", "br", "sec", "title", "list", "list-item", "li", "ul", "ol", "div", "break", "td"})
#: Elements that vanish and leave their content.
_PLAIN = frozenset(
    {
        "a", "abbr", "abstract", "alternatives", "article-title", "disp-formula", "ext-link", "font", "formula", "h1",
        "h2", "h3", "h4", "inline-formula", "label", "monospace", "named-content", "overline", "q", "roman",
        "sans-serif", "small", "span", "strike", "styled-content", "tt", "u", "underline", "uri", "code", "del", "ins",
        "o", "s", "tbody", "table", "tr", "big", "center", "trans-title", "inline-graphic", "graphic", "img", "email",
    }
)  # fmt: skip

#: Texts longer than this are no titles or abstracts, and lose their markup without a closer look.
_LONGEST = 100_000

_MOST_FORMULAS = 500

_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
_TAG = re.compile(r"<(/?)((?:[A-Za-z][\w-]*:)?[A-Za-z][\w-]*)((?:\s[^<>]*)?)(/?)>|<!\[CDATA\[|\]\]>", re.DOTALL)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_MATH = re.compile(r"<((?:\w+:)?)math\b[^<>]*>.*?</\1math\s*>", re.DOTALL)
_TEX_ONLY = re.compile(r"<((?:\w+:)?)tex-math\b[^<>]*>(.*?)</\1tex-math\s*>", re.DOTALL)
_DOLLARS = re.compile(r"\$\$(.{1,400}?)\$\$|\$([^$]{1,400}?)\$", re.DOTALL)
_TEX_SIGN = re.compile(r"\\[A-Za-z]|[\^_][\w{]")
_HIGHWIRE = re.compile(r"\{([A-Za-z]{2,12})\}")
_ELSEVIER = re.compile(r"\$([A-Za-z.]{2,12});")
_SIGNS = {"z.sbnd": "–", "z.dbnd": "=", "z.tbnd": "≡"}
_SPACE_BEFORE = re.compile(r"(<(?:i|b|sub|sup)>)(\s+)")
_SPACE_AFTER = re.compile(r"(?<!\s)(\s+)(</(?:i|b|sub|sup)>)")
_MISREAD = re.compile("[\u00c2-\u00c5][\u0080-\u00bf]|â€|Ã[ŠšŒœŽžŸƒ‚-™]")
#: Zero-width spaces, byte order marks and soft hyphens.
_UNSEEN = re.compile("[\u200b\ufeff\xad]")
_CSL_TAG = re.compile(r"</?(?:i|b|sc|sub|sup)>|<span (?:class|style)=\"[^\"<>]*\">|</span>")


def csl(text: str) -> str:
    """Return text with HTML, JATS, MathML and entities as CSL inline markup, well nested, white space folded."""
    if not text.isascii():
        text = _mended(text)
    if "<" in text or "&" in text:
        text = _uncommented(_unescape(text))
        if "<" in text:
            text = _outside(_fold(_tags(_formulas(text)))) if len(text) < _LONGEST else _TAG.sub("", text)
    if "$" in text:
        text = _DOLLARS.sub(_dollars, _ELSEVIER.sub(_greek, text))
    if "{" in text:
        text = _HIGHWIRE.sub(_greek, text)
    return _fold(text)


def _uncommented(text: str) -> str:
    """Return text without comments; behind the last end of one none is looked for."""
    end = text.rfind("-->") + 3
    return _COMMENT.sub("", text[:end]) + text[end:] if end > 2 else text


def plain(text: str) -> str:
    """Return text with all markup and entities gone."""
    if "<" not in text and "&" not in text and "$" not in text:
        return _fold(text if text.isascii() else _mended(text))
    return _fold(_CSL_TAG.sub("", csl(text)))


def joined(title: str, subtitle: str) -> str:
    """Return title and subtitle with a colon between them; the title alone where it holds the subtitle already."""
    if not subtitle or plain(subtitle).casefold() in plain(title).casefold():
        return title
    if not title:
        return subtitle
    title = re.sub(r"(?<!\s)\s+(?=\.$)", "", title)
    return f"{title} {subtitle}" if title[-1] in ".:?!–—" else f"{title}: {subtitle}"


def _mended(text: str) -> str:
    """Return text whose UTF-8 somebody took for Latin-1 or Windows-1252 (``GarcÃ­a``) as it was meant."""
    if not _MISREAD.search(text):
        return text
    for encoding in ("latin-1", "cp1252"):
        try:
            return text.encode(encoding).decode("utf-8")
        except UnicodeError:
            continue
    return text


def _outside(text: str) -> str:
    """Return text with the spaces at the edges of an element outside it."""
    return _SPACE_AFTER.sub(r"\2\1", _SPACE_BEFORE.sub(r"\2\1", text))


def _greek(match: re.Match[str]) -> str:
    """Return the letter for a name that HighWire puts in braces and Elsevier behind a dollar sign."""
    name = match.group(1)
    decoded = html.unescape(f"&{name};")
    return decoded if len(decoded) == 1 else _SIGNS.get(name, match.group())


def _unescape(text: str) -> str:
    """Return text with its entities decoded, those written twice or three times over as well."""
    for _ in range(3):
        decoded = _ENTITY.sub(lambda match: html.unescape(match.group()), text)
        if decoded == text:
            break
        text = decoded
    return text


def _fold(text: str) -> str:
    folded = " ".join((text if text.isascii() else _UNSEEN.sub("", text)).split())
    return re.sub(r" (?=</(?:i|b|sub|sup|span)>$)", "", folded) if folded.endswith(">") else folded


def _formulas(text: str) -> str:
    if text.count("math") > _MOST_FORMULAS:
        return text
    with_math = _MATH.sub(_math, text)
    if with_math != text:
        return with_math
    return _TEX_ONLY.sub(lambda match: mathml.tex(match.group(2).strip().strip("$")), text)


def _math(match: re.Match[str]) -> str:
    """Return a formula as text, apart from words that touch it: publishers lose the spaces around MathML."""
    before = " " if re.search(r"[a-z]{3}$", match.string[max(0, match.start() - 3) : match.start()]) else ""
    after = " " if re.match(r"[a-z]{3}", match.string[match.end() : match.end() + 3]) else ""
    return before + mathml.text(match.group()) + after


def _dollars(match: re.Match[str]) -> str:
    """Return a TeX formula as text; nothing where the text goes on with the same, as Springer's titles do."""
    inner = match.group(1) or match.group(2) or ""
    if not (match.group(1) or _TEX_SIGN.search(inner)):
        return match.group()
    shown = mathml.tex(inner)
    following = match.string[match.end() : match.end() + 200]
    return "" if _squeezed(following).startswith(_squeezed(_CSL_TAG.sub("", shown))) else shown


def _squeezed(text: str) -> str:
    return "".join(_CSL_TAG.sub("", text).split())


def _tags(text: str) -> str:
    """Return text with every known element turned into CSL's, unbalanced ones closed, and no other element."""
    out: list[str] = []
    open_: list[str] = []
    position = silent_until = 0
    for match in _TAG.finditer(text):
        if match.start() < silent_until:
            continue
        out.append(text[position : match.start()])
        position = match.end()
        slash, name, attributes, empty = match.groups()
        if name is None:
            continue
        kind = _kind(name.lower(), attributes)
        if kind == "subtitle" and not slash:
            out.append(_colon(out))
        elif kind == "dropped" and not slash and not empty:
            position = silent_until = _end_of(text, name, match.end())
        else:
            out.append(_tag(kind, slash, empty, open_) if kind != "unknown" else _unknown(match, text))
    out.append(text[position:])
    out.extend(_KEPT[kind][1] if kind in _KEPT else "" for kind in reversed(open_))
    return "".join(out)


@lru_cache(maxsize=1024)
def _kind(name: str, attributes: str) -> str:
    bare = name.rpartition(":")[2]
    if bare == "span":
        if "nocase" in attributes:
            return "nocase"
        if "small-caps" in attributes:
            return "sc"
        return "span"
    if bare in _KEPT or bare in _SAME:
        return _SAME.get(bare, bare)
    if bare in _DROPPED:
        return "dropped"
    if bare == "subtitle":
        return bare
    if bare in _BREAKS:
        return "break"
    return "plain" if bare in _PLAIN or ":" in name or "=" in attributes else "unknown"


def _tag(kind: str, slash: str, empty: str, open_: list[str]) -> str:
    """Return what stands for one tag; ``open_`` is the stack of the elements that are open."""
    if kind in ("break", "subtitle"):
        return " "
    if kind not in _KEPT and kind != "span":
        return "" if slash or kind != "plain" or not empty else " "
    if empty:
        return ""
    if not slash:
        open_.append(kind)
        return _KEPT[kind][0] if kind in _KEPT else ""
    return _close(kind, open_)


def _close(kind: str, open_: list[str]) -> str:
    """Return the tags that close the element; what was opened inside and left open is closed first."""
    wanted = ("span", "nocase", "sc") if kind in ("span", "nocase") else (kind,)
    if not any(item in wanted for item in open_):
        return ""
    closed = []
    while True:
        item = open_.pop()
        closed.append(_KEPT[item][1] if item in _KEPT else "")
        if item in wanted:
            return "".join(closed)


def _unknown(match: re.Match[str], text: str) -> str:
    """Return a tag no vocabulary knows as it stands, unless the text also closes it: then it is markup, and goes."""
    slash, name, _, empty = match.groups()
    opened, closed = _tag_names(text)
    return "" if empty or name in (opened if slash else closed) else match.group()


@lru_cache(maxsize=1)
def _tag_names(text: str) -> tuple[frozenset[str], frozenset[str]]:
    """Return the names of the elements a text opens, and of those it closes."""
    tags = [match.groups() for match in _TAG.finditer(text) if match.group(2)]
    opened = frozenset(name for slash, name, _, _ in tags if not slash)
    return opened, frozenset(name for slash, name, _, _ in tags if slash)


def _colon(out: list[str]) -> str:
    """Return what joins a subtitle to the title before it."""
    before = "".join(out).rstrip()
    return " " if not before or before[-1] in ":.?!–—" else ": "


def _end_of(text: str, name: str, start: int) -> int:
    end = re.compile(rf"</{re.escape(name)}\s*>", re.IGNORECASE).search(text, start)
    return end.end() if end else start
