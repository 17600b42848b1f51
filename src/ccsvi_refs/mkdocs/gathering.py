"""The pages of an MkDocs site as sources of a check, and which links lead to the site itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from urllib.parse import urljoin

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.utils.yaml import yaml_load
from pathspec import GitIgnoreSpec

from ccsvi_refs.building import KnownLink, Source, shown
from ccsvi_refs.links import LinkStatus
from ccsvi_refs.model import Link


def sources(files: Files, config: MkDocsConfig, exclude: Sequence[str]) -> list[Source]:
    """Return the pages that the site publishes, without those that the plugin is told to leave out."""
    excluded = GitIgnoreSpec.from_lines(exclude)
    pages = [file for file in files.documentation_pages() if not excluded.match_file(file.src_uri)]
    return [Source(place(file, config.docs_dir), file.content_bytes, "markdown") for file in pages]


def place(file: File, folder: str) -> str:
    """Return the path of a page as it is shown; one that a plugin made has the path it would have in the docs."""
    return shown(file.abs_src_path or Path(folder, file.src_uri))


def written(files: Files, config: MkDocsConfig) -> Iterator[str]:
    """Yield the paths in the site of all that MkDocs itself puts there."""
    yield from (file.dest_uri for file in files)
    yield from config.theme.static_templates
    yield from config.extra_templates


def address(config: MkDocsConfig, *, served: bool) -> str:
    """Return where the site will be published; ``mkdocs serve`` puts its own address in the place of that."""
    found = config.site_url or ""
    if served and config.config_file_path:
        with Path(config.config_file_path).open("rb") as file:
            found = yaml_load(file).get("site_url") or found
    return f"{str(found).rstrip('/')}/" if found else ""


def own_links(files: Files, site: str) -> KnownLink:
    """Return what knows of links to the site itself, which need not be published yet for them to be right."""
    pages = {urljoin(site, file.url) for file in files} if site else set()
    pages |= {page.removesuffix("/") for page in pages}

    def known(link: Link) -> LinkStatus | None:
        if link.url.partition("#")[0].partition("?")[0] not in pages:
            return None
        return LinkStatus(link.url, "ok", "a page of this build", link.reference, link.location)

    return known
