"""Causes that turn the style or the items: ours prints the text as if what citeproc-js makes of them were right."""
# ruff: noqa: E501 - values and patterns are read whole

from __future__ import annotations

from benchmarks.differences.asking import has, holds, some, style_has
from benchmarks.differences.cause import Cause
from benchmarks.differences.levels import as_it_is
from benchmarks.differences.turning import (
    Turn,
    labelled,
    last_alone,
    near_everywhere,
    other_translators,
    several,
    unhidden,
    with_given_names,
    with_initials_off,
    without,
    without_affixes_of_counts,
    without_limits_below_what_is_shown,
)

_SEVERAL = ("1/2", "1980/81", "1–12; 15", "1-2-3", "3–4—5", "70-18", "3-4", "1,234", "12-1–12-9")

BY_TURNS: tuple[Cause, ...] = (
    Cause(
        "affixes of a number of names", "ours",
        "Affixes: cs:names has them, whatever the form of its names; citeproc-js loses them at form=\"count\".",
        as_it_is, style_has('form="count"'), turns=(Turn(style=without_affixes_of_counts),),
    ),
    Cause(
        "et al. where fewer names are cut short than are shown", "ours",
        "et-al-use-first: so many names are rendered before et al., where there are at least et-al-min; citeproc-js does nothing where it is the greater.",
        as_it_is, style_has("use-first"), turns=(Turn(style=without_limits_below_what_is_shown),),
    ),
    Cause(
        "no name before the ellipsis", "ours",
        "et-al-use-last: the truncated list, the ellipsis and the last name; citeproc-js prints the last name alone from et-al-min=\"2\" on.",
        as_it_is, style_has('et-al-use-last="true"'), turns=(Turn(item=last_alone),),
    ),
    Cause(
        "initials that are asked for again", "ours",
        "Inheritance: name options on cs:name have precedence over those of cs:style; citeproc-js lets initialize=\"true\" pass.",
        as_it_is, style_has('initialize="true"'), turns=(Turn(style=with_initials_off),),
    ),
    Cause(
        "names of other roles spelled out", "ours",
        "givenname-disambiguation-rule: names are spelled out to tell cites apart, not those that the style prints with initials elsewhere.",
        as_it_is, style_has('disambiguate-add-givenname="true"'), turns=(Turn(style=with_given_names),),
    ),
    Cause(
        "near notes without notes", "ours",
        "near-note: the distance is counted in notes; a citation in the text has none.",
        as_it_is, style_has('class="in-text"'), turns=(Turn(style=near_everywhere),),
    ),
    Cause(
        "what is no number, or one, taken for several", "ours",
        "is-numeric: numbers may be separated by a comma, hyphen or ampersand: neither by a slash nor a semicolon, nor are 1-2-3 and 70-18 ranges.",
        as_it_is, some(lambda item: any(value in item.values() for value in _SEVERAL)), turns=tuple(several(*_SEVERAL)),
    ),
    Cause(
        "two numbers in roman capitals", "ours",
        "Label: plural where the variable has several numbers, as III-IV has.",
        as_it_is, holds("III-IV"), turns=tuple(labelled("III-IV")),
    ),
    Cause(
        "the old name of the title of an event", "ours",
        "event: deprecated, event-title is to be used; ours reads the one for the other, citeproc-js in some conditions alone.",
        as_it_is, has("event"), turns=(Turn(item=without("event")), Turn(item=without("event", "event-title"))),
    ),
    Cause(
        "editors who are the translators", "ours",
        "names: editor and translator that are the same are printed once, with the term editortranslator.",
        as_it_is, some(lambda item: item.get("editor") is not None and item.get("editor") == item.get("translator")),
        turns=(Turn(item=other_translators, text=unhidden),),
    ),
)  # fmt: skip
