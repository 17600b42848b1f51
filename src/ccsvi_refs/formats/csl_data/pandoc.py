"""Pandoc's Markdown in a field ⇄ CSL's inline markup.

Pandoc reads the text of a YAML bibliography as Markdown (https://pandoc.org/MANUAL.html#specifying-bibliographic-data):
``*italic*``, ``**bold**``, ``H~2~O``, ``x^2^``, ``[von]{.nocase}``, ``[sc]{.smallcaps}``, a backslash before any sign.
"""

from __future__ import annotations

import re

_SMALL_CAPS, _NOCASE = '<span style="font-variant:small-caps;">', '<span class="nocase">'
_SIGNS = re.compile(r"[*_~^\[\\]")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~ ])")
_HIDDEN = re.compile("[\ue100-\ue17f]")
_SPAN = re.compile(r"\[([^\[\]]*)\]\{\s*\.(nocase|smallcaps|underline|mark)[^{}]*\}")
#: Each kind of emphasis with CSL's tags, the longer signs first.
_EMPHASES = (
    (re.compile(r"\*\*(?=[^\s*])((?:[^*]|\*(?!\*))+?)(?<=\S)\*\*"), "<b>", "</b>"),
    (re.compile(r"(?<!\w)__(?=[^\s_])([^_]+?)(?<=\S)__(?!\w)"), "<b>", "</b>"),
    (re.compile(r"(?<!\*)\*(?=[^\s*])([^*]+?)(?<=\S)\*(?!\*)"), "<i>", "</i>"),
    (re.compile(r"(?<!\w)_(?=[^\s_])([^_]+?)(?<=\S)_(?!\w)"), "<i>", "</i>"),
    (re.compile(r"(?<!~)~([^~\s]+)~(?!~)"), "<sub>", "</sub>"),
    (re.compile(r"\^([^^\s]+)\^"), "<sup>", "</sup>"),
)
_DEEPEST = 5
_TAG = re.compile(r"</?(?:i|b|sub|sup|sc|span)\b[^<>]*>")
_TO_ESCAPE = re.compile(r"[\\*~^`\[\]$<]|(?<!\w)[_@]|_(?!\w)|-(?=-)")


def read(text: str) -> str:
    """Return a text with its Markdown as CSL's markup and its escapes undone."""
    if not _SIGNS.search(text):
        return text
    text = _ESCAPED.sub(lambda match: chr(0xE100 + ord(match.group(1))), text)
    for _ in range(_DEEPEST):
        replaced = _SPAN.sub(_span, text)
        if replaced == text:
            break
        text = replaced
    for pattern, opening, closing in _EMPHASES:
        text = pattern.sub(rf"{opening}\1{closing}", text)
    return _HIDDEN.sub(lambda match: chr(ord(match.group()) - 0xE100), text)


def _span(match: re.Match[str]) -> str:
    content, kind = match.groups()
    opening = {"nocase": _NOCASE, "smallcaps": _SMALL_CAPS}.get(kind)
    return f"{opening}{content}</span>" if opening else content


def write(text: str) -> str:
    """Return a text with CSL's markup as Markdown and every sign that Pandoc would take for such escaped."""
    if not (_TO_ESCAPE.search(text) or "<" in text):
        return text
    out, closers, position = [], list[str](), 0
    for match in _TAG.finditer(text):
        out.append(_escaped(text[position : match.start()], closers))
        position = match.end()
        if match.group().startswith("</"):
            out.append(closers.pop() if closers else "")
        else:
            opening, closer = _signs(match.group())
            out.append(opening)
            closers.append(closer)
    out.append(_escaped(text[position:], closers))
    return "".join([*out, *reversed(closers)])


def _escaped(text: str, closers: list[str]) -> str:
    escaped = _TO_ESCAPE.sub(r"\\\g<0>", text)
    return escaped.replace(" ", "\\ ") if "~" in closers or "^" in closers else escaped


def _signs(tag: str) -> tuple[str, str]:
    """Return what opens and what closes the emphasis that a tag stands for."""
    if tag.startswith("<span"):
        kind = ".nocase" if "nocase" in tag else ".smallcaps" if "small-caps" in tag else ""
        return ("[", "]{" + kind + "}") if kind else ("", "")
    sign = {"<i>": "*", "<b>": "**", "<sub>": "~", "<sup>": "^"}.get(tag)
    return (sign, sign) if sign else ("[", "]{.smallcaps}")
