"""How links are checked, in general, for a host and for a link that is left alone."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from pathlib import Path

from ccsvi_refs.settings.values import Count, Header, Seconds, Timeout, settle


@dataclass(frozen=True, slots=True)
class IgnoredLink:
    """Links that are not checked: a ``*`` pattern for the address, why, and the last day on which that holds."""

    url: str = ""
    reason: str = ""
    until: datetime.date | None = None

    def __post_init__(self) -> None:
        settle(self)


@dataclass(frozen=True, slots=True)
class HostPolicy:
    """How one host (a ``*`` pattern) is asked: None leaves the general value, ``accept`` lists statuses taken as ok.

    ``headers`` (``Name: value``) and ``user_agent`` are sent to this host alone.
    """

    host: str = ""
    concurrency: Count | None = None
    spacing: Seconds | None = None
    timeout: Timeout | None = None
    probe: bool | None = None
    accept: tuple[Count, ...] = ()
    headers: tuple[Header, ...] = ()
    user_agent: str = ""

    def __post_init__(self) -> None:
        settle(self)


@dataclass(frozen=True, slots=True)
class LinkSettings:
    """How links are checked: ``[tool.ccsvi-refs.links]``.

    ``concurrency`` requests at once and ``spacing`` seconds between two of them for each host, ``total`` at work at
    once over all hosts; ``timeout`` seconds for a first look at one address (later ones get half as much again),
    ``deadline`` seconds for a whole run; ``patience`` is the longest ``Retry-After`` that is waited out,
    ``second_look`` the pause before an address is called dead; ``lasting`` is for how long a server has to fail (5xx)
    until its link counts as dead; ``keep_ok``, ``keep_walled`` and ``keep_broken`` are the seconds a stored result
    stays good.
    """

    concurrency: Count = 8
    spacing: Seconds = 0.02
    total: Count = 64
    timeout: Timeout = 8.0
    deadline: Timeout = 1800.0
    patience: Seconds = 60.0
    second_look: Seconds = 1.0
    lasting: Seconds = 10 * 86_400.0
    keep_ok: Seconds = 5 * 86_400.0
    keep_walled: Seconds = 86_400.0
    keep_broken: Seconds = 3_600.0
    probe: bool = True
    archive: bool = True
    baseline: Path | None = None
    ignore: tuple[IgnoredLink, ...] = field(default=(), metadata={"row": IgnoredLink})
    hosts: tuple[HostPolicy, ...] = field(default=(), metadata={"row": HostPolicy})

    def __post_init__(self) -> None:
        settle(self)
