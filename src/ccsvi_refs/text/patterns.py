"""Regular expressions that are compiled when they are first used.

Those that hold the words of many languages take tenths of a second to compile; a command that reads no page does not
wait for them.
"""

from __future__ import annotations

import re
from typing import Any, cast


class _Awaited:
    """A pattern until it is used: what is asked of it is asked of the compiled one, and kept."""

    def __init__(self, source: str, flags: int) -> None:
        self.pattern = source
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        compiled = re.compile(self.pattern, self._flags)
        for each in ("search", "match", "fullmatch", "finditer", "findall", "split", "sub", "subn", "groupindex"):
            setattr(self, each, getattr(compiled, each))
        return getattr(compiled, name)


def when_used(source: str, flags: int = 0) -> re.Pattern[str]:
    """Return what may be used as the compiled expression; re.error where it is first used, if it is none."""
    return cast("re.Pattern[str]", _Awaited(source, flags))
