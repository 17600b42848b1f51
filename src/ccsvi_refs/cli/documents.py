"""One INPUT → what it holds: a file, standard input, a page fetched from its address, or the pages of a sitemap.

Sitemaps: https://www.sitemaps.org/protocol.html
"""

from __future__ import annotations

import io
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from typing import TYPE_CHECKING, cast

from ccsvi_refs import api, files
from ccsvi_refs.cli import sources
from ccsvi_refs.cli.configuration import settings
from ccsvi_refs.cli.terminal import complain
from ccsvi_refs.errors import InputError, ServiceError
from ccsvi_refs.location import Location
from ccsvi_refs.model import Bibliography, Link
from ccsvi_refs.pages import addressed
from ccsvi_refs.settings import Settings

if TYPE_CHECKING:
    from ccsvi_refs.transport.documents import Document

#: Pages of a sitemap that are fetched at once, addresses of all its parts that are read, and parts that are fetched.
_AT_ONCE, _MOST, _MOST_PARTS = 4, 50_000, 500
#: Sitemaps may name sitemaps, which may name no more of them; some do.
_DEPTH = 3
_START = 4096


def read(
    source: str, form: str | None = None, chosen: Settings | None = None, *, as_works: bool = True
) -> list[Bibliography]:
    """Return what an INPUT holds: one bibliography, but for a sitemap its own and one for each of its pages.

    An identifier, or an address that is made of one, stands for the work it names; with ``as_works`` False an address
    is that of a page.

    InputError where it cannot be read, ServiceError where its site could not be asked.
    """
    if source == "ccsvi":
        return [api.ccsvi()]
    if not form and sources.names_works(source) and (as_works or not sources.is_address(source)):
        return [api.load(source)]
    if sources.is_address(source):
        fetched = _fetch(source, chosen or settings())
        if addressed.is_sitemap(fetched.content) and not form:
            return _sitemap(source, fetched.content, chosen or settings())
        return [_page(source, fetched, form)]
    if not form and source.lower().endswith(".xml") and addressed.is_sitemap(_beginning(source)):
        return _sitemap(source, files.contents(source), chosen or settings())
    if source != "-" and (root := files.left(source)):
        raise InputError(f"is not read: a link leads out of {root}", Location(source))
    return [api.load(source, cast(api.InputFormat | None, form))]


def _fetch(url: str, chosen: Settings) -> Document:
    from ccsvi_refs.transport import documents  # brings the HTTP client, which files do without

    return documents.fetch(url, chosen)


def _page(source: str, fetched: Document, form: str | None) -> Bibliography:
    """Return what a fetched document holds, under the address it came from."""
    stream = io.BytesIO(addressed.content(fetched))
    stream.name = source
    return api.load(stream, cast(api.InputFormat, form or addressed.kind(fetched)))


def _beginning(path: str) -> bytes:
    try:
        return files.contents(path)[:_START]
    except InputError:
        return b""


def _sitemap(source: str, content: bytes, chosen: Settings) -> list[Bibliography]:
    """Return a sitemap's links and its pages; what is beyond the limits, or the run's deadline, is said."""
    links = tuple(islice(_listed(source, content, chosen, _DEPTH, {source}), _MOST))
    if len(links) == _MOST:
        complain(f"{source}: only the first {_MOST} addresses are read")
    end = time.monotonic() + chosen.deadline
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        found = pool.map(lambda link: _page_or_none(link.url, chosen, end), links)
        pages = [page for page in found if page is not None]
    return [Bibliography(links=links, path=source), *pages]


def _page_or_none(url: str, chosen: Settings, end: float) -> Bibliography | None:
    """Return a page of a sitemap; why there is none is said, and what it means is the check of its link to judge."""
    if time.monotonic() > end:
        complain(f"{url}: was not read: the run's {chosen.deadline:g} seconds are over")
        return None
    try:
        return _page(url, _fetch(url, chosen), None)
    except (InputError, ServiceError) as error:
        complain(str(error))
        return None


def _listed(source: str, content: bytes, chosen: Settings, depth: int, seen: set[str]) -> Iterator[Link]:
    """Yield the addresses that a sitemap lists, those of the sitemaps it names included, each of which is read once."""
    from lxml import etree  # sitemaps alone are XML here

    from ccsvi_refs.formats.xmltext import local

    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError):
        root = None
    for element in root.iter("{*}loc") if root is not None else ():
        url, owner = (element.text or "").strip(), element.getparent()
        kind = local(owner)
        if kind == "url" and sources.is_address(url):
            yield Link(url, "", Location(source, line if isinstance(line := element.sourceline, int) else 0))
        elif kind == "sitemap" and depth and sources.is_address(url) and url not in seen:
            seen.add(url)
            yield from _part(url, chosen, depth - 1, seen)


def _part(url: str, chosen: Settings, depth: int, seen: set[str]) -> Iterator[Link]:
    """Yield the addresses that a sitemap's part lists, none after a number of parts that no site has."""
    if len(seen) > _MOST_PARTS:
        if len(seen) == _MOST_PARTS + 1:
            complain(f"{url}: neither this nor any further part of the sitemap is read: there are over {_MOST_PARTS}")
        return
    try:
        yield from _listed(url, _fetch(url, chosen).content, chosen, depth, seen)
    except (InputError, ServiceError) as error:
        complain(str(error))
