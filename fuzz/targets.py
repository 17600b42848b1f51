"""What is fuzzed: each target takes bytes and may raise the library's own errors, and nothing else."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from functools import partial

import ccsvi_refs.formats
import ccsvi_refs.pages.kinds
from ccsvi_refs.csl import Processor, Style
from ccsvi_refs.errors import CcsviRefsError
from ccsvi_refs.formats import citation
from ccsvi_refs.formats.records import (
    crossref,
    datacite,
    dblp,
    europepmc,
    openalex,
    openlibrary,
    semanticscholar,
)
from ccsvi_refs.links import page
from ccsvi_refs.pages import loading

#: Kind of page → the part of the archive that is fuzzed, and the others.
ARCHIVES = {
    "docx": ("word/document.xml", {}),
    "odt": ("content.xml", {"mimetype": b"application/vnd.oasis.opendocument.text"}),
    "epub": ("a.xhtml", {"mimetype": b"application/epub+zip"}),
}
RECORDS = (
    crossref.reference, datacite.reference, dblp.reference, europepmc.reference, openalex.reference, openlibrary.edition,
    openlibrary.work, semanticscholar.reference,
)  # fmt: skip

ITEMS = [
    {
        "id": "a", "type": "article-journal", "title": "A <i>study</i> of things", "container-title": "Journal of Things",
        "author": [{"family": "Doe", "given": "Jane Q."}, {"family": "van der Berg", "given": "J."}, {"literal": "WHO"}],
        "issued": {"date-parts": [[2001, 2, 3]]}, "volume": "12", "issue": "3", "page": "101-109", "DOI": "10.1000/a",
    },
    {"id": "b", "type": "book", "title": "Things", "editor": [{"family": "Roe", "given": "R."}], "issued": {"raw": "1999"}},
]  # fmt: skip


def load(kind: str, data: bytes) -> None:
    """Read a file of a kind, and write what was found in every format."""
    found = loading.load(io.BytesIO(data), kind)
    for form in ccsvi_refs.formats.WRITERS:
        ccsvi_refs.formats.write(found, form).encode()


def guess(data: bytes) -> None:
    """Read a file of which nothing is known."""
    loading.load(io.BytesIO(data))


def part(kind: str, data: bytes) -> None:
    """Read a document whose main part is the data: its archive is made anew, so that its check sums are right."""
    name, others = ARCHIVES[kind]
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as archive:
        for other, content in (others | {name: data}).items():
            archive.writestr(other, content)
    load(kind, whole.getvalue())


def record(data: bytes) -> None:
    """Read a registry's record as each registry's."""
    try:
        found = json.loads(data)
    except (ValueError, RecursionError):
        return
    if isinstance(found, dict):
        for read in RECORDS:
            read(found)


def landing(data: bytes) -> None:
    """Read a linked page."""
    page.read(data)


def style(data: bytes) -> None:
    """Parse a style, and cite and list two works in it."""
    document = Processor(Style.parse(data), ITEMS)
    document.cite([{"id": "a", "locator": "3", "label": "page"}, {"id": "b"}])
    document.citations()
    document.bibliography()


def cited(data: bytes) -> None:
    """Read a citation string."""
    citation.read(data.decode("utf-8", "replace"))


def targets() -> dict[str, Callable[[bytes], None]]:
    """Return every target by its name."""
    kinds = [*ccsvi_refs.formats.READERS, "jsonl", *(k for k in ccsvi_refs.pages.kinds.KINDS if _is_there(k))]
    others = {"guess": guess, "style": style, "citation": cited, "record": record, "landing": landing}
    inside = {f"{kind}-part": partial(part, kind) for kind in ARCHIVES}
    return {kind: partial(load, kind) for kind in kinds} | inside | others


def _is_there(kind: str) -> bool:
    """Return whether what reads a kind of page is installed."""
    try:
        loading.load(io.BytesIO(b"x"), kind)
    except CcsviRefsError as error:
        return "pip install" not in str(error)
    except ModuleNotFoundError:
        return False
    return True
