"""Causes that lie in the values of fields: numbers, dates, letters and marks."""
# ruff: noqa: E501 - values and patterns are read whole

from __future__ import annotations

import re

from benchmarks.differences.asking import cites_hold, has, holds, ranged, some, style_has, year
from benchmarks.differences.cause import Cause
from benchmarks.differences.levels import ERAS, LABELS, bare_ranges, seasons, sub, without_ordinals
from benchmarks.differences.turning import Turn, labelled, unhidden, with_lines_taken_out

IN_VALUES: tuple[Cause, ...] = (
    Cause(
        "a DOI that is given as an address", "ours",
        "The style writes https://doi.org/ before the variable; the address twice leads nowhere.",
        sub(r"(?:https?://)?(?:dx\.)?doi\.org/", "", re.IGNORECASE),
        has("DOI"),
    ),
    Cause(
        "title case of labels beside a jurisdiction", "ours",
        "Text-case: it is for labels and terms as well; citeproc-js keeps these, too, where it keeps the titles of laws.",
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
        sub(r"\b(X|J)(?:\.?[ -]{1,2}(?:ming|ichi)\b|\.)", r"\1"),
    ),
    Cause(
        "pages with hyphens of their own", "ours",
        "page-range-format rewrites ranges of numbers; 12-1–12-9 is none, 12-19 a page that nobody cited.",
        sub(r"12[-–‑]1[-–‑]12[-–‑]1?9", "12-1–12-9"), holds("12-1–12-9"),
    ),
    Cause(
        "a label without its number", "ours",
        "Label: it is only rendered if the selected variable is non-empty.",
        lambda text: re.sub(r"[ ,:(]*\b(?:pp?|P|S|s|str|vol|Vol|no|No|fl|f|Page|v)\b(?=\.?\s*(?:[).,;:\]\[–]|$|[A-Z]|nos))\.?", "", text).rstrip(" .,:;"), shows=lambda theirs, ours: len(theirs) > len(ours),
    ),
    Cause(
        "identifiers with a hyphen", "ours",
        "Number is an opaque string: 70-18 is one docket, no range, and one is no several.",
        sub(r"\b(?:[Nn]os?\.?|[Nn]umbers?|[Nn]r[ns]?\.?|[Nn]ummern?|[Nn]úm(?:s|eros?)?\.?|nn?[.º°])? ?(3|70)[-–‑～—](4|18)", r"\1-\2"), has("number"),
    ),
    Cause(
        "a label in the value beside the style's", "ours",
        "The specification is silent; nobody wants `no. No. 5`.",
        sub(rf"\b(?:(?:{LABELS}|Issues?|Number|Band|number|issue) ?)*\b(?:[Nn]o\. ?)?5\b", "no. 5"), holds("No. 5"), turns=(labelled("No. 5"),),
    ),
    Cause(
        "text case of items in other languages", "ours",
        "Text-case: title case is for English; an item's language says that it is not.",
        str.casefold, lambda about: "cites" in about or about.get("language", about["tag"] or "en")[:2] != "en",
    ),
    Cause(
        "ranges of dates with affixes", "ours",
        "Date ranges: the delimiter stands where the parts differ; affixes of these come once.",
        lambda text: re.sub(r"[–/-],?\s?[(\[]*(?:(?:[Aa]ccessed|Published|Retrieved|consulté le|in|no\.):? ?)?(\d[\w .:-]*?)[)\]]*(?=[\W]|$)", r"–\1", re.sub(r"\) ?\)", ")", re.sub(r"([–/-]) ?\(([^()]{1,12})\) ?", r"\1\2", text))).replace("[accessed ", "[").replace("/ ", " "),
        some(ranged),
    ),
    Cause(
        "a list as a range of pages", "ours",
        "page-range-format holds for each range of a locator.",
        sub(r"12[–-]1?5, 18|101[–-](?:10|0)?5, 130[–-]1?3?2", "12–15, 18"), lambda about: "cites" in about,
    ),
    Cause(
        "a locale's own delimiter of pages", "ours",
        "page-range-delimiter: the term replaces the en dash.",
        sub("[-‑—−至～]", "–"),
    ),
    Cause(
        "roman numerals", "open",
        "is-numeric: numbers, with prefixes and suffixes; the specification does not say whether iv is one (pandoc: no).",
        sub(r"\b(?:[Vv]erse|[Vv]ers|[Bb]ook|[Bb]k|v|l|p{1,2}|S|vols?|Bde?|B|nos?|n|issue|volume|number)?s?\.? ?\b(iv|x+i*|iii?)\b", r"\1", re.IGNORECASE),
    ),
    Cause(
        "words for a date between a locale's affixes", "ours",
        "Dates: affixes of a locale's form belong to its date parts; words are none.",
        sub(r"(forthcoming|n\.d\.|c2009)(?:년|年| г)\.?", r"\1"), some(lambda item: "literal" in item.get("issued", ())),
    ),
    Cause(
        "a capital with its accent in Greek", "ours",
        "Text-case: the first character is capitalised; a capital letter alone keeps its accent.",
        sub("[ΈΆΉΊΌΎΏ]", lambda found: found[0].translate(str.maketrans("ΈΆΉΊΌΎΏ", "ΕΑΗΙΟΥΩ"))),
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
        "quotes inside quotes", "ours",
        "Quotes: what stands inside other marks has the locale's inner ones, in French “ ”.",
        sub(r"(« [^«»]*)« ([^«»]*) »([^«»]*»)", r"\1“\2”\3"), shows=lambda _theirs, ours: "“" in ours,
    ),
    Cause(
        "labels made of names and year", "open",
        "citation-label: the processor's own; citeproc-js takes any names, ours the author's, and letters alone.",
        sub(r"^\[[^\]\s]{4,10}\] ", "[label] "),
    ),
    Cause(
        "Turkish capitals", "ours", "Text case follows the language: the capital of i is İ in Turkish.",
        lambda text: text.replace("İ", "I"),
    ),
    Cause(
        "a dash for another person of the same initial", "ours",
        "subsequent-author-substitute: names that also occur in the entry before; citeproc-js and ours tell persons apart, older output not.",
        sub(r"^(?:\[?\d+\]?\.? )?(?:[—-]+|Roe,? A\w*\.?)", "Roe A"),
    ),
    Cause(
        "a mark beside a field's own quotes", "ours",
        "punctuation-in-quote is the locale's: inside in American English, outside elsewhere.",
        sub(r"([.,])([”’»]{1,2})", r"\2\1"),
    ),
    Cause(
        "entities written twice", "ours",
        "XML: &amp;#xA; is the text &#xA;; taking it apart once more is the browser's doing.",
        lambda text: re.sub(r"&lt;/?su[pb]&gt;", "", text.replace("&#xA;", " ")),
    ),
    Cause(
        "an era outside the year's affixes", "ours",
        "Date-part: BC and AD are appended to the year, and affixes go around what the date-part prints.",
        sub(rf"\b(44|79|450)(?:[)\].\s,年г년]|év|metais|Accessed: )*({ERAS})[)\].\s年г년]*", r"\1\2 "), some(lambda item: str(year(item)) in ("-44", "79", "-500")),
    ),
    Cause(
        "lines of a note that are no variables", "ours",
        "note: descriptive text; only lines that name a variable are taken out of it.",
        sub(r"(?: — )?(?:ORCID: [\d-]+|Citation Key: \w+|tex\.ids: a, b|OCLC: \d+)|Publisher: Doe (?:&amp;|&) Co\.?|\{?:?original-title:Venae\}?", ""), has("note"),
        turns=(Turn(item=with_lines_taken_out, text=unhidden),),
    ),
    Cause(
        "short forms under their own names", "ours",
        "Text: form short selects the variable's short form, which for collection-title is collection-title-short.",
        sub(r"\b(?:LNCS|Art|Lecture Notes in Computer Science|Studies in Veins|Blue series|Arteries)\b[.,;:]? ?", ""), has("collection-title-short", "volume-title-short"),
    ),
    Cause(
        "a year suffix outside the year's affixes", "ours",
        "Year suffix: it is appended to the first year, within the affixes of cs:date.",
        sub(rf"(\d{{2,4}}|{ERAS})(?:[).\]:, ]{{0,3}})[(\[]?(?<![a-z])([a-z])\b[)\]]?[.:, ]*", r"\1\2 "), style_has(r'<date-part[^>]*name="year"[^>]*fix=|<date [^>]*fix='),
    ),
    Cause(
        "the user's own words run together with the cite", "ours",
        "The specification is silent; words in italics are words, and a space stands before them as before others.",
        sub(r" (?=bis\b)", ""), lambda about: any(str(cite.get("suffix", "")).startswith("<") for cite in about.get("cites", ())),
    ),
    Cause(
        "a letter behind words for a date in a group", "ours",
        "Year suffix: it is appended to the first year that cs:date renders; words are none, and citeproc-js has letters there only where it collapses.",
        sub(r"(forthcoming|n\.d\.|c2009)[a-z]\b", r"\1"),
        lambda about: len(about.get("cites", ())) > 1 and style_has('collapse="year')(about) and not style_has('variable="year-suffix"')(about),
    ),
    Cause(
        "the first year of a range that repeats lost", "ours",
        "Cite collapsing: years are not collapsed; `2009–2010, –2010` is no range.",
        sub(r"[,;] ((?:\w+, )?)(?:\d{4})?–(\d{4})", r"; \1–\2"), lambda about: len(about.get("cites", ())) > 1,
        shows=lambda theirs, _ours: re.search(r"[,;] (?:\w+, )?–\d{4}", theirs) is not None,
    ),
    Cause(
        "locators of one year run together", "ours",
        "year-suffix-delimiter, cite-group-delimiter: cites are delimited; 3535 is no page that anybody cited.",
        sub(r"(?<=\d); ?(?=(?:35|12|iv)\b)", ""), lambda about: len(about.get("cites", ())) > 1,
    ),
    Cause(
        "a full stop behind a quotation that ends a sentence", "ours",
        "punctuation-in-quote: outside of what the style quotes; a field's own quotation that ends a sentence ends it once.",
        sub(r"([?!.])([”’»“\"]+)\.", r"\1\2"),
    ),
    Cause(
        "a delimiter behind the user's own full stop", "ours",
        "The specification is silent; where an abbreviation ends the user's words, as in `et al.`, no sentence ends and cites run together.",
        sub(r"\.[;,:؛،] ?", ". "), lambda about: any(str(cite.get("suffix", "")).endswith(".") for cite in about.get("cites", ())),
    ),
    Cause(
        "several hyphens in a number", "ours",
        "is-numeric and page-range-format speak of ranges of two numbers; 1-2-3 and 3-4—5 are none.",
        sub(r"(?:\b(?:[Nn]o|[Vv]ol|[Nn]r)s?[ .n]*)?\b(?:(1|3)|1st|i|first|third)[-–‑—](?: ?)(?:(2|4)|2nd|ii|second)[-–‑—](?:(3|5)|3rd|iii|third)\b", "1-2-3"),
        lambda about: holds("1-2-3")(about) or holds("3–4—5")(about),
    ),
    Cause(
        "a short form of years before 1000", "ours",
        "Date-part: short is two digits; citeproc-js prints `undefined`.",
        lambda text: re.sub(rf"(?:undefined|(?<!\d)(?:500|450|79|44))[.,:;)]? ?(?:(?:{ERAS})[.,:;)]{{0,2}})?", "~", text), shows=lambda theirs, _ours: "undefined" in theirs,
    ),
    Cause(
        "a season in words", "ours",
        "season: the terms season-01 to season-04 stand for the seasons, whatever the words of the data.",
        lambda text: re.sub(rf"[.,]? ?\b(?:{seasons()})(?=\))|(?<=\d)/(?:{seasons()})|(?:{seasons()})(?:월|月)?[-.,:/ ]*", "", text, flags=re.IGNORECASE),
        some(lambda item: any("pring" in str(value) for value in item.values() if isinstance(value, dict))),
    ),
    Cause(
        "the end of a range run together", "ours",
        "Date: affixes and delimiters of the parts stand in both halves of a range; citeproc-js loses those of the second.",
        sub(r"(?<=[–/-])(\w+)[.,/: -]{1,3}(\w+)\.?(?:[.,/: -]{0,2}(\d{4}))?", lambda found: re.sub(r"[./-]", "", "".join(filter(None, found.groups())))),
        some(ranged),
    ),
    Cause(
        "marks inside the second half of a range", "ours",
        "Date: affixes and delimiters of the parts stand in both halves of a range, those of parts that do not differ once.",
        bare_ranges, lambda about: some(ranged)(about) and style_has("<date(?:-part)? [^>]*(?:fix|delimiter)=")(about),
    ),
    Cause(
        "ordinals of what is no number", "ours",
        "Number: ordinal forms are of numbers; e123–e130 stays as it is.",
        without_ordinals, style_has("ordinal"),
    ),
    Cause(
        "words with capitals inside in sentence case", "ours",
        "Text-case: in sentence case only the first word of a string in mixed case is changed, if it is lowercase; `iPhone` and `mRNA` are not.",
        lambda text: re.sub("iphone|dna|mrna|mcdonald’s|en-us|en-gb|pt-br|de-at|fr-ca|zh-cn|ru-ru", lambda found: found[0].lower(), text, flags=re.IGNORECASE),
        style_has('text-case="sentence"'),
    ),
    Cause(
        "a sign typed before a locator", "ours",
        "The specification is silent: the sign says what the label says, nobody wants `paragraph § 3`.",
        sub(r"(?:[^\W\d_]{1,14}\.? ?)?§ ?3", "§3"), lambda about: cites_hold("§ 3")(about) and style_has('<label [^>]*variable="locator"')(about),
        shows=lambda theirs, ours: "§" in theirs and "§" in ours,
    ),
    Cause(
        "pages written as numbers", "ours",
        "Number: 1496-504 is what the item says; page-range-format is for what is printed of page and locator, citeproc-js writes out, or cuts, the last page without it.",
        sub(r"(?<!\d)(e?\d+)([^\W\d]*\.?)[–‑-](?:e?\d*?(\d)|neunter)([^\W\d]*\.?)(?!\w)", r"\1-\3"), style_has('<number [^>]*variable="page"[^>]*form="(?:ordinal|long)'),
    ),
    Cause(
        "text case of dates", "ours",
        "text-case: an attribute of cs:date as well; citeproc-js passes it over.",
        str.casefold, style_has(r"<date [^>]*text-case|<date-part [^>]*text-case"),
    ),
)  # fmt: skip
