"""What was found out of a page, kept for the next build of the same site: a page that is the same asks nobody."""

from __future__ import annotations

import hashlib
import json
import pickle
import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from ccsvi_refs._version import __version__
from ccsvi_refs.building.reading import Reading, Source
from ccsvi_refs.examining import Facts, Job
from ccsvi_refs.model import Bibliography

#: Seconds after which a page is asked about again of which a registry or site left something open.
_OPEN = 600.0
_UNPROVEN = frozenset({"timeout", "unknown"})


@dataclass(frozen=True, slots=True)
class Found:
    """One page as it was read, and its facts; ``source`` and ``asked`` are digests of what it was read from and asked.

    ``when`` is the moment of asking.
    """

    page: Bibliography
    source: str
    facts: Facts
    asked: str
    when: float


@dataclass(frozen=True, slots=True)
class Kept:
    """What is known of a site's pages by their paths, and under what conditions it was found out."""

    conditions: str = ""
    found: Mapping[str, Found] = field(default_factory=dict)

    def page(self, path: str, source: str) -> Bibliography | None:
        """Return a page as it was read, None where its source is another by now."""
        known = self.found.get(path)
        return known.page if known and known.source == source else None

    def facts(self, path: str, asked: str, job: Job) -> Facts | None:
        """Return what is known of a page that still cites the same, None where it has to be asked about."""
        known = self.found.get(path)
        if known is None or known.asked != asked or self.conditions != conditions(job):
            return None
        return known.facts if now() - known.when < _lasts(known.facts, job) else None

    def when(self, path: str) -> float:
        """Return when a page was asked about."""
        return self.found[path].when

    def packed(self) -> bytes:
        """Return all of it as bytes for :func:`unpacked`."""
        return pickle.dumps((__version__, self))


def unpacked(data: bytes) -> Kept:
    """Return what ``packed`` made bytes of; nothing where another version did, or it cannot be read.

    The bytes are to come from the build's own folder, which Sphinx itself keeps such data in.
    """
    try:
        version, kept = pickle.loads(data)  # noqa: S301  # from the build's own folder
    except Exception:  # whatever a broken or an older pickle raises, the pages are asked about anew
        return Kept()
    return kept if version == __version__ and isinstance(kept, Kept) else Kept()


def now() -> float:
    """Return the seconds since 1970."""
    return time.time()


def reading_digest(how: Reading) -> str:
    """Return a digest of how pages are read, and of what they cite from."""
    held = json.dumps(how.bibliography.as_json(), sort_keys=True, default=str) if how.bibliography else ""
    return hashlib.sha256(f"{__version__} {how.keys} {held}".encode("utf-8", "replace")).hexdigest()


def source_digest(source: Source, how: str) -> str:
    """Return a digest of all that a page is read from; ``how`` is the digest of how pages are read."""
    said = repr((source.kind, source.everything, how)).encode()
    return hashlib.sha256(said + b"\0" + source.data).hexdigest()


def asked_digest(page: Bibliography, source: str) -> str:
    """Return a digest of what is asked about a page: all that it cites and links to, as it stands there."""
    said = json.dumps(page.as_json(), sort_keys=True, default=str)
    return hashlib.sha256(f"{source} {said}".encode("utf-8", "replace")).hexdigest()


def conditions(job: Job) -> str:
    """Return whom a build asks and how; keys, and what only says how findings are weighed, are not in it."""
    asking = replace(job.settings, rules={}, accept=(), baseline=None, cache_dir=None)
    return repr((job.registries, job.links, asking))


def _lasts(facts: Facts, job: Job) -> float:
    """Return the seconds for which a page's facts hold."""
    settings = job.settings
    if settings.offline:
        return settings.keep_answers
    is_open = any(one.status == "unavailable" for one in facts.resolutions) and bool(job.registries)
    if is_open or any(one.verdict in _UNPROVEN for one in facts.statuses):
        return _OPEN
    if any(one.verdict == "broken" for one in facts.statuses):
        return settings.links.keep_broken
    return min(settings.keep_answers, settings.links.keep_ok)
