"""How citeproc-js reads what items and cites hold, where ours is right to read it otherwise."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from benchmarks.differences.asking import About
from benchmarks.differences.revaluing import (
    SHIELD,
    Reading,
    dates_instead,
    names_instead,
    numbers_instead,
    same,
    texts_instead,
    without,
)
from benchmarks.differences.values import NUMBERED

SLASHED = numbers_instead(r"\d+/\d+|\d+ of \d+")
LISTED = numbers_instead(r"[\d–-]+; ?[\d–-]+", several=True)
LETTERED = numbers_instead(r"\d+[a-z][–-][a-z]", several=True)

SPACED = numbers_instead(r"\d+ – \d+", several=True, sign="–")

UNSIGNED = texts_instead(lambda name, value: re.sub(r"^-(\d+)$", rf"\1{SHIELD}", value) if name in NUMBERED else value)
"""Numbers without the sign that makes them no numbers."""

UNLABELLED = texts_instead(
    lambda name, value: re.sub(r"^(?:vols?|nos?|pp?|ch|art)\. ?(?=\d+$)", "", value) if name in NUMBERED else value
)
"""Numbers without the abbreviation that the data has before them."""

FIRST_OF_PAGES = without("page-first")

_HEADS = re.compile(r"^([A-Z][a-z]+)(?=:)", re.MULTILINE)
LINES_KEPT = texts_instead(lambda name, value: _HEADS.sub(rf"\1{SHIELD}", value) if name == "note" else value)
"""Lines of a note that begin with a variable in upper case."""


def _half_a_page(item: About) -> About:
    page = str(item.get("page", ""))
    return {**item, "page-first": page.split("-")[0]} if re.fullmatch(r"\d+-\d+[–-]\d+-\d+", page) else item


HALF_A_PAGE = Reading(_half_a_page)
"""The first page of 12-1–12-9 as 12."""


def _seasonless(date: Mapping[str, Any]) -> Mapping[str, Any]:
    words = str(date.get("raw", ""))
    if re.fullmatch(r"(?:Spring|Summer|Autumn|Winter) \d{4}", words):
        return {"date-parts": [[int(words[-4:])]]}
    return {name: value for name, value in date.items() if name != "season" or isinstance(value, int)}


SEASONLESS = dates_instead(_seasonless)
"""Seasons in words left out."""


def _others(item: About, role: str) -> Any:
    if role != "translator" or item.get("translator") != item.get("editor"):
        return same
    return lambda one: {
        name: f"{value}{SHIELD}" if name in ("family", "literal") else value for name, value in one.items()
    }


TRANSLATORS_APART = names_instead(_others)
"""Translators who are the editors as others."""


def _in_fixed_order(item: About, _role: str) -> Any:
    if str(item.get("language", ""))[:2] not in ("zh", "ja", "ko"):
        return same
    return _fixed


def _fixed(one: About) -> About:
    if "family" not in one:
        return one
    given = re.sub(r"(?:,? (?:van|de|II))$", "", one.get("given", ""))
    kept = {name: one[name] for name in ("family", "non-dropping-particle") if name in one}
    return {**kept, "given": given, "static-ordering": True}


FIXED_ORDER = replace(names_instead(_in_fixed_order), back=lambda text: re.sub(r"\b([Aa]l-|[Dd]’)(?=\w)", r"\1 ", text))
"""All names of a work in Chinese, Japanese or Korean as such names: the family name first, without a suffix."""


def _own_title(item: About) -> About:
    return (
        item if item.get("author") or "title" not in item else {**item, "title": item["title"] + SHIELD * _place(item)}
    )


def _place(item: About) -> int:
    return int(re.sub(r"\D", "", str(item["id"])) or 0)


OWN_TITLES = Reading(_own_title)
"""Works without authors by titles that no other has."""
