"""Files that are not read: what they are, by their bytes or their name, and how their references come to be read.

Signatures: https://www.iana.org/assignments/media-types/, https://www.nationalarchives.gov.uk/PRONOM/.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ccsvi_refs import formats
from ccsvi_refs.pages import kinds

_OLD_OFFICE, _ARCHIVE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK\x03\x04"
#: Boxes of ISO's media files stand behind four bytes of length: https://mp4ra.org/
_BOX = slice(4, 8)


@dataclass(frozen=True, slots=True)
class Foreign:
    """A kind of file that is not read: what it is, what to do instead, its endings and how it begins."""

    what: str
    instead: str
    suffixes: tuple[str, ...]
    signatures: tuple[bytes, ...] = ()


_AS_DOCUMENT = "save it as .docx, .odt or .html and name that"
_AS_TABLE = "save the sheet with the references as .csv and name that"
_AS_TEXT = "copy the references into a .txt and name that"
_TAKE_OUT = "unpack it and name what is in it, or the folder"
_EXPORT = "export the references as .ris, .bib or .xml and name that"

_KINDS = (
    Foreign("an old Word document", _AS_DOCUMENT, (".doc", ".dot")),
    Foreign("a WordPerfect document", _AS_DOCUMENT, (".wpd", ".wp", ".wp5", ".wp6"), (b"\xffWPC",)),
    Foreign("a document of Pages", "export it from Pages as Word (.docx) and name that", (".pages",)),
    Foreign("a document of Microsoft Works", _AS_DOCUMENT, (".wps", ".wri")),
    Foreign("a LyX document", "export it from LyX as LaTeX (.tex) and name that", (".lyx",), (b"#LyX ",)),
    Foreign("a TeXmacs document", "export it as LaTeX (.tex) or .html and name that", (".tm",)),
    Foreign("a link to a document at Google", "download it as .docx and name that", (".gdoc", ".gsheet", ".gslides")),
    Foreign("a sheet of Excel", _AS_TABLE, (".xls", ".xlsx", ".xlsm", ".xlsb")),
    Foreign("a sheet of Numbers", _AS_TABLE, (".numbers",)),
    Foreign("an OpenDocument sheet", _AS_TABLE, (".ods", ".fods")),
    Foreign("a PowerPoint presentation", _AS_TEXT, (".ppt", ".pptx", ".pptm", ".pps", ".ppsx")),
    Foreign("a presentation of Keynote", _AS_TEXT, (".key",)),
    Foreign("an OpenDocument presentation", _AS_TEXT, (".odp", ".fodp", ".otp")),
    Foreign("a message", "save it as .html or .txt and name that", (".msg", ".eml", ".pst", ".mbox")),
    Foreign("a book for the Kindle", "convert it to .epub and name that", (".mobi", ".azw", ".azw3", ".kfx", ".prc")),
    Foreign("a DjVu document", "convert it to .pdf and name that", (".djvu", ".djv"), (b"AT&TFORM",)),
    Foreign("a PostScript file", "convert it to .pdf (ps2pdf) and name that", (".ps", ".eps"), (b"%!PS",)),
    Foreign("an XPS document", "print it to .pdf and name that", (".xps", ".oxps")),
    Foreign("an EndNote library", f"{_EXPORT} (EndNote: File, Export)", (".enl", ".enlx", ".enlp", ".ens")),
    Foreign("a database", _EXPORT, (".sqlite", ".db", ".sqlite3", ".mdb", ".accdb"), (b"SQLite format 3\0",)),
    Foreign("a library of a reference manager", _EXPORT, (".ctv6", ".ctv5", ".rmd5", ".papers2", ".bibdeskproj")),
    Foreign("an outline", "export it as Markdown or .html and name that", (".opml", ".mm", ".xmind", ".one")),
    Foreign("a link to a page", "give the page's address itself", (".webloc", ".url", ".desktop", ".lnk")),
    Foreign(
        "an image", f"read its text (OCR), or {_AS_TEXT}",
        (".png", ".jpg", ".jpeg", ".gif", ".tif", ".tiff", ".bmp", ".webp", ".heic", ".svg", ".ico", ".psd"),
        (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*", b"BM", b"8BPS"),
    ),
    Foreign(
        "a recording", f"have it written down, and {_AS_TEXT}",
        (".mp3", ".wav", ".ogg", ".flac", ".m4a", ".mp4", ".mov", ".avi", ".mkv", ".webm", ".aac", ".wma", ".wmv"),
        (b"ID3", b"OggS", b"fLaC", b"\x1aE\xdf\xa3", b"RIFF"),
    ),
    Foreign(
        "an archive", _TAKE_OUT,
        (".zip", ".gz", ".tgz", ".bz2", ".xz", ".7z", ".rar", ".tar", ".zst", ".jar", ".dmg", ".iso"),
        (b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"7z\xbc\xaf\x27\x1c", b"Rar!", b"\x28\xb5\x2f\xfd"),
    ),
    Foreign("a program", "name a text", (".exe", ".dll", ".so", ".bin", ".app", ".apk"), (b"\x7fELF", b"MZ\x90")),
    Foreign("data of a statistics program", _AS_TEXT, (".sav", ".dta", ".rdata", ".rds", ".sas7bdat"), (b"$FL2",)),
)  # fmt: skip
_BY_SUFFIX = {suffix: kind for kind in _KINDS for suffix in kind.suffixes}
_OLD = Foreign("an old office document", _AS_DOCUMENT, ())
#: What an office document with a password holds, by its directory: https://learn.microsoft.com/openspecs/office_file_formats/ms-offcrypto
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_LOCKED = Foreign(
    "an office document with a password", "take the password off in its own program, save it and name that", ()
)
_DAMAGED = Foreign(
    "an archive without what its ending promises", "open it in its own program, save it again and name that", ()
)


def by_bytes(data: bytes, suffix: str) -> str:
    """Return what a file that is no text is and what to do instead, empty where its bytes do not tell."""
    if data.startswith(_OLD_OFFICE) and _ENCRYPTED in data:
        return _told(_LOCKED)
    if data.startswith(_OLD_OFFICE):
        return _told(_BY_SUFFIX.get(suffix, _OLD))
    if data.startswith(_ARCHIVE):
        return _told(_DAMAGED if suffix in kinds.SUFFIXES else _BY_SUFFIX.get(suffix, _BY_SUFFIX[".zip"]))
    if data[_BOX] == b"ftyp":
        return _told(_BY_SUFFIX[".heic" if data[8:12] in (b"heic", b"heix", b"mif1", b"avif") else ".mp4"])
    if b"\0" in data[:1024] and data[257:262] == b"ustar":
        return _told(_BY_SUFFIX[".tar"])
    is_binary = b"\0" in data[:4096]
    for kind in _KINDS:
        for signature in kind.signatures:
            if data.startswith(signature) and (is_binary or not signature.isascii() or signature == b"#LyX "):
                return _told(kind)
    return _told(_BY_SUFFIX[suffix]) if suffix in _BY_SUFFIX and is_binary else ""


def by_suffix(suffix: str) -> str:
    """Return what a file of that ending is and what to do instead; where nobody knows, what is read."""
    kind = _BY_SUFFIX.get(suffix)
    return _told(kind) if kind else f"unknown kind of file {suffix!r}; name its format (--from), or use one of {read()}"


def is_known(suffix: str) -> bool:
    """Return whether files of that ending are known, though not read."""
    return suffix in _BY_SUFFIX


def read() -> str:
    """Return the endings of all that is read: pages and documents, bibliographies, citation strings."""
    own = {".jsonl", ".ndjson"}
    pages = _listed(kinds.SUFFIXES)
    bibliographies = _listed(suffix for suffix in formats.SUFFIXES if suffix not in kinds.SUFFIXES)
    return f"{pages} (pages and documents), {bibliographies} (bibliographies), {_listed(own)} (citation strings)"


def _told(kind: Foreign) -> str:
    return f"is {kind.what}, which is not read: {kind.instead}; what is read are {read()}"


def _listed(suffixes: Iterable[str]) -> str:
    return ", ".join(sorted(suffixes))
