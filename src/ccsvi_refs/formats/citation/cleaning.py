"""Citation strings made plain: LaTeX, entities, tags, emphasis and wrapped lines no longer stand in the way."""

from __future__ import annotations

import html
import re
import unicodedata

from ccsvi_refs.formats import latex
from ccsvi_refs.text.letters import DASH, LOWER, UPPER

_LATEX = re.compile(r"\\(?:[A-Za-z]|[\"'`^~=.&%$#_{}\\-])|\{[^{}]{0,300}\}")
_ENTITY = re.compile(r"&(?:#\d{1,6}|#x[0-9a-f]{1,6}|[a-z]{2,8});", re.IGNORECASE)
_TAG = re.compile(r"</?(?:i|b|em|strong|sup|sub|span|cite|u|small|br|p)\b[^<>]{0,200}>", re.IGNORECASE)
_STARS = re.compile(r"(?<![\w*/])(\*{1,3}|_{1,2})(?=[^\s*_])([^*_\n]{1,300}?)(?<=[^\s*_])\1(?![\w*])")
_WRAP = re.compile(rf"(?<=[{LOWER}])-\s*\n\s*(?=[{LOWER}])")
_HYPHEN_WRAP = re.compile(rf"(?<=[{LOWER}]-)\s*\n\s*(?=[{UPPER}])")
_NUMBER_WRAP = re.compile(rf"(?<=\d[{DASH}])\s*\n\s*(?=\d)")
#: GOST 7.1 puts dashes between the parts of a description.
_GOST_DASH = re.compile(r"(?<=[.,])\s[—–-]\s(?=\S)")
#: "———." or "--------" for the authors of the entry before.
_SAME_AUTHORS = re.compile(r"^\s*(?:[—–―_]{2,12}|-{3,12})\s?[.,:;]?\s*")
_WIDE = str.maketrans(
    {"。": ".", "，": ",", "；": ";", "：": ":", "（": "(", "）": ")", "［": "[", "］": "]", "．": ".", "／": "/"}
)
_WIDE_ANY = re.compile("[。，；：（）［］．／]")
#: French has a space before a semicolon: Paris : Masson ; 2013.
_FRENCH = re.compile(r"(?<=[\w)])[ \xa0\u202f];(?=\s)")
_PIECE = re.compile(r"([,;:.)\]] ?| ?[(\[]|/| )")
#: What each piece of punctuation may have been before it was made plain.
_PRINTED = {
    **{f"{mark} ": rf"[{mark}{wide}]\s*" for mark, wide in (",，", ";；", ":：", (".", "．。"), ")）")},
    **{mark: rf"[{mark}{wide}]" for mark, wide in (",，", ";；", ":：", (".", "．。"), ")）", "/／")},
    " (": r"\s*[(（]", "(": "[(（]", " [": r"\s*[\[［]", "[": r"[\[［]",
    "]": r"[\]］]", "] ": r"[\]］]\s*", " ": r"\s+",
}  # fmt: skip
_WIDE_MARK = re.compile(r"\s?[，；：）］．。](?=[^\s，；：）］．。、」』])|(?<=[^\s])[（［]")


#: Digits of other scripts: ٢٠١٦ ۲۰۱۶ २०१६ ２０１６.
_DIGITS = re.compile("[\u0660-\u0669\u06f0-\u06f9\u0966-\u096f\uff10-\uff19]")


def with_plain_digits(text: str) -> str:
    """Return a text with the digits of other scripts in ASCII."""
    return text if text.isascii() else _DIGITS.sub(lambda match: str(unicodedata.digit(match[0])), text)


def lines(text: str) -> list[str]:
    """Return the lines that hold something, words and numbers that a line break divided put together."""
    text = with_plain_digits(text)
    text = _FRENCH.sub(";", text)
    text = _NUMBER_WRAP.sub("", _HYPHEN_WRAP.sub("", _WRAP.sub("", text)))
    return [" ".join(plain(line).split()) for line in text.split("\n") if line.strip()]


def plain(text: str) -> str:
    """Return a line without LaTeX, entities, tags and emphasis, and with its full-width punctuation in ASCII."""
    if ("\\" in text or "{" in text) and _LATEX.search(text):
        text = _TAG.sub("", latex.decode(re.sub(r"(?<!\\)([%#&_$])", r"\\\1", text)))
    if "&" in text:
        text = _ENTITY.sub(lambda match: html.unescape(match.group()), text)
    if "<" in text:
        text = _TAG.sub("", text)
    if "*" in text or "_" in text:
        text = _STARS.sub(r"\2", text)
    if not text.isascii():
        text = _WIDE_MARK.sub(_narrow, text).translate(_WIDE)
    return _GOST_DASH.sub(" ", text)


def _narrow(match: re.Match[str]) -> str:
    mark = match.group().strip().translate(_WIDE)
    return f" {mark}" if mark in "([" else f"{mark} "


def as_printed(value: str, text: str) -> str:
    """Return a value with the full-width punctuation it has in the text it was read from."""
    if not _WIDE_ANY.search(text):
        return value
    pattern = "".join(_PRINTED.get(piece, re.escape(piece)) for piece in _PIECE.split(value) if piece)
    found = re.search(pattern, text)
    return " ".join(found.group().split()) if found else value


def without_repetition(text: str) -> tuple[str, bool]:
    """Return the text without the dash that stands for the authors of the entry before, and whether there was one."""
    rest = _SAME_AUTHORS.sub("", text)
    return rest, rest != text
