"""What a lock holds: by page, what each citation was found to be, and each link."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ccsvi_refs.frozen import FrozenDict
from ccsvi_refs.links import LinkStatus
from ccsvi_refs.matching.statements import Checked
from ccsvi_refs.resolving import Resolution

#: The lock's usual name, and the version of its schema.
NAME = "references.lock"
SCHEMA = 1


@dataclass(frozen=True, slots=True)
class LockedReference:
    """What one citation was found to be.

    ``digest`` is of what is cited; ``resolution`` has the citation's key alone in the place of the citation, and its
    records apart by registry, to be merged with the citation as it stands on its page. ``statements`` are what the
    page's sentences about the work were found to say, by the sentences' digests.
    """

    digest: str
    resolution: Resolution
    statements: Mapping[str, Checked] = field(default_factory=FrozenDict)


@dataclass(frozen=True, slots=True)
class LockedLink:
    """What one link was found to be, and the day (ISO 8601) on which that was found first."""

    status: LinkStatus
    since: str = ""


@dataclass(frozen=True, slots=True)
class LockedPage:
    """A page's citations by their keys, and its links."""

    references: Mapping[str, LockedReference] = field(default_factory=FrozenDict)
    links: tuple[LockedLink, ...] = ()


@dataclass(frozen=True, slots=True)
class Lock:
    """Pages by their names: paths from the lock's folder with ``/``, and whatever else an INPUT may be."""

    pages: Mapping[str, LockedPage] = field(default_factory=FrozenDict)


def page_name(path: str, folder: Path) -> str:
    """Return what a page is called in a lock that lies in ``folder``."""
    if not path or not os.path.exists(path):  # noqa: PTH110 - a name may hold a null byte, which Path refuses
        return path
    try:
        return Path(os.path.relpath(path, folder)).as_posix()
    except ValueError:  # another drive
        return Path(path).resolve().as_posix()


def keys(ids: list[str]) -> list[str]:
    """Return the keys of references in a page's part of the lock: their ids, a later one of the same id numbered."""
    seen: dict[str, int] = {}
    found = []
    for each in ids:
        seen[each] = seen.get(each, 0) + 1
        found.append(each if seen[each] == 1 else f"{each} ({seen[each]})")
    return found
