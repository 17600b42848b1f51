"""The attributes of cs:citation that join its cites.

https://docs.citationstyles.org/en/stable/specification.html#cite-collapsing
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Joints:
    """The delimiters of a citation and how it collapses.

    ``continued`` stands after a cite with words of its own; ``years`` tells whether a year that repeats is left out,
    ``strict`` that one beside a locator is not.
    """

    collapse: str
    delimiter: str
    group: str
    after_collapse: str
    continued: str
    year_suffix: str
    years: bool
    grouped: bool
    moves: bool
    by_names: bool
    strict: bool


def read_joints(attrs: Mapping[str, str], delimiter: str, sorts: bool, in_note: bool, strict: bool) -> Joints:
    """Return the attributes of cs:citation that join cites; cites are moved into groups where citations are sorted."""
    collapse = attrs.get("collapse", "")
    by_year = collapse in ("year", "year-suffix", "year-suffix-ranged")
    usual = delimiter if in_note or "after-collapse-delimiter" in attrs else ", "
    group = attrs.get("cite-group-delimiter") or usual  # an empty one would glue years together
    return Joints(
        collapse=collapse,
        delimiter=delimiter,
        group=group,
        after_collapse=attrs.get("after-collapse-delimiter", delimiter),
        continued=attrs.get("after-collapse-delimiter", group),
        year_suffix=attrs.get("year-suffix-delimiter", attrs.get("cite-group-delimiter", delimiter)),
        years=by_year and collapse != "year" and attrs.get("disambiguate-add-year-suffix") == "true",
        grouped=by_year or "cite-group-delimiter" in attrs,
        moves=sorts,
        by_names=bool((collapse and not in_note) or attrs.get("cite-group-delimiter")),
        strict=strict,
    )
