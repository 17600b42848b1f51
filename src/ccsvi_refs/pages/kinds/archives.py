"""Documents that are ZIP archives of XML: what kind one is, and its parts, at a bounded price."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Mapping

from lxml import etree

from ccsvi_refs.errors import InputError
from ccsvi_refs.location import Location
from ccsvi_refs.model import Problem

#: Bytes of one part, and of all parts together, that are unpacked.
_LARGEST, _MOST = 16 * 1024 * 1024, 32 * 1024 * 1024
_PARTS = 20_000
#: Tags in a part: so many, and so many more for each byte it takes up packed; a document has fewer than one a byte.
_TAGS, _TAGS_A_BYTE = 100_000, 2
#: What the parser says where it left something out.
_CUT = frozenset({"ERR_TAG_NOT_FINISHED", "ERR_TAG_NAME_MISMATCH", "ERR_DOCUMENT_END", "ERR_GT_REQUIRED"})
_PARSER = {"resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": False, "recover": True}


def kind(data: bytes) -> str | None:
    """Return the kind of document an archive is, None where it is another one."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist()[:_PARTS])
            declared = archive.open("mimetype").read(100).strip() if "mimetype" in names else b""
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError, zlib.error, EOFError):
        return None
    if "word/document.xml" in names or "word/document2.xml" in names:
        return "docx"
    if declared == b"application/epub+zip" or "META-INF/container.xml" in names:
        return "epub"
    return "odt" if declared.startswith(b"application/vnd.oasis.opendocument.text") else None


def parts(data: bytes, path: str) -> Mapping[str, bytes]:
    """Return the parts of an archive by name; InputError where it is none, is locked or unpacks to too much."""
    found: dict[str, bytes] = {}
    total = 0
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for info in archive.infolist()[:_PARTS]:
                if not info.filename.lower().endswith((".xml", ".rels", ".xhtml", ".html", ".htm", ".opf", "mimetype")):
                    continue
                with archive.open(info) as part:
                    content = part.read(_LARGEST + 1)
                total += len(content)
                if len(content) > _LARGEST or total > _MOST or _is_too_dense(content, info):
                    raise InputError("unpacks to more than a document holds", Location(path))
                found[info.filename] = content
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError, zlib.error, EOFError) as error:
        raise InputError(f"is a damaged or locked archive: {error}", Location(path)) from None
    return found


def _is_too_dense(content: bytes, info: zipfile.ZipInfo) -> bool:
    """Return whether a part holds more tags than its packed size can account for."""
    return content.count(b"<") > _TAGS + _TAGS_A_BYTE * info.compress_size


def tree(content: bytes, path: str, part: str) -> etree._Element:
    """Return the root of an XML part; InputError where it is no XML. No entity of a document type is expanded."""
    try:
        root = etree.fromstring(content, etree.XMLParser(**_PARSER))  # type: ignore[arg-type]  # options by name
    except (etree.XMLSyntaxError, ValueError) as error:
        raise InputError(f"{part} in it is no XML: {error}", Location(path)) from None
    if root is None:
        raise InputError(f"{part} in it is empty", Location(path))
    etree.strip_tags(root, etree.Entity, etree.Comment, etree.PI)
    return root


def broken(root: etree._Element, path: str) -> tuple[Problem, ...]:
    """Return what is wrong with an XML part that may have been left out in part, nothing where it was not."""
    for error in root.getroottree().parser.error_log:
        if error.type_name == "ERR_RESOURCE_LIMIT":
            message = "has elements nested too deeply, more than 256 in each other: what is in them is not read"
        elif error.type_name in _CUT:
            message = f"is no well-formed XML ({error.message}): what stands behind may be missing"
        else:
            continue
        return (Problem(message, Location(path, error.line or 0)),)
    return ()


def name(element: etree._Element | None) -> str:
    """Return an element's name without its namespace, empty for comments and the like."""
    return element.tag.rpartition("}")[2] if element is not None and isinstance(element.tag, str) else ""
