"""What an INPUT that is not there may have meant: an address, a name with blanks, one that is spelt nearly so."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import islice
from pathlib import PurePath
from urllib.parse import unquote, urlsplit

from ccsvi_refs import formats
from ccsvi_refs.pages import foreign, loading

#: An address whose scheme is misspelt, or lost a slash: ``https:/example.org``, ``htp://example.org``.
_ALMOST = re.compile(r"h?t{1,3}ps?s?:/{0,3}(?=[^\s/:]+\.[^\s/:]+)", re.IGNORECASE)
#: A host, and what may follow one.
_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+([a-z]{2,24})(?::\d+)?(?:[/?#]\S*)?", re.IGNORECASE)
#: Files of a folder that are looked at for a name like the one given, and kinds of files that are named.
_MOST, _FEW = 5000, 5


def instead(source: str, sources: Sequence[str]) -> str:
    """Return what to do about an INPUT that is no file, given all INPUTs beside it; empty where nobody can tell."""
    if source.lower().startswith("file:"):
        return f"; name a file by its path: {unquote(urlsplit(source).path)}"
    if almost := _ALMOST.match(source):
        return f"; did you mean the address https://{source[almost.end() :]}?"
    if whole := _in_parts(source, sources):
        return f'; a name with blanks goes into quotes: "{whole}"'
    if near := _near(source):
        return f"; did you mean {near}?"
    host = _HOST.fullmatch(source)
    if host and (
        source.lower().startswith("www.") or host[1].lower() == "org" or not _is_ending(f".{host[1].lower()}")
    ):
        return f"; if it is a page's address: https://{source}"
    return ""


def held(paths: Iterable[str]) -> str:
    """Return what files of other kinds a folder holds, and how one of them is read; empty where it holds none."""
    kinds = Counter(PurePath(path).suffix.lower() or "without an ending" for path in paths)
    if not kinds:
        return ", nor any other file"
    named = ", ".join(f"{number} {kind}" for kind, number in kinds.most_common(_FEW))
    readable = next((kind for kind, _number in kinds.most_common() if _is_read(kind)), "")
    how = f"; --include '*{readable}' reads those, too" if readable else "; name a file itself to hear what can be done"
    return f", but {named}{how}"


def _is_ending(suffix: str) -> bool:
    """Return whether files have such an ending, be they read or not."""
    return _is_read(suffix) or foreign.is_known(suffix)


def _is_read(suffix: str) -> bool:
    return suffix in loading.SUFFIXES or suffix in formats.SUFFIXES


def _in_parts(source: str, sources: Sequence[str]) -> str:
    """Return the file that a shell has taken apart at its blanks, this INPUT one of the parts; empty for none."""
    at = list(sources).index(source) if source in sources else 0
    for first in range(at + 1):
        for last in range(len(sources), at, -1):
            whole = " ".join(sources[first:last])
            if last - first > 1 and len(whole) < _MOST and os.path.exists(whole):  # noqa: PTH110  # it may hold a null byte
                return whole
    return ""


def _near(source: str) -> str:
    """Return the file of the same folder whose name comes nearest, empty where none comes near."""
    from difflib import get_close_matches

    folder, name = os.path.split(source)
    try:
        with os.scandir(folder or ".") as entries:
            names = [entry.name for entry in islice(entries, _MOST)]
    except (OSError, ValueError):
        return ""
    spelt = {each.lower(): each for each in names}
    return next((os.path.join(folder, spelt[low]) for low in get_close_matches(name.lower(), spelt, 1, 0.75)), "")  # noqa: PTH118  # as it was given
