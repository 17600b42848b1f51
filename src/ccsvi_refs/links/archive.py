"""An archived copy of a dead page: the one nearest to the day it was read, or the last from before it died.

https://archive.org/help/wayback_api.php (``/available``) and
https://github.com/internetarchive/wayback/tree/master/wayback-cdx-server (``/cdx/search/cdx``).
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from ccsvi_refs.links.fetch import Fetcher
from ccsvi_refs.model import Date
from ccsvi_refs.settings import Settings

#: The service's two APIs live on two hosts; a replaced base serves both.
_CDX = {"https://archive.org/wayback": "https://web.archive.org"}
_REPLAY = "https://web.archive.org/web"
#: Failures in a row after which the service counts as down for this run.
_FAILURES = 3


@dataclass(slots=True)
class Archive:
    """The Wayback Machine, asked until it has failed a few times in a row."""

    fetcher: Fetcher
    base: str
    limit: float
    failures: int = 0

    @classmethod
    def of(cls, fetcher: Fetcher, settings: Settings) -> Archive:
        """Return the archive that settings name."""
        return cls(fetcher, settings.wayback_url, settings.timeout)

    async def copy(self, url: str, read: Date | None, dead_since: str) -> str:
        """Return the address of a copy of ``url``, empty where there is none or nobody could be asked.

        ``read`` is the day the page was read on, if that is known; ``dead_since`` a day in ISO 8601, or empty.
        """
        day = _stamp(read) or dead_since.replace("-", "") or f"{datetime.date.today():%Y%m%d}"
        return await self._available(url, day) or await self._listed(url, day, nearest=bool(_stamp(read)))

    async def _available(self, url: str, day: str) -> str:
        data = await self._ask(f"{self.base}/available?{urlencode({'url': url, 'timestamp': day})}")
        snapshots = data.get("archived_snapshots") if isinstance(data, Mapping) else None
        closest = snapshots.get("closest") if isinstance(snapshots, Mapping) else None
        if not isinstance(closest, Mapping) or not closest.get("available"):
            return ""
        found, status = str(closest.get("url") or ""), str(closest.get("status") or "200")
        secure = found.replace("http://web.archive.org/", "https://web.archive.org/", 1)
        return secure if status.startswith("2") and secure.startswith(("http://", "https://")) else ""

    async def _listed(self, url: str, day: str, *, nearest: bool) -> str:
        choice = {"closest": day, "sort": "closest", "limit": "1"} if nearest else {"to": day, "limit": "-1"}
        params = {"url": url, "output": "json", "fl": "timestamp,original", "filter": "statuscode:200", **choice}
        rows = await self._ask(f"{_CDX.get(self.base, self.base)}/cdx/search/cdx?{urlencode(params)}")
        if not isinstance(rows, list) or len(rows) < 2 or not isinstance(rows[1], list) or len(rows[1]) < 2:
            return ""
        return f"{_REPLAY}/{rows[1][0]}/{rows[1][1]}"

    async def _ask(self, question: str) -> Any:
        if self.failures >= _FAILURES:
            return None
        status, data = await self.fetcher.json(question, self.limit)
        self.failures = 0 if status == 200 else self.failures + 1
        return data if status == 200 else None


def _stamp(day: Date | None) -> str:
    """Return a date as the digits of its known parts, ``201904`` for April 2019."""
    if day is None or not day.parts:
        return ""
    return "".join(f"{number:0{4 if index == 0 else 2}d}" for index, number in enumerate(day.parts[0]))
