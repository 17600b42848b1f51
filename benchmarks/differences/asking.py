"""What tells whether a difference can have a cause: questions to its items, its style and both texts."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

About = dict[str, Any]


def items(about: About) -> list[About]:
    """Return the item, or those that a citation cites."""
    return list(about["items"]) if "cites" in about else [about]


def some(test: Callable[[About], object]) -> Callable[[About], bool]:
    return lambda about: any(map(test, items(about)))


def has(*names: str) -> Callable[[About], bool]:
    return some(lambda item: any(name in item for name in names))


def holds(value: str) -> Callable[[About], bool]:
    return some(lambda item: value in item.values())


def cites_hold(value: str) -> Callable[[About], bool]:
    return lambda about: any(value in cite.values() for cite in about.get("cites", ()))


def year(item: About) -> int | None:
    parts = item.get("issued", {}).get("date-parts")
    return int(parts[0][0]) if parts else None


def out_of_time(item: About) -> bool:
    """Tell whether a work has no year, words for one, or one before our era."""
    found = year(item)
    return found is None or found < 0


def style_has(pattern: str) -> Callable[[About], bool]:
    """Return what tells whether the style has this in its XML."""
    return lambda about: re.search(pattern, about["xml"]) is not None


def ranged(item: About) -> bool:
    """Tell whether a date of an item is a range, or may be one by its words."""
    dates = (value for value in item.values() if isinstance(value, dict))
    return any(len(one.get("date-parts", ())) > 1 or "raw" in one for one in dates)


def nameless(item: About) -> bool:
    return not item.get("author")


def alike(about: About) -> bool:
    """Tell whether two works cited have the same first author, which is all that a short list shows."""
    firsts = [json.dumps(item["author"][0].get("family")) for item in about.get("items", ()) if item.get("author")]
    return len(firsts) > len(set(firsts))


def after_several(about: About) -> bool:
    """Tell whether the citation before has several cites, or stands in the same note, or names authors alone."""
    before = about.get("before")
    if not before or "cites" not in about or not re.search(r'position="[^"]*ibid', about["xml"]):
        return False
    return len(before["cites"]) > 1 or before.get("mode") == "author-only" or before["note"] == about["note"]


def leaves_out(about: About) -> bool:
    """Tell whether a cite leaves out what stands in place of its author."""
    cites = about.get("cites", ())
    if about.get("mode") in ("composite", "suppress-author"):
        return nameless(about["items"][0])
    return any(
        "suppress-author" in cite and nameless(item) for cite, item in zip(cites, about.get("items", ()), strict=True)
    )


def marks_between(theirs: str, ours: str) -> bool:
    """Tell whether two texts have as many commas and semicolons, but up to three that could stand between cites."""
    commas, semicolons = theirs.count(",") - ours.count(","), theirs.count(";") - ours.count(";")
    return commas + semicolons == 0 and 0 < abs(commas) < 4


def nameless_entry(about: About) -> bool:
    """Tell whether an entry is of a work without authors in another language than its style."""
    return "cites" not in about and nameless(about) and bool(about.get("language"))


def is_one_first_author(family: str) -> Callable[[About], bool]:
    """Return what tells whether first authors are told apart, and one alone in all cites is so named."""

    def test(about: About) -> bool:
        if "cites" not in about or not style_has('givenname-disambiguation-rule="primary-name')(about):
            return False
        firsts = [(item["id"], item["author"][0]) for item in about.get("cited", ()) if item.get("author")]
        found = {one.get("given"): key for key, one in firsts if one.get("family") == family}
        return sum(family in about["again"](cites=[{"id": key}]) for key in found.values()) == 1

    return test


def others_named(family: str) -> Callable[[About], bool]:
    """Return what tells whether a person of this name is other than the author of an item."""

    def test(item: About) -> bool:
        lists = (value for name, value in item.items() if name != "author" and isinstance(value, list))
        return any(one.get("family") == family for value in lists for one in value)

    return test
