"""What of the audit's findings is to be told, how grave each is, and which are accepted."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from ccsvi_refs.errors import SettingsError, meant
from ccsvi_refs.frozen import FrozenDict
from ccsvi_refs.settings.values import settle

#: How a rule is to be taken: not at all, as the register has it, or with a severity of one's own.
Level = Literal["off", "on", "info", "warning", "error"]
#: Rules by their codes, each with its level.
Levels = Mapping[str, Level]

_LEVELS = get_args(Level)
_SPELT = {False: "off", True: "on"}


@dataclass(frozen=True, slots=True)
class AcceptedFinding:
    """A finding that fails nothing: its rule, what it is about, why it is accepted and the last day of that.

    ``reference`` and ``path`` are ``*`` patterns, ``cited`` is the cited value itself; one that is empty fits all.
    """

    rule: str = ""
    reference: str = ""
    path: str = ""
    cited: str = ""
    reason: str = ""
    until: datetime.date | None = None

    def __post_init__(self) -> None:
        settle(self)


def levels(value: object, place: str) -> Levels:
    """Return the levels that a table gives to rules; SettingsError where one is none."""
    if not isinstance(value, Mapping):
        raise SettingsError(f"{place}: expected a table of rules, found {value!r}")
    found = {}
    for code, level in value.items():
        spelt = _SPELT[level] if isinstance(level, bool) else level
        if spelt not in _LEVELS:
            instead = meant(str(level), _LEVELS, 1)
            raise SettingsError(f"{place}.{code}: expected one of {', '.join(_LEVELS)}, found {level!r}{instead}")
        found[str(code)] = spelt
    return FrozenDict(found)
