"""Causes that lie in how citeproc-js reads items and cites: ours prints the text as it would be of what it reads."""

from __future__ import annotations

from benchmarks.differences import readings
from benchmarks.differences.cause import Cause
from benchmarks.differences.levels import as_it_is
from benchmarks.differences.revaluing import Reading, retold, shows
from benchmarks.differences.turning import Turn, locators


def _read(name: str, reason: str, reading: Reading, *turns: Turn) -> Cause:
    return Cause(name, "ours", reason, as_it_is, shows(reading), retold=retold(reading), reading=reading, turns=turns)


IN_READINGS: tuple[Cause, ...] = (
    _read(
        "numbers with a slash",
        "is-numeric: numbers may be separated by a comma, hyphen or ampersand; a slash and an `of` are none of these.",
        readings.SLASHED,
    ),
    _read(
        "numbers with a semicolon",
        "is-numeric: numbers may be separated by a comma, hyphen or ampersand; a semicolon is none of these.",
        readings.LISTED,
    ),
    _read(
        "spaces around the dash of a number",
        "Number: numbers separated by a hyphen are stripped of intervening spaces.",
        readings.SPACED,
    ),
    _read(
        "a sign before a number",
        "A field is printed as it is: -5 is not 5.",
        readings.UNSIGNED,
    ),
    _read(
        "letters behind a number",
        "is-numeric, label: 12a–b is one number, of which two parts are meant, and no two numbers.",
        readings.LETTERED,
        locators("12a–b"),
    ),
    _read(
        "a label in the value",
        "A field is printed as it is: `vol. 3` in number is no article 3.",
        readings.UNLABELLED,
    ),
    _read(
        "a first page of its own",
        "page-first: the first page of the range; the item says which, and citeproc-js passes it over.",
        readings.FIRST_OF_PAGES,
    ),
    _read(
        "the first of pages with hyphens of their own",
        "page-first: the first page of 12-1–12-9 is 12-1.",
        readings.HALF_A_PAGE,
    ),
    _read(
        "lines of a note in upper case",
        "note: reference managers write `Publisher: Doe` for the variable; citeproc-js takes lower case alone.",
        readings.LINES_KEPT,
    ),
    _read(
        "a season in words left out",
        "Dates: a season is rendered in place of the month; citeproc-js loses words for one.",
        readings.SEASONLESS,
    ),
    _read(
        "editors who are the translators, printed twice",
        "names: editor and translator that are the same are printed once, with the term editortranslator.",
        readings.TRANSLATORS_APART,
    ),
    _read(
        "names of works in Chinese in a fixed order",
        "Name-part order goes by the script of the individual name; an item's language is no reason.",
        readings.FIXED_ORDER,
    ),
    _read(
        "works without names by their titles",
        "Cite grouping, collapsing: names include output rendered through cs:substitute, such as titles.",
        readings.OWN_TITLES,
    ),
)
