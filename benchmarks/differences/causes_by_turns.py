"""Causes that turn the style or the items: ours prints the text as if what citeproc-js makes of them were right."""
# ruff: noqa: E501 - values and patterns are read whole

from __future__ import annotations

from benchmarks.differences.asking import holds, style_has
from benchmarks.differences.cause import Cause
from benchmarks.differences.levels import as_it_is
from benchmarks.differences.turning import (
    Turn,
    by_annote,
    labelled,
    last_alone,
    several,
    with_dates_alone_in_keys,
    with_given_names,
    with_initials_off,
    with_its_author,
    without_affixes_of_counts,
    without_affixes_of_et_al,
    without_limits_below_what_is_shown,
    without_telling_apart,
)

_SEVERAL = ("1/2", "1980/81", "1–12; 15", "1-2-3", "3–4—5", "70-18", "3-4", "1,234", "12-1–12-9", "7 u. 9")

BY_TURNS: tuple[Cause, ...] = (
    Cause(
        "affixes of a number of names", "ours",
        "Affixes: cs:names has them, whatever the form of its names; citeproc-js loses them at form=\"count\".",
        as_it_is, style_has('form="count"'), turns=(Turn(style=without_affixes_of_counts),),
    ),
    Cause(
        "affixes of et al.", "ours",
        "Affixes: cs:et-al has them as other elements; citeproc-js loses them where the term is not its own.",
        as_it_is, style_has("<et-al [^>]*fix="), turns=(Turn(style=without_affixes_of_et_al),),
    ),
    Cause(
        "et al. where fewer names are cut short than are shown", "ours",
        "et-al-use-first: so many names are rendered before et al., where there are at least et-al-min; citeproc-js does nothing where it is the greater.",
        as_it_is, style_has("use-first"), turns=(Turn(style=without_limits_below_what_is_shown),),
    ),
    Cause(
        "no name before the ellipsis", "ours",
        "et-al-use-last: the truncated list, the ellipsis and the last name; citeproc-js prints the last name alone from et-al-min=\"2\" on.",
        as_it_is, style_has('et-al-use-last="true"'), turns=(Turn(item=last_alone), Turn(item=last_alone, style=without_telling_apart)),
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
        "what is no number, or one, taken for several", "ours",
        "is-numeric: numbers may be separated by a comma, hyphen or ampersand: neither by a slash nor a semicolon, nor are 1-2-3 and 70-18 ranges.",
        as_it_is, style_has("is-numeric|<label"), turns=(several(*_SEVERAL),),
    ),
    Cause(
        "two numbers in roman capitals", "ours",
        "Label: plural where the variable has several numbers, as III-IV has.",
        as_it_is, holds("III-IV"), turns=(labelled("III-IV"),),
    ),
    Cause(
        "keys of a date and more", "ours",
        "Sorting: the key is what the macro prints; citeproc-js sorts a macro with a date by the date alone.",
        as_it_is, style_has('<key [^>]*macro='), turns=(Turn(style=with_dates_alone_in_keys),),
    ),
    Cause(
        "the order of an unsorted bibliography", "ours",
        "Sorting: entries appear in the order in which they are cited, which is that of the cites as they are printed.",
        as_it_is, style_has("<citation[^>]*><sort>"), turns=(Turn(style=by_annote, cited=True),),
    ),
    Cause(
        "authors left out that do not come first", "ours",
        "A cite without its author has none, wherever the style has it; citeproc-js leaves out what comes first alone.",
        as_it_is, lambda about: any("suppress-author" in cite for cite in about.get("cites", ())), turns=(Turn(cite=with_its_author),),
    ),
)  # fmt: skip
