"""Causes that lie in what styles do with names, groups and affixes."""
# ruff: noqa: E501 - values and patterns are read whole

from __future__ import annotations

import re

from benchmarks.differences.asking import (
    is_one_first_author,
    marks_between,
    nameless,
    nameless_entry,
    others_named,
    some,
    style_has,
)
from benchmarks.differences.cause import Cause
from benchmarks.differences.levels import (
    FOREIGN,
    MARKS,
    as_it_is,
    conjunctions,
    family_first,
    more_marks,
    sub,
    two_at_quotes,
    weighed,
)
from benchmarks.differences.turning import (
    Turn,
    other_translators,
    unhidden,
    without_prefix_of_layouts,
    without_suffix_of_layouts,
)

IN_STYLES: tuple[Cause, ...] = (
    Cause(
        "two marks where one is enough", "ours",
        "The specification is silent; a full stop after ? or !, and a colon after a semicolon, are nobody's wish.",
        weighed, shows=more_marks,
    ),
    Cause(
        "two marks of which the first is enough", "ours",
        "The specification is silent; `2009;:100` and `Vol S1.; 2012` have one too many.",
        sub(rf"([{MARKS}])(?:[”’»\"\s]*[{MARKS}])+", r"\1"), shows=more_marks,
    ),
    Cause(
        "a label beside a label", "ours",
        "Label: it is rendered once beside its number; a term or a prefix of the style's that says the same is not said again.",
        sub(r"\b(?:pp?|S|s)\. ?(?=(?:pp?|S|s)\.)", ""), shows=lambda theirs, _ours: re.search(r"\b(?:pp?|S|s)\. ?(?:pp?|S|s)\.", theirs) is not None,
    ),
    Cause(
        "the order of marks at the end of a quotation", "ours",
        "Affixes: they stand in the order of the elements that have them, that of the inner one first.",
        two_at_quotes, shows=lambda _theirs, ours: re.search("[.,;:]{2}[”»]", ours) is not None,
    ),
    Cause(
        "sentence case of names", "ours",
        "Text-case: sentence case keeps words with capitals inside, such as the second half of a family name.",
        sub("(?<=Müller-)l(?=üdenscheidt)", "L"), style_has('<name-part [^>]*text-case="sentence"'),
    ),
    Cause(
        "the conjunction and et al. of other scripts", "ours",
        "et-al-use-first: separated by a space; delimiter-precedes-last: contextual, from three names on; citeproc-js drops both before a term that begins with no Latin letter.",
        lambda text: re.sub(rf"[;,/·]? ?({FOREIGN}) ?", r"\1", text),
        lambda about: bool(re.search(FOREIGN, "".join(about["texts"]))),
    ),
    Cause(
        "the delimiter of names before an organisation", "ours",
        "delimiter and delimiter-precedes-last on cs:name are for names in a name variable, whoever they are; citeproc-js has a comma of its own there.",
        lambda text: re.sub(rf"(?:,? ?(?:{conjunctions()})|[;,/·.-])? ?(?=Department of Health|World Health|LIGO|中华人民)", ", ", text),
        some(lambda item: any("literal" in one for value in item.values() if isinstance(value, list) for one in value)),
    ),
    Cause(
        "editors who are the translators", "ours",
        "names: editor and translator that are the same are printed once, with the term editortranslator.",
        sub(r"(?:\(|, )?(?:Plato|J\. A\. Doe).{0,20}(?:[Ee]d|[Tt]rans).{0,24}?(?:[Tt]rans|[Ee]d)\w*\.?\)?(?:, |\))?|\bPlato, ", ""),
        lambda about: "cites" in about or about.get("editor") == about.get("translator"),
        turns=(Turn(item=other_translators, text=unhidden),),
    ),
    Cause(
        "names outside the citation spelled out", "ours",
        "givenname-disambiguation-rule: by-cite, the default, is for cites that are ambiguous; the other rules for their names, not those of a bibliography.",
        sub(r"\b(Roe,? )?\b(?:Alice|Albert|A)\b\.?(,? Roe\b)?", r"\1A\2", re.IGNORECASE), lambda about: "cites" not in about or some(others_named("Roe"))(about),
    ),
    Cause(
        "first authors who are one person spelled out", "ours",
        "givenname-disambiguation-rule: primary-name is for the names of first authors; citeproc-js looks at those of others as well.",
        sub(r"\b(?:Alice|Albert|A\.?) (?=Roe\b)", ""), is_one_first_author("Roe"),
    ),
    Cause(
        "a dash for a title in another case", "ours",
        "subsequent-author-substitute replaces what also occurs in the entry before; it does not where an item's language changes its case.",
        sub(r"^[«“‘\"]?(?:[—-]{2,}|[^«“‘\".]*[^«“‘\".]*?)(?=[.,»”’])", "~"), nameless_entry,
        shows=lambda theirs, ours: re.match(r"[«“‘\"]?[—-]{2,}", theirs) is not None and not re.match(r"[«“‘\"]?[—-]{2,}", ours),
    ),
    Cause(
        "delimiters after what is no group", "ours",
        "Cite grouping is of cites with identical names; a cite without names or with others is of no group.",
        lambda text: re.sub(" ?;", ",", text),
        lambda about: len(about.get("cites", ())) > 1 and style_has('collapse="year|cite-group-delimiter')(about), shows=marks_between,
    ),
    Cause(
        "names of works in Chinese in the order of an index", "ours",
        "Name-part order goes by the script of the individual name; an item's language is no reason.",
        family_first, some(lambda item: str(item.get("language", ""))[:2] in ("zh", "ja")),
    ),
    Cause(
        "periods inside a macro whose periods are stripped", "ours",
        "strip-periods: any periods in the rendered text are removed, also those that a macro's affixes have.",
        sub(r"\.", ""), style_has(r'macro="[^"]*" [^>]*strip-periods="true"'),
    ),
    Cause(
        "brackets inside brackets", "open",
        "The specification is silent; citeproc-js turns inner round brackets into square ones.",
        lambda text: text.replace("[", "(").replace("]", ")"),
    ),
    Cause(
        "a comma before et al. behind an organisation", "ours",
        "delimiter-precedes-et-al: after-inverted-name; no name of an organisation is inverted.",
        sub(r"(?<=Care|tion),? (et al|u\. ?a|e\. ?a)\b", r" \1"), some(lambda item: "literal" in (item.get("author") or [{}])[0]),
    ),
    Cause(
        "what joined names that are left out", "ours",
        "Delimiters stand between what is rendered: none opens a cite whose names are left out.",
        sub(r"(^|[(\[]|;)[ ,;:.]+(?=\S)|,(?= [(\[\d])", r"\1"),
        lambda about: bool(about.get("mode")) or any("suppress-author" in cite for cite in about.get("cites", ())),
    ),
    Cause(
        "the delimiter before an ellipsis", "ours",
        "et-al-use-last: the name delimiter, the ellipsis and the last name follow the names.",
        sub(r",? …", " …"), style_has("et-al-use-last"),
    ),
    Cause(
        "hyphens in given names that are not initials", "ours",
        "initialize-with-hyphen: whether hyphens stand between initials; a name that is written out keeps its own.",
        sub(r"\b(Xiao|Jean)[- ](ming|Pierre)\b", r"\1-\2"), style_has("initialize"),
    ),
    Cause(
        "a comma by names that are not inverted", "ours",
        "delimiter-precedes-last, delimiter-precedes-et-al: after-inverted-name asks for an inverted name before.",
        sub(r",(?= (?:and|&|et|und|y|en|e|et al\.?|u\. a\.|and others) ?)", ""), style_has('="after-inverted-name"'),
    ),
    Cause(
        "a layout's prefix lost", "ours",
        "Affixes: those of cs:layout stand around the whole; citeproc-js loses them where the first element prints nothing.",
        as_it_is, style_has("<layout[^>]* prefix="), turns=(Turn(style=without_prefix_of_layouts),),
    ),
    Cause(
        "a layout's suffix lost", "ours",
        "Affixes: those of cs:layout stand around the whole; citeproc-js loses them where the last cite or element prints nothing.",
        as_it_is, style_has("<layout[^>]* suffix="), turns=(Turn(style=without_suffix_of_layouts),),
    ),
    Cause(
        "a capital behind names that print nothing", "open",
        "The specification is silent: citeproc-js begins a text with a capital, `[1] (N.d.)`, unless names stand before that print nothing.",
        sub(r"(?<=[(\[ ])[^\W\d_](?=\.?\s?[^\W\d_]{0,3}\.)", lambda found: found[0].lower()), some(nameless),
    ),
    Cause(
        "a capital at the start where something before prints nothing", "ours",
        "The specification is silent: a term that opens a note or an entry begins with a capital; that an element before it is empty is nothing to a reader.",
        sub(r"^(\W*)(\w)", lambda found: found[1] + found[2].lower()),
        shows=lambda theirs, ours: next(filter(str.isalnum, theirs), "").islower() and next(filter(str.isalnum, ours), "").isupper(),
    ),
)  # fmt: skip
