"""The links that are known to be broken: a file beside the page, so that a run fails on new ones only."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from pathlib import Path

from ccsvi_refs.errors import InputError
from ccsvi_refs.files import contents
from ccsvi_refs.links.status import LinkStatus
from ccsvi_refs.location import Location
from ccsvi_refs.settings import LinkSettings

_SCHEMA = 1


def write(statuses: Iterable[LinkStatus]) -> str:
    """Return the baseline that takes every bad link among ``statuses`` as known, as JSON with one link a line."""
    found = sorted({(status.url, fault, status.reason) for status in statuses for fault in status.faults})
    rows = [json.dumps({"url": url, "verdict": verdict, "reason": reason}) for url, verdict, reason in found]
    listed = "\n" + ",\n".join(f"    {row}" for row in rows) + "\n  " if rows else ""
    return f'{{\n  "schema": {_SCHEMA},\n  "links": [{listed}]\n}}\n'


def read(path: Path) -> frozenset[tuple[str, str]]:
    """Return the known (address, verdict) pairs of a baseline file; InputError where it is none."""
    try:
        data = json.loads(contents(path))
        return frozenset((str(row["url"]), str(row["verdict"])) for row in data["links"])
    except InputError as error:
        raise InputError(f"the baseline cannot be read: {error.message}", error.location) from None
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", 0)
        raise InputError("the baseline is not JSON", Location(str(path), line)) from None
    except (KeyError, TypeError):
        raise InputError('the baseline needs a list "links" of "url" and "verdict"', Location(str(path))) from None


def known(settings: LinkSettings, *, may_miss: bool = False) -> frozenset[tuple[str, str]]:
    """Return the known pairs of the baseline that the settings name, none where they name none.

    ``may_miss`` where the file is about to be written, and may not be there yet.
    """
    if not settings.baseline or (may_miss and not settings.baseline.exists()):
        return frozenset()
    return read(settings.baseline)


def repaired(known_pairs: Collection[tuple[str, str]], statuses: Iterable[LinkStatus]) -> list[tuple[str, str]]:
    """Return the addresses of a baseline that are good again, each with what is said of it."""
    looked_at = list(statuses)
    alive = {status.url for status in looked_at if status.verdict in {"ok", "moved"}}
    bad = {(status.url, fault) for status in looked_at for fault in status.faults}
    return [
        (url, f"no longer {verdict}: its entry in the baseline can go")
        for url, verdict in sorted(known_pairs)
        if url in alive and (url, verdict) not in bad
    ]
