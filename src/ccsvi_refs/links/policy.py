"""What the settings say about an address: ignored or not, and how its host is asked."""

from __future__ import annotations

import datetime
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase

from ccsvi_refs._version import __version__
from ccsvi_refs.model import Problem
from ccsvi_refs.settings import HostPolicy, IgnoredLink, LinkSettings, Settings


@dataclass(frozen=True, slots=True)
class Policy:
    """The settings for links, asked by host (with its port) or by address."""

    links: LinkSettings
    agent: str
    github: str = ""
    token: str = field(default="", repr=False)

    @classmethod
    def of(cls, settings: Settings) -> Policy:
        """Return the policy that settings make."""
        agent = f"Mozilla/5.0 (compatible; ccsvi-refs/{__version__})"
        return cls(settings.links, agent, settings.github_url, settings.github_token)

    def limits(self, host: str) -> tuple[int, float]:
        """Return how many requests at once a host gets, and the seconds between two."""
        own = self._own(host)
        return (
            own.concurrency if own.concurrency is not None else self.links.concurrency,
            own.spacing if own.spacing is not None else self.links.spacing,
        )

    def timeout(self, host: str) -> float:
        """Return the seconds that a first look at one address of a host may take."""
        own = self._own(host).timeout
        return own if own is not None else self.links.timeout

    def accept(self, host: str) -> Collection[int]:
        """Return the statuses that count as ok for a host."""
        return self._own(host).accept

    def probes(self, host: str) -> bool:
        """Return whether a host may be asked for made-up addresses."""
        own = self._own(host).probe
        return own if own is not None else self.links.probe

    def headers(self, host: str) -> Mapping[str, str]:
        """Return the headers that a host gets beside the usual ones."""
        own = self._own(host)
        given = (line.partition(":") for line in own.headers)
        named = {"User-Agent": own.user_agent} if own.user_agent else {}
        return {**{name.strip(): value.strip() for name, _, value in given}, **named}

    def ignored(self, url: str, today: datetime.date) -> IgnoredLink | None:
        """Return the entry by which an address is not checked, None where there is none or it has expired."""
        for entry in self.links.ignore:
            if fits(entry.url, url) and not _expired(entry, today):
                return entry
        return None

    def _own(self, host: str) -> HostPolicy:
        name = host.rpartition(":")[0] if host.rpartition(":")[2].isdigit() else host
        return next(
            (own for own in self.links.hosts if fnmatchcase(host, own.host) or fnmatchcase(name, own.host)), _NONE
        )


_NONE = HostPolicy()


def fits(pattern: str, url: str) -> bool:
    """Return whether an address is of a pattern, in which ``*`` alone is a wildcard: ``?`` begins a query."""
    first, *others = map(re.escape, pattern.split("*"))
    # Atomic groups: what stands between two wildcards is looked for once, so that no pattern takes long.
    between = "".join(f"(?>.*?{other})" for other in others[:-1])
    last = f".*{others[-1]}" if others else ""
    return re.fullmatch(f"{first}{between}{last}", url, re.DOTALL) is not None


def unused(links: LinkSettings, urls: Collection[str], today: datetime.date) -> list[tuple[str, str]]:
    """Return the ignore entries that fit none of the addresses, each with what is said of it."""
    entries = (entry for entry in links.ignore if entry.url and not _expired(entry, today))
    idle = (entry.url for entry in entries if not any(fits(entry.url, url) for url in urls))
    return [(url, "this ignore entry fits no link of what was checked") for url in idle]


def problems(links: LinkSettings, today: datetime.date) -> tuple[Problem, ...]:
    """Return what is wrong with the ignore entries: a missing address or reason, or a date that has passed."""
    found = []
    for entry in links.ignore:
        if not entry.url or not entry.reason.strip():
            found.append(Problem("an ignore entry needs a url and a reason", raw=entry.url))
        elif _expired(entry, today):
            found.append(
                Problem(f"the ignore entry for {entry.url} ({entry.reason}) expired on {entry.until}", raw=entry.url)
            )
    return tuple(found)


def _expired(entry: IgnoredLink, today: datetime.date) -> bool:
    return entry.until is not None and entry.until < today
