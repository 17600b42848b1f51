"""What was found out of a page, kept for the next build of the same site: a page that is the same asks nobody."""

from __future__ import annotations

import hashlib
import json
import pickle
import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from ccsvi_refs._version import __version__
from ccsvi_refs.examining import Facts, Job
from ccsvi_refs.model import Bibliography

#: Seconds after which a page is asked about again of which a registry or site left something open.
_OPEN = 600.0
_UNPROVEN = frozenset({"timeout", "unknown"})


@dataclass(frozen=True, slots=True)
class _Found:
    """The facts of one page, the digest of what was asked, and when that was."""

    digest: str
    facts: Facts
    asked: float


@dataclass(frozen=True, slots=True)
class Kept:
    """The facts of a site's pages by their paths, and under what conditions they were found."""

    conditions: str = ""
    found: Mapping[str, _Found] = field(default_factory=dict)

    def facts(self, path: str, mark: str, job: Job) -> Facts | None:
        """Return what is known of a page that is still as it was, None where it has to be asked about."""
        known = self.found.get(path)
        if known is None or known.digest != mark or self.conditions != conditions(job):
            return None
        return known.facts if time.time() - known.asked < _lasts(known.facts, job) else None

    def with_facts(self, fresh: Mapping[str, tuple[str, Facts]], every: frozenset[str], job: Job) -> Kept:
        """Return what is kept of the pages of this build, ``fresh`` by path and digest being new."""
        same = self.found if self.conditions == conditions(job) else {}
        kept = {path: one for path, one in same.items() if path in every}
        now = time.time()
        kept |= {path: _Found(mark, facts, now) for path, (mark, facts) in fresh.items()}
        return Kept(conditions(job), kept)

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


def digest(page: Bibliography, data: bytes) -> str:
    """Return a digest of a page's source and of all that it cites from elsewhere."""
    said = json.dumps(page.as_json(), sort_keys=True, default=str)
    return hashlib.sha256(data + b"\0" + said.encode("utf-8", "replace")).hexdigest()


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
