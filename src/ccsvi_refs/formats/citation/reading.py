"""The parts of a citation string put together: authors, then title and container, then the locator."""

from __future__ import annotations

import re
from dataclasses import replace

from ccsvi_refs.formats.citation import asides, bodies, cleaning, norms, places, publishers, titles
from ccsvi_refs.formats.citation import layouts as marked
from ccsvi_refs.formats.citation import names as people
from ccsvi_refs.formats.citation.draft import Draft
from ccsvi_refs.formats.citation.names import Names
from ccsvi_refs.formats.citation.opening import authors, title_first
from ccsvi_refs.formats.citation.settling import settle
from ccsvi_refs.formats.citation.words import JOURNAL_WORDS
from ccsvi_refs.model import Name, Reference
from ccsvi_refs.text import locators, months
from ccsvi_refs.text.letters import LOWER, PARTICLES, UPPER
from ccsvi_refs.text.patterns import when_used

#: No citation string is longer; what follows is kept in the mention but not read.
_LONGEST = 5000

#: What numbers or marks a reference in a list: [1] (1) 1. 1) 1 •
_LABEL = re.compile(
    rf"\s*(?:[\^↑](?:\s[a-z]\b)*\s|\[\w{{1,6}}\]\.?|\(\d{{1,4}}\)\.?|\d{{1,4}}[.)](?=\s|[{UPPER}])|[•·▪*–-]\s"
    rf"|\d{{1,3}}\s(?=[{UPPER}\u3040-\u9fff\uac00-\ud7af]|(?:(?:{'|'.join(PARTICLES[:40])})\s){{1,3}}[{UPPER}])"
    rf"|\d{{1,3}}(?=[{UPPER}](?:[{LOWER}]{{2}}|\s?\.)))\s*"
)
#: What a note says before the work that it cites: See Doe J, …; cf. …; Vgl. …
_SEE = when_used(
    r"\A(?:See(?:\s(?:also|generally|especially|further|for example|e\.g\.|in particular))?,?|Cf\.|E\.g\.,?"
    r"|Vgl\.(?:\sauch)?|Siehe(?:\sauch)?|Voir(?:\saussi)?|Véase(?:\stambién)?|Cfr?\.|Vedi|Zie(?:\sook)?|Zob\."
    rf"|См\.(?:\sтакже)?)\s(?=[{UPPER}][{LOWER}]|[“\"«‘])"
)
#: Body, Title, Place Date: Age UK, Loneliness and isolation, London 2014.
_COMMAS = when_used(
    rf"(?P<author>[^.,;:()“”\"\d]{{3,80}}),\s(?P<title>[{UPPER}](?:(?!\.\s)[^;“”\"\d]){{5,200}}?)"
    rf"(?:,\s(?P<place>[{UPPER}][\w'’ -]{{2,20}}?))??,?\s(?P<date>{months.DATE})\W*$",
    re.IGNORECASE,
)
_INNER_DATE = when_used(rf"[;,.]\s(?P<date>{months.DATE})(?=\s?[;,.]|$)", re.IGNORECASE)
#: What is said of an identifier, and of no work.
_FILLER = re.compile(
    r"(?:\b(?:available|retrieved|accessed|from|at|on|see|also|online|link|full text|free|article|pubmed(?: central)?"
    r"|medline|crossref|google scholar|doi|pmid|pmcid|arxiv|isbn|url|https?|and|or|as)\b|[\W_])*",
    re.IGNORECASE,
)
#: A meeting named by its year and nothing before it, where a style prints no titles: "2011 IEEE 13th Conference on".
_MEETING_OF_YEAR = re.compile(
    r"[\s,.]*(?:19|20)\d\d\s(?=[A-Z0-9])(?:[^\s.,]{1,20}\s){0,8}"
    r"(?:Conference|Symposium|Congress|Workshops?|Meeting|Exposition)\b"
)
_GAP = re.compile(r"[\s.,:;]*")
#: What asides leave behind: full stops with nothing between them.
_EMPTY = re.compile(r"(?<!\.)\.\s+(?:[.,;]\s+)*[.,;](?:\s+|$)(?!\.)")
#: A family name without any initial, then the title; not the first word of a title in two sentences.
_ALONE = re.compile(
    rf"(?!(?:Abstract|Background|Comment|Commentary|Correction|Correspondence|Corrigendum|Editorial|Errat|Foreword|Introduction|Letter"
    rf"|News|Preface|Reply|Response|Retract|Review)\w*\.)(?P<family>[{UPPER}][{LOWER}’'-]{{2,20}})\.\s(?=[{UPPER}“])"
)
_SPOKEN_SIGN = re.compile(
    r"comm?unica[czçt]|mit?teilung|mededeling|ustna|сообщение|interv|entre[tv]i|gespräch|wywiad|интервью", re.IGNORECASE
)
_SPOKEN = when_used(
    r"(?P<title>(?:[^\d]{0,80}\b(?:personal communication|comunicaci[óo]n personal|comunicação pessoal"
    r"|comunicazione personale|communication personnelle|persönliche mitteilung|persoonlijke mededeling"
    r"|informacja ustna|личное сообщение)|(?P<asked>interview (?:with|mit|met|med)|entretien avec"
    r"|entrevista (?:con|com|a)|intervista (?:a|con)"
    rf"|gespräch mit|wywiad z|интервью с))\b[^\d]{{0,80}}?)(?=[\s,.(]{{1,3}}{months.DATE}|\W*$)",
    re.IGNORECASE,
)
_FAMILY = rf"[{UPPER}][{LOWER}’'-]{{1,24}}"
#: A note that names a work listed elsewhere: King 2003, p. 41.
_SHORT = re.compile(
    rf"(?P<names>{_FAMILY}(?:,\s{_FAMILY}){{0,3}}(?:,?\s(?:and|&|und|et|y)\s{_FAMILY})?(?P<others>\set\sal\.)?),?\s"
    rf"\(?(?P<year>{months.YEAR})[a-z]?\)?(?:[,:]\s?(?:pp?\.?|S\.|para\.?"
    rf"|ch\.)\s(?P<locator>[\divxlc][\w–, -]{{0,20}}))?\W*$"
)
#: Author. Title. Date, and nothing else: WHO. Health for all. 1981.
_THREE = when_used(
    rf"(?P<author>[^.?!:;()\d“”\"]{{2,80}})\.\s(?P<title>.{{6,300}}?)(?P<mark>[.?!]"
    rf"|\.\.\.)\s(?P<date>{months.DATE})\W*$",
    re.IGNORECASE,
)


def read(text: str, *, linked: bool = False) -> Reference:
    """Return the reference a citation string describes, with the fields that could be told; its source is ``cited``.

    ``linked`` says that a link beside the string leads to a DOI or the like, so that it is no book without a number.
    """
    lines = cleaning.lines(text[:_LONGEST])
    draft = Draft(linked=linked)
    if lines:
        if label := _LABEL.match(lines[0]):
            lines[0] = lines[0][label.end() :]
        lines[0], draft.repeated = cleaning.without_repetition(_SEE.sub("", lines[0], count=1))
    aside = asides.cut("\n".join(lines))
    draft.custom |= aside.custom
    for name, value in aside.fields.items():
        draft.put(name, value, 0.98)
    parts = [" ".join(line.split()) for line in aside.text.split("\n") if line.strip(" .;,")]
    whole = _EMPTY.sub(". ", " ".join(parts)).strip()
    if (aside.fields and _FILLER.fullmatch(whole)) or not re.search(r"[^\W\d_]{2}", whole):
        return draft.reference(text)
    if (short := _SHORT.match(whole)) and _names_people(short):
        _short(short, draft)
    elif _SPOKEN_SIGN.search(whole) and (spoken := _SPOKEN.match(whole)):
        draft.told = "interview" if spoken["asked"] else "personal_communication"
        draft.put("title", spoken["title"].strip(" ,.;("), 0.9)
        draft.date(whole[spoken.end("title") :])
    elif known := norms.read(whole):
        draft.told = known.pop("type")
        for name, value in known.items():
            draft.put(name, value, 0.95)
    elif not _lines(parts, draft):
        _sentence(whole, draft)
    return draft.reference(text)


def _names_people(match: re.Match[str]) -> bool:
    """Return whether a short note names people: with a page, or several of them; "Nature 2009" names a journal."""
    words = match["names"].lower().split()
    return bool(match["locator"]) and not bodies.is_no_person(match["names"]) and not JOURNAL_WORDS.intersection(words)


def _short(match: re.Match[str], draft: Draft) -> None:
    """Take in the authors and year of a note, and under ``custom`` that it is one and the page it names."""
    families = re.findall(_FAMILY, match["names"].removesuffix(" et al."))
    draft.names(
        Names(tuple(Name(family=family) for family in families if family[0].isupper()), others=bool(match["others"]))
    )
    draft.date(match["year"])
    draft.custom |= {"short": True} | ({"locator": match["locator"]} if match["locator"] else {})


def _lines(parts: list[str], draft: Draft) -> bool:
    """Read authors, title and source that stand on lines of their own; False where they do not."""
    if len(parts) < 3 or not all(part.endswith((".", "?", "!")) for part in parts[:-1]):
        return False
    found = people.read(parts[0])
    if not found.names and people.read(parts[1]).shape in ("Family I", "Family, I."):
        parts = [parts[1], parts[0], *parts[2:]]
        found = people.read(parts[0])
    source = locators.read(parts[-1])
    whole = found.names and not parts[0][found.end :].strip(" .,")
    if source is None or parts[-1][source.end :].strip(" .)") or not titles.container(parts[-1][: source.start]):
        return False
    if not whole and (len(parts) > 3 or re.search(r"\d", parts[0])):
        return False
    draft.names(found if whole else Names((Name(literal=parts[0].rstrip(". ")),)))
    title = " ".join(parts[1:-1])
    draft.put("title", title if title.endswith(("?", "!", "...")) else title.rstrip("."), 0.95)
    draft.put("container-title", titles.container(parts[-1][: source.start]), 0.95)
    draft.locator(source)
    return True


def _sentence(text: str, draft: Draft) -> None:
    """Read a citation in which the parts follow one another."""
    if layout := marked.find(text):
        _laid_out(layout, draft)
    elif standard := norms.standard(text):
        draft.told = "standard"
        draft.put("number", standard["number"], 0.95)
        places.rest(text[standard.end() :].lstrip(" .,:;"), draft, titled=False)
        draft.fields.setdefault("title", standard["number"])
    elif (parts := _COMMAS.match(text)) and _is_of_body(parts):
        draft.names(Names((Name(literal=parts["author"].strip()),), shape="body"))
        draft.put("title", parts["title"], 0.7)
        draft.put("publisher-place", parts["place"], 0.7)
        draft.date(parts["date"])
        draft.told = "report"
    elif three := _three(text):
        draft.names(Names((Name(literal=three["author"].strip()),), shape="body"))
        draft.put("title", three["title"] + three["mark"].strip("."), 0.7)
        draft.date(three["date"])
    else:
        _running(text, draft)


def _is_of_body(parts: re.Match[str]) -> bool:
    """Return whether what commas part is a body, the title of a work of its own, and perhaps a city."""
    placed = not parts["place"] or publishers.is_place(parts["place"])
    serial = bodies.names_serial(parts["title"]) and " of " not in parts["title"]
    return placed and not serial and bodies.names_body(parts["author"])


def _three(text: str) -> re.Match[str] | None:
    """Return author, title and date where these are all there is, None where the first sentence is no name."""
    match = _THREE.match(text)
    if not match or not bodies.is_short_name(match["author"]):
        return None
    if people.read(text).names and not bodies.names_body(match["author"]):
        return None
    words = match["title"].split()
    small = sum(word[:1].islower() and len(word) > 1 for word in words)
    is_title = small > 0 and len(words) > 2
    return match if is_title and not bodies.SERIAL.search(match["title"].split(". ")[-1]) else None


def _laid_out(layout: marked.Layout, draft: Draft) -> None:
    """Read a citation whose marks say where the title is."""
    date = marked.YEAR_LAST.search(layout.head)
    head = layout.head[: date.start()] if date else layout.head
    if head.strip(" .,:;()[]"):
        found = people.zone(head)
        if not found.names:
            found = people.read(head.strip())
        draft.names(found if found.names else people.literal(head))
    if date:
        draft.date(date["date"] or date["plain"])
    draft.told, draft.quoted = layout.type, layout.quoted
    draft.put("title", titles.title(layout.title), 0.95)
    draft.put("number", layout.number, 0.95)
    places.rest(layout.rest, draft, titled=True)


def _running(text: str, draft: Draft) -> None:
    """Read a citation in which only order and full stops tell the parts."""
    first = ""
    found, year = authors(text)
    if draft.repeated and found.shape not in ("Family I", "Family, I."):
        found, year = Names(), None
    elif found.shape in ("", "body"):
        first, found, year = title_first(text) or ("", found, year)
    start = year.end() if year else found.end
    if year:
        draft.date(year.group())
    gap = _GAP.match(text, start)
    begin = gap.end() if gap else start
    commas = "," in text[start:begin] and found.shape in ("I. Family", "I Family", "Given Family")
    middle = places.middle(text[begin:], draft, commas=commas, dated=year is not None)
    found = _branch(text, found, middle)
    _with_year(middle)
    if first:
        middle.put(first, middle.container or middle.title)
    elif (
        _may_be_title(found, year) and not _is_own(text, found, year, middle) and middle.is_untitled(text[: found.end])
    ):
        middle.put(titles.title(text[: found.end]), middle.container or middle.title)
        middle.margin, found = 0.3, Names()
    if found.shape == "body" and _is_unplaced(middle) and "DOI" not in draft.fields:
        _own(middle, draft)
    if found.names and _MEETING_OF_YEAR.match(text, year.start() if year else begin):
        middle.put("", middle.container or middle.title)
    if not middle.title and not middle.container and len(found.names) == 1 and "Given" in found.shape:
        middle.put(titles.title(text[: found.end]), "")
        found = Names()
    draft.names(found if found.names else _alone(middle))
    draft.put("title", middle.title, 0.6 + 0.38 * middle.margin)
    draft.put("container-title", middle.container, 0.7 + 0.29 * middle.margin)
    draft.locator(middle.source)
    settle(middle.after, draft)
    if "issued" not in draft.fields and (date := _INNER_DATE.search(text)):
        draft.date(date["date"])


def _with_year(middle: places.Middle) -> None:
    """Give a year that was read as a volume back to the title that ends with it: Atlas of mental health 2016."""
    volume = middle.source.volume
    if middle.title and not middle.container and _is_unplaced(middle) and re.fullmatch(months.YEAR, volume):
        middle.put(f"{middle.title} {volume}", "")
        middle.source = replace(middle.source, volume="")


def _alone(middle: places.Middle) -> Names:
    """Return the one family name that opens a title behind which a volume stands, taken off it; none is no names."""
    alone = _ALONE.match(middle.title) if middle.source.volume else None
    if alone is None:
        return Names()
    middle.title = middle.title[alone.end() :]
    return Names((Name(family=alone["family"]),), shape="Family")


def _branch(text: str, found: Names, middle: places.Middle) -> Names:
    """Return one person who is a body by the name, "Age UK", as that; with pages behind, it may be a person."""
    is_body = len(found.names) == 1 and _is_unplaced(middle) and bodies.is_branch(text[: found.end])
    return people.literal(text[: found.end]) if is_body else found


def _is_unplaced(middle: places.Middle) -> bool:
    """Return whether neither issue nor page say that the work stands in a journal."""
    return not middle.source.page and not middle.source.issue


def _is_own(text: str, found: Names, year: re.Match[str] | None, middle: places.Middle) -> bool:
    """Return whether a body stands before a year in brackets as the author of what is in no journal."""
    bracketed = year is not None and year.group().lstrip(" .,")[:1] in ("(", "[")
    return bracketed and _is_unplaced(middle) and bodies.names_body(text[: found.end])


def _own(middle: places.Middle, draft: Draft) -> None:
    """Read what a body has published itself: a title, perhaps the series and its number in that, and no journal."""
    volume = middle.source.volume
    if not middle.title and not middle.container and "publisher" in draft.fields:
        middle.put(titles.title(str(draft.fields.pop("publisher"))), "")
    elif not middle.title and not volume:
        middle.put(titles.title(middle.container), "")
    elif bodies.is_series(middle.container) and middle.title:
        draft.put("genre", middle.container, 0.8)
        middle.put(middle.title, "")
        _as_report(middle, draft)
    elif not middle.title and middle.container and not bodies.SERIAL.search(middle.container):
        whole = middle.container if not volume.isdigit() else f"{middle.container} {volume}"
        middle.put(titles.title(whole), "")
        _as_report(middle, draft)
    elif not middle.container and volume and not volume.isdigit():
        _as_report(middle, draft)


def _as_report(middle: places.Middle, draft: Draft) -> None:
    """Take what was read as a volume for a report's number, unless it is a part of the title."""
    volume, middle.source = middle.source.volume, replace(middle.source, volume="")
    if volume and not middle.title.endswith(volume):
        draft.put("number", volume, 0.8)
    draft.told = draft.told or "report"


def _may_be_title(found: Names, year: re.Match[str] | None) -> bool:
    return found.shape == "body" or (year is not None and found.shape == "Given Family" and len(found.names) == 1)
