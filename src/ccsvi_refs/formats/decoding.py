"""Bytes of a bibliography or page → text.

What the input says of itself is believed where it can be true: a byte order mark, then UTF-8, then the encoding an XML
declaration (https://www.w3.org/TR/xml/#charencoding), an HTML meta element or a BibTeX header names, then cp1252.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from ccsvi_refs.errors import InputError
from ccsvi_refs.location import Location

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

_DECLARED = re.compile(
    rb"""<\?xml[^>]*?\bencoding\s*=\s*["']([\w.:-]+)
       | <meta[^>]*?\bcharset\s*=\s*["']?\s*([\w.:-]+)
       | ^%\s*Encoding:\s*([\w.:-]+)""",
    re.VERBOSE | re.IGNORECASE | re.MULTILINE,
)

#: The first bytes of files that people mistake for text, with what they are.
_SIGNATURES = (
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a ZIP archive or office document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3\x00", "a SQLite database"),
)

#: What labels mean on the web, https://encoding.spec.whatwg.org/#names-and-labels: the larger of two encodings.
_MEANT = {
    "gb2312": "gb18030", "gbk": "gb18030", "euc_kr": "cp949", "shift_jis": "cp932", "big5": "big5hkscs",
    "iso8859-9": "cp1254", "tis-620": "cp874", "iso8859-11": "cp874",
}  # fmt: skip

_SAMPLE = 64 * 1024


@dataclass(frozen=True, slots=True)
class Encoded:
    """A text as its bytes have it, line ends and all, the encoding they are in and the byte order mark before them.

    ``declared`` is the encoding that a text of ASCII alone names for what is none, else ``encoding``. That is a guess
    where the bytes are no UTF-8 and name nothing.
    """

    text: str
    encoding: str
    mark: bytes = b""
    declared: str = ""
    is_guess: bool = False


def decode(data: bytes, path: str = "-") -> str:
    """Return the text with line feeds for line ends and no byte order mark; InputError where the bytes are no text."""
    text = encoded(data, path).text
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def encoded(data: bytes, path: str = "-") -> Encoded:
    """Return the text of some bytes with the encoding that they were read in; InputError where they are no text."""
    for signature, what in _SIGNATURES:
        if data.startswith(signature):
            raise InputError(f"is {what}, not text", Location(path))
    found = _read(data, path)
    if found.text.count("\0", 0, _SAMPLE) or _is_noise(found.text[:_SAMPLE]):
        raise InputError("is a binary file, not text", Location(path))
    return found


def _read(data: bytes, path: str) -> Encoded:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return Encoded(data[len(mark) :].decode(encoding, "replace"), encoding, mark, encoding)
    if encoding := _unmarked_utf16(data[:_SAMPLE]):
        return Encoded(data.decode(encoding, "replace"), encoding, declared=encoding)
    if b"\0" in data[:_SAMPLE]:
        raise InputError("is a binary file, not text", Location(path))
    declared = _declared(data)
    escaped = declared.startswith("iso2022") and b"\x1b" in data  # seven bits, so that UTF-8 would take it for ASCII
    for encoding in (declared, "utf-8", "cp1252") if escaped else ("utf-8", declared, "cp1252"):
        try:
            text = data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
        foreign = encoding == "utf-8" and text.isascii() and _names_another(data)
        guess = encoding != "utf-8" and not _DECLARED.search(data[:4096])
        return Encoded(text, encoding, declared=declared if foreign else encoding, is_guess=guess)
    return Encoded(data.decode("latin-1"), "latin-1", declared="latin-1", is_guess=True)


def _names_another(data: bytes) -> bool:
    """Return whether a text says that it is in another encoding than UTF-8."""
    match = _DECLARED.search(data[:4096])
    name = next(filter(None, match.groups())).lower() if match else b"utf-8"
    return not name.startswith((b"utf", b"unicode"))


def _declared(data: bytes) -> str:
    """Return the encoding the text names, cp1252 where it names none or one that has no place here."""
    match = _DECLARED.search(data[:4096])
    name = next(filter(None, match.groups())).decode("ascii", "replace") if match else ""
    try:
        known = codecs.lookup(name).name if name else ""
    except LookupError:
        known = ""
    if known in ("", "ascii", "iso8859-1") or known.startswith(("utf", "unicode", "idna")):
        return "cp1252"
    return _MEANT.get(known, known)


def _unmarked_utf16(sample: bytes) -> str:
    """Return the byte order of text in UTF-16 without a mark: every other byte of Latin text is zero."""
    pairs = len(sample) // 2
    if pairs < 2:
        return ""
    high, low = sample[0 : pairs * 2 : 2].count(0), sample[1 : pairs * 2 : 2].count(0)
    if low > 0.4 * pairs and high < 0.05 * pairs:
        return "utf-16-le"
    return "utf-16-be" if high > 0.4 * pairs and low < 0.05 * pairs else ""


def _is_noise(sample: str) -> bool:
    """Return whether more than one character in thirty is a control character or could not be decoded."""
    noise = sum(1 for char in sample if (char < " " and char not in "\t\n\r\f\x1a\x1b") or char == "\ufffd")
    return noise * 30 > len(sample)
