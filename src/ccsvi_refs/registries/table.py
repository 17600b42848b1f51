"""The registries, in the order in which they are asked: the only list of them.

A new one is a module with its ``REGISTRY``, a line here, its service in :mod:`ccsvi_refs.transport.services`, and docs.
"""

from __future__ import annotations

from ccsvi_refs.registries import (
    arxiv,
    crossref,
    datacite,
    dblp,
    doi,
    europepmc,
    openalex,
    openlibrary,
    pubmed,
    semanticscholar,
)
from ccsvi_refs.registries.registry import Registry

#: These are asked about every work; the others only for what these lack.
FIRST = (pubmed.REGISTRY, crossref.REGISTRY)
OTHERS = (
    arxiv.REGISTRY,
    datacite.REGISTRY,
    openlibrary.REGISTRY,
    europepmc.REGISTRY,
    dblp.REGISTRY,
    openalex.REGISTRY,
    semanticscholar.REGISTRY,
)

#: Whoever else registered a DOI answers by way of doi.org; it is asked for what Crossref lacks.
AGENCIES = doi.REGISTRY

#: A local mirror is asked without a service, so it has no ways to be asked here.
MIRROR = Registry("mirror", "the local mirror", rank=11)
BUNDLED = Registry("curated", "the bundled records", rank=12)

REGISTRIES = (*FIRST, *OTHERS)
_SOURCES = {registry.name: registry for registry in (*REGISTRIES, AGENCIES, MIRROR, BUNDLED)}


def title(source: str) -> str:
    """Return a source's name for people, its own name where it is no registry."""
    return _SOURCES[source].title if source in _SOURCES else source


def rank(source: str) -> int:
    """Return how far back a source stands where several say different things."""
    return _SOURCES[source].rank if source in _SOURCES else 2 * len(_SOURCES)


def order(source: str) -> int:
    """Return a source's place in the order of asking."""
    return list(_SOURCES).index(source) if source in _SOURCES else len(_SOURCES)
