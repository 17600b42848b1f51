"""Sections of a bibliography: which items have an entry in one, by a test of one's own or by fields and values.

The four lists are those of citeproc-js: https://citeproc-js.readthedocs.io/en/latest/running.html#selective-output
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any

from ccsvi_refs.csl.extra import DATES
from ccsvi_refs.csl.item import Item, digits
from ccsvi_refs.csl.schema import VARIABLES
from ccsvi_refs.csl.values import TYPES
from ccsvi_refs.errors import SettingsError, meant, shown

Where = Callable[[Mapping[str, Any]], bool] | Mapping[str, Any]
"""A test of an item's data, or lists of fields and values: ``{"include": [{"field": "type", "value": "book"}]}``."""

_LISTS = ("include", "exclude", "select", "quash")
_FIELDS = VARIABLES | {"id", "type", "categories"}
_Condition = tuple[str, str]


def section(where: Where | None, items: Collection[Item]) -> Callable[[Item], bool]:
    """Return what tells whether an item is in a section: all are without ``where``.

    With ``include`` one condition has to hold, with ``select`` all of them, with ``exclude`` none; items for which all
    of ``quash`` hold are left out. SettingsError for a list, field or value that there is not.
    """
    if where is None:
        return _all
    if not isinstance(where, Mapping):
        if not callable(where):
            raise SettingsError(f"a section is a function or lists of fields and values, not {shown(where)}")
        test = where
        return lambda item: bool(test(item.data))
    lists = {name: [_condition(one, items) for one in _list(name, rows)] for name, rows in where.items()}
    return lambda item: _is_in(item, lists)


def _all(_item: Item) -> bool:
    return True


def _list(name: Any, rows: Any) -> list[Any] | tuple[Any, ...]:
    if name not in _LISTS:
        raise SettingsError(f"a section has no {name!r}{meant(str(name), _LISTS)}; there are {', '.join(_LISTS)}")
    if not isinstance(rows, list | tuple):
        raise SettingsError(f"the {name} of a section is a list of fields and values, not {shown(rows)}")
    return rows


def _condition(value: Any, items: Collection[Item]) -> _Condition:
    if not isinstance(value, Mapping) or value.keys() != {"field", "value"}:
        raise SettingsError(f"a condition of a section has a field and a value, not {shown(value)}")
    field, wanted = value["field"], value["value"]
    if not isinstance(field, str) or (field not in _FIELDS and not any(field in item.data for item in items)):
        raise SettingsError(f"there is no field {shown(field)} to choose a section by{meant(str(field), _FIELDS)}")
    if isinstance(wanted, bool) or not isinstance(wanted, str | int | float) or wanted != wanted:
        raise SettingsError(f"the value of a section's condition is a text or a number, not {shown(wanted)}")
    if field == "type" and wanted and wanted not in TYPES and all(item.data.get("type") != wanted for item in items):
        raise SettingsError(f"there is no type {shown(wanted)} to choose a section by{meant(str(wanted), TYPES)}")
    return field, wanted if isinstance(wanted, str) else digits(wanted)


def _is_in(item: Item, lists: Mapping[str, list[_Condition]]) -> bool:
    held = {name: [_holds(item, one) for one in conditions] for name, conditions in lists.items()}
    return (
        ("include" not in held or any(held["include"]))
        and all(held.get("select", ()))
        and not any(held.get("exclude", ()))
        and not (held.get("quash") and all(held["quash"]))
    )


def _holds(item: Item, condition: _Condition) -> bool:
    """Tell whether a field has a value, among others where it is a list; an empty value asks for no field."""
    field, wanted = condition
    values = [one for one in _values(item, field) if one]
    return wanted in values if wanted else not values


def _values(item: Item, field: str) -> Iterator[str]:
    if field == "id":
        yield item.id
        return
    for name in item.names(field):
        yield from (name.literal, name.family, " ".join(filter(None, (name.given, name.family))))
    if field in DATES and (date := item.date(field)) is not None:
        yield from (str(day.year) for day in (date.start, date.end) if day and day.year)
        yield date.literal
    if isinstance(found := item.data.get(field), list | tuple):
        yield from (one for one in found if isinstance(one, str))
    else:
        yield item.text(field)
