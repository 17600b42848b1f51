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

#: Labels of the web that Python does not know.
_LABELS = {
    "cn-big5": "big5", "iso-8859-8-e": "iso8859-8", "iso-8859-8-i": "iso8859-8", "koi": "koi8-r", "koi8": "koi8-r",
    "koi8-ru": "koi8-u", "logical": "iso8859-8", "visual": "iso8859-8", "windows-31j": "cp932",
}  # fmt: skip
#: Encodings of which a text that names them says nothing: it is Windows-1252, or none of them is used on the web.
_NOTHING = frozenset({"ascii", "cp1252", "idna", "iso8859-1", "punycode", "raw-unicode-escape"})

_SAMPLE = 64 * 1024
#: Bytes at the beginning of a page, which are of its markup.
_FEW = 1024


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
    return _meant(next(filter(None, match.groups())).decode("ascii", "replace") if match else "") or "cp1252"


def _meant(label: str) -> str:
    """Return the encoding that a label means, empty where it is none, Latin-1's or one of Unicode.

    https://encoding.spec.whatwg.org/#names-and-labels: ``x-sjis``, ``windows-874``.
    """
    name = label.strip().lower().removeprefix("x-")
    for spelling in (_LABELS.get(name, name), re.sub(r"^windows-(?=\d+$)", "cp", name)):
        try:
            b"a".decode(spelling)  # some codecs are none of text
            known = codecs.lookup(spelling).name
        except (LookupError, ValueError):
            continue
        return "" if known in _NOTHING or known.startswith(("utf", "unicode")) else _MEANT.get(known, known)
    return ""


def of_web(data: bytes, label: str | None = None) -> str:
    """Return the text of the beginning of a page, whatever it is; ``label`` is the encoding that its header names.

    A mark goes before all, then UTF-8 where it is that but for a few bytes, then the header, which a server may have
    for all its pages alike, then what the page itself names. https://html.spec.whatwg.org/#determining-the-character-encoding
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _leniently(data[len(mark) :], encoding)
    if wide := _unmarked_utf16(data[:_SAMPLE]) or _labelled_utf16(data, label or ""):
        return _leniently(data, wide)
    names = [name for name in (_meant(label or ""), _declared(data)) if name]
    if b"\x1b" in data and (escaped := [name for name in names if name.startswith("iso2022")]):
        names = escaped
    else:
        names.insert(0, "utf-8")
    read = (_leniently(data, name) for name in names)
    return next((text for text in read if _is_read(text)), "") or _leniently(data, "cp1252")


def _leniently(data: bytes, encoding: str) -> str:
    """Return text with a sign for what cannot be read, without a character that is cut off at the end."""
    return codecs.getincrementaldecoder(encoding)("replace").decode(data)


def _is_read(text: str) -> bool:
    """Return whether so little of a text could not be read that it is in the encoding it was taken for."""
    unread = text.count("\ufffd")
    return not unread or unread * 20 <= sum(character > "\x7f" for character in text)


def _labelled_utf16(data: bytes, label: str) -> str:
    """Return the byte order that a header names for a page that has the zero bytes of UTF-16."""
    name = label.strip().lower()
    if not name.startswith("utf-16") or b"\0" not in data[:_FEW]:
        return ""
    return "utf-16-be" if name.endswith("be") else "utf-16-le"


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
