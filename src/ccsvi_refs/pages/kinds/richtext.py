"""Rich Text Format to a document, by way of its text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from striprtf.striprtf import rtf_to_text

from ccsvi_refs.errors import InputError
from ccsvi_refs.location import Location
from ccsvi_refs.pages.document import Document
from ccsvi_refs.pages.kinds import rewritten

#: A field that is a link, up to the text it shows.
_FIELD = re.compile(
    r'\\fldinst[^"]{0,100}HYPERLINK\s+"(?P<url>[^"]{1,2000})"[^\\]{0,100}(?:\\[^f][^\\]{0,100}){0,8}\\fldrslt\b'
)
#: What stands around a link in the text, with its number.
_LINK = re.compile(r"@@(?P<number>\d+)<(?P<label>.*?)>@@", re.DOTALL)
_LONGEST = 5000
_LARGEST = 50_000_000


def read(source: str, path: str) -> Document:
    """Return a rich text taken apart; a place is the number of its paragraph."""
    if len(source) > _LARGEST:
        raise InputError("is larger than a text is", Location(path))
    urls: list[str] = []
    try:
        text = str(rtf_to_text(_marked(source, urls), errors="replace"))  # type: ignore[no-untyped-call]  # it has no types
    except Exception as error:  # the library raises what its parts do
        raise InputError(f"is no Rich Text that can be read: {type(error).__name__}", Location(path)) from None
    page = rewritten.Page()
    for number, paragraph in enumerate(text.split("\n"), 1):
        page.put(f"<p>{_inline(paragraph, urls)}", number)
    return Document(page.blocks(path))


def _marked(source: str, urls: list[str]) -> str:
    """Return the source with marks around the text of each link; the library leaves their addresses out."""
    pieces = []
    at = 0
    for match in _FIELD.finditer(source):
        end = _group_end(source, match.end())
        if match.start() >= at and end > match.end():
            pieces += [source[at : match.end()], f"{{@@{len(urls)}<}}", source[match.end() : end], "{>@@}"]
            urls.append(match["url"])
            at = end
    return "".join((*pieces, source[at:]))


def _group_end(source: str, start: int) -> int:
    """Return where the group ends in which ``start`` stands, ``start`` where that is too far."""
    depth = 1
    for at in range(start, min(len(source), start + _LONGEST)):
        if source[at] in "{}" and source[at - 1] != "\\":
            depth += 1 if source[at] == "{" else -1
            if not depth:
                return at
    return start


def _inline(paragraph: str, urls: Sequence[str]) -> str:
    pieces = []
    at = 0
    for match in _LINK.finditer(paragraph):
        label, number = rewritten.text(match["label"]), int(match["number"])
        shown = rewritten.link(urls[number], label) if number < len(urls) else label
        pieces += [rewritten.text(paragraph[at : match.start()]), shown]
        at = match.end()
    return "".join((*pieces, rewritten.text(paragraph[at:])))
