"""Causes that lie in the document: positions, the order of cites, names that a citation leaves out.

Each is ``retold``: ours prints the text as the cause would have it.
"""
# ruff: noqa: E501 - values and patterns are read whole

from __future__ import annotations

import re

from benchmarks.differences.asking import (
    after_several,
    alike,
    has,
    leaves_out,
    nameless,
    out_of_time,
    some,
    style_has,
)
from benchmarks.differences.cause import Cause
from benchmarks.differences.groups import beside_nothing
from benchmarks.differences.levels import as_it_is
from benchmarks.differences.retelling import (
    reordered,
    with_authors_back,
    with_authors_counted,
    with_conditions,
    with_ibid,
    with_initialize_off,
    with_later_limits,
    with_names,
    with_near_notes,
    with_old_event,
    with_one_group,
    with_terms_of_all_regions,
    without_after_collapse,
)
from benchmarks.differences.turning import Turn, near_everywhere, without

IN_DOCUMENTS: tuple[Cause, ...] = (
    Cause(
        "words beside nothing", "ours",
        "Group, label: words and labels are suppressed where all variables of their group are empty, also where a macro in it calls none.",
        as_it_is, retold=beside_nothing,
    ),
    Cause(
        "initials asked for inside what asks for none", "ours",
        "Inheritable name options: an attribute on cs:name counts before the same one on cs:style or cs:citation.",
        as_it_is, style_has('(?s)initialize="false".*<name [^>]*initialize="true"|<name [^>]*initialize="true".*initialize="false"'), retold=with_initialize_off,
    ),
    Cause(
        "terms for another region", "ours",
        "Locale fallback: from a dialect to its primary dialect and to the language, not from one region to another.",
        as_it_is, style_has(r'<locale xml:lang="[a-z]{2}-[A-Z]{2}"'), retold=with_terms_of_all_regions,
    ),
    Cause(
        "delimiters of cites without names", "ours",
        "Cite grouping is of cites with identical names; those of labels or numbers alone have none.",
        as_it_is, lambda about: len(about.get("cites", ())) > 1 and style_has('collapse="year|cite-group-delimiter')(about) and not re.search("<names", about["xml"].partition("<citation")[2].partition("</citation")[0]),
        retold=with_one_group,
    ),
    Cause(
        "the delimiter after what is not collapsed", "ours",
        "after-collapse-delimiter: the cite delimiter to be used after a collapsed cite group.",
        as_it_is, style_has("after-collapse-delimiter"), retold=without_after_collapse,
    ),
    Cause(
        "ibid. after a citation of several works", "ours",
        "position: the previous citation consists of a single cite referencing the same item.",
        as_it_is, after_several, retold=with_ibid,
    ),
    Cause(
        "a condition that tells nothing apart", "ours",
        "disambiguate: only rendered if it disambiguates two otherwise identical citations.",
        as_it_is, style_has('disambiguate="true"'), retold=with_conditions,
    ),
    Cause(
        "first cites of styles with limits for later ones", "ours",
        "et-al-subsequent-min: for later cites; citeproc-js has the names of later cites in the first as well.",
        as_it_is, lambda about: "cites" in about and style_has("et-al-subsequent-")(about), retold=with_later_limits,
    ),
    Cause(
        "the order of works without names or year", "ours",
        "Sorting: an empty key comes last, years before our era come first.",
        as_it_is, lambda about: 1 < len(about.get("cites", ())) < 5 and some(lambda item: out_of_time(item) or nameless(item))(about),
        retold=reordered,
    ),
    Cause(
        "the order of works with the same first author", "ours",
        "Sorting: et-al-min and et-al-use-first count in keys, so that the next key decides among lists cut short.",
        as_it_is, lambda about: 1 < len(about.get("cites", ())) < 5 and alike(about), retold=reordered,
    ),
    Cause(
        "the order of names in other scripts", "open",
        "Sorting: the specification leaves collation to the processor; ours has alphabets, Han by code point.",
        as_it_is, lambda about: 1 < len(about.get("cites", ())) < 5, retold=reordered,
    ),
    Cause(
        "words in place of suppressed names", "ours",
        "Cite grouping: names include output rendered through cs:substitute; a cite without its author has neither.",
        as_it_is, leaves_out, retold=with_names,
    ),
    Cause(
        "authors named alone count as cites", "ours",
        "The specification knows no such citation; ours: who names authors in a sentence has cited nothing yet, and prints names alone.",
        as_it_is, lambda about: about.get("mode") == "author-only" or "author-only" in about.get("modes", ()), retold=with_authors_counted,
    ),
    Cause(
        "authors left out come back", "ours",
        "A citation without its authors has none when a later edit prints it anew; citeproc-js forgets it.",
        as_it_is, lambda about: about.get("mode") in ("suppress-author", "composite"), retold=with_authors_back,
    ),
    Cause(
        "the old name of the title of an event", "ours",
        "event: deprecated, event-title is to be used; ours reads the one for the other, citeproc-js has two variables.",
        as_it_is, has("event"), retold=with_old_event,
        turns=(Turn(item=without("event")), Turn(item=without("event", "event-title"))),
    ),
    Cause(
        "near notes without notes", "ours",
        "near-note: the distance is counted in notes; a citation in the text has none.",
        as_it_is, style_has('(?s)class="in-text".*near-note'), retold=with_near_notes, turns=(Turn(style=near_everywhere),),
    ),
)  # fmt: skip
