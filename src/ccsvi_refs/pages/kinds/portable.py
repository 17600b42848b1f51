"""PDF to a document, from its text layer: the least sure of all, as a PDF knows letters and places, no paragraphs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from itertools import islice

from ccsvi_refs.errors import InputError
from ccsvi_refs.location import Location
from ccsvi_refs.pages import plain
from ccsvi_refs.pages.document import Document
from ccsvi_refs.pages.kinds import columns

#: Pages of one document that are read.
_MOST = 1500
_HYPHEN = re.compile(r"(?<=[^\W\d_])[-\u00ad\ufffe\x02]$")
#: What stands for a hyphen at the end of a line once the lines are put together.
_JOINT = re.compile("(?<=[^\\W\\d_])[\\x02\ufffe]\\n?(?=[^\\W\\d_])")
_PAGE_NUMBER = re.compile(r"\W*(?:page\s*)?\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?\W*", re.IGNORECASE)


def read(data: bytes, path: str) -> Document:
    """Return the text layer of a PDF taken apart; a place is a line of its text, counted through all pages."""
    pages = list(_pages(data, path))
    if not any(line.strip() for page in pages for line in page):
        raise InputError(
            "is a PDF without a text layer, such as a scan; have its letters recognised first", Location(path)
        )
    lines = list(_joined(_without_frames(pages)))
    found = [plain.line(line, number, path) for number, line in enumerate(lines, 1)]
    return Document(plain.blocks(found), "\n".join(lines))


def _pages(data: bytes, path: str) -> Iterator[list[str]]:
    """Yield the lines of each page as the file holds them; where that is row by row across two columns, by column."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise InputError(f"is a PDF that cannot be read: {error}", Location(path)) from None
    try:
        for page in islice(document, _MOST):
            text = page.get_textpage()
            parted = "\n".join(columns.lines(text, page.get_width()))
            shown = _JOINT.sub("", parted or text.get_text_bounded().replace("\r\n", "\n"))
            yield [line.rstrip() for line in shown.split("\n")]
            text.close()
            page.close()
    except pypdfium2.PdfiumError as error:
        raise InputError(f"is a PDF of which a page cannot be read: {error}", Location(path)) from None
    finally:
        document.close()


def _without_frames(pages: Sequence[Sequence[str]]) -> Iterator[list[str]]:
    """Yield the pages without page numbers and the lines that stand at the top or foot of most of them."""
    frames = Counter(shape for page in pages for shape in {_shape(line) for line in (*page[:2], *page[-2:])})
    often = {shape for shape, count in frames.items() if shape and count > 2 and count * 2 >= len(pages)}
    for page in pages:
        yield [line for at, line in enumerate(page) if not (_is_edge(at, len(page)) and _is_frame(line, often))]


def _is_edge(at: int, length: int) -> bool:
    return at < 2 or at >= length - 2


def _is_frame(line: str, often: Collection[str]) -> bool:
    return bool(_PAGE_NUMBER.fullmatch(line)) or _shape(line) in often


def _shape(line: str) -> str:
    return re.sub(r"\d+", "0", line.strip())


def _joined(pages: Iterator[list[str]]) -> Iterator[str]:
    """Yield the lines with words put together that a line's end divides."""
    held = ""
    for page in pages:
        for line in page:
            whole = held + line.lstrip() if held else line
            held = ""
            if _HYPHEN.search(whole) and len(whole) > 20:
                held = _HYPHEN.sub("", whole)
            else:
                yield whole
    if held:
        yield held
