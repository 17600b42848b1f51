"""Where a cited work stands: its title and container told apart, its locator, its imprint."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ccsvi_refs.formats.citation import bodies, imprint, kinds, publishers, titles
from ccsvi_refs.formats.citation.draft import Draft
from ccsvi_refs.text import labels, locators, months
from ccsvi_refs.text.letters import DASH
from ccsvi_refs.text.locators import Locator
from ccsvi_refs.text.months import YEAR

#: OSCOLA behind a title: (2016) 125 NeuroImage 756.
_OSCOLA = re.compile(
    rf"\W{{0,3}}[(\[](?P<year>{YEAR})年?[)\]]\s(?:(?P<volume>\d{{1,4}})(?:\s?\((?P<issue>[^()]{{1,12}})\))?\s)?"
    r"(?P<container>[^\d()\[\],:;][^()\[\],:;]{1,100}?)\s(?P<page>[A-Z]?\d{1,7})(?=\W*$|\s?[,–-])"
)
_SERIES_NUMBER = re.compile(r"\b(?P<number>RFC\s?\d{1,5}|draft-[\w-]{5,80}|arXiv:[\w./-]+)\b", re.IGNORECASE)
#: American sociologists put a chapter's pages before the book: Pp. 123–35 in Title.
_PAGED = re.compile(rf"(?:[Pp]{{1,2}}|S|с)\.\s(?P<page>\d{{1,5}}\s?[{DASH}]\s?\d{{1,5}})\s[Ii]n\s")
_INTRODUCED = re.compile(r"[\s.,]*(?:[Ii]n|[Dd]ans|[Ee]m|[Ee]n|w|W|v|V|В|Στο|收入|//)\s?:?\s+(?=\S)|[\s.,]*//\s?")
#: "Title. 2016. University of Leeds, PhD thesis." and "Site. 2019. Title": no volume follows the year.
_YEAR_BETWEEN = re.compile(
    rf"(?P<first>.{{4,300}}?)\s?\.\s(?P<year>{YEAR})\s?\.\s(?P<second>(?!{labels.VOLUME}|{labels.ISSUE}|{labels.PAGE})[^\W\d]{{2}}.{{3,}})$",
    re.IGNORECASE,
)
_DAY_LAST = re.compile(rf"[.,]\s(?P<date>{YEAR}-\d\d-\d\d)\W*$")
_CITY_LAST = re.compile(r"(?:,\s|\s\()(?P<city>[^\W\d_][^,()\d]{1,24})\)?$")
_DATE = re.compile(rf"(?<![\w-]){months.DATE}", re.IGNORECASE)
_BRACKETED_DATE = re.compile(rf"[(\[](?P<date>{months.DATE})[)\]]", re.IGNORECASE)


@dataclass(slots=True)
class Middle:
    """Title, container and locator of a citation without its authors, and what stands behind the locator."""

    title: str
    container: str
    margin: float
    source: Locator
    after: str = ""

    def put(self, title: str, container: str) -> None:
        """Set title and container."""
        self.title, self.container = title, container

    def is_untitled(self, before: str) -> bool:
        """Return whether what stands before the year is the title, because nothing else can be it."""
        if self.title and self.container:
            return False
        return bool(self.source.page or self.source.volume) or not bodies.is_body(before)


def middle(text: str, draft: Draft, *, commas: bool, dated: bool) -> Middle:
    """Return title, container and locator told apart by what they look like; the imprint goes into the draft."""
    if not dated and (parted := _YEAR_BETWEEN.match(text)):
        return _parted(parted, draft)
    book = imprint.cut(text)
    for name, value in book.fields.items():
        if name != "issued" or not dated:
            draft.put(name, value, 0.85)
    source = _source(book, dated or "issued" in book.fields)
    found = _split(book, source, commas=commas, dated=dated, sited="URL" in draft.fields)
    return Middle(found.title, found.container, found.margin, source, book.text[source.end :])


def _source(book: imprint.Imprint, dated: bool) -> Locator:
    """Return the locator behind the imprint, or before it where none is behind, or an empty one at the end."""
    after = locators.read(book.text, book.sold, year_known=dated)
    before = locators.read(book.text, book.inside[1], year_known=dated) if book.sold and not _locates(after) else None
    if before is not None and not before.sure & {"page", "volume"}:
        before = None  # the number of a report: guidance IPG640
    return before or after or Locator(len(book.text), len(book.text))


def _locates(source: Locator | None) -> bool:
    return source is not None and bool(source.page or source.volume)


def _parted(match: re.Match[str], draft: Draft) -> Middle:
    """Return title and container of a citation with the year between them: a site and its page, a thesis."""
    draft.date(match["year"])
    nothing = Locator(0, 0)
    if "URL" in draft.fields and bodies.is_short_name(match["first"]):
        return Middle(titles.title(match["second"]), titles.container(match["first"]), 0.7, nothing)
    rest(match["second"], draft, titled=True)
    return Middle(titles.title(match["first"]), str(draft.fields.get("container-title") or ""), 0.7, nothing)


def _split(book: imprint.Imprint, source: Locator, *, commas: bool, dated: bool, sited: bool) -> titles.Split:
    """Return title and container: parted by "In", or a book's title alone, or told apart by what they look like."""
    text = book.text[: source.start]
    before, after = book.inside
    if before and after < len(text):
        return titles.Split(titles.title(text[:before]), titles.container(text[after:]), 0.8)
    if "publisher" in book.fields and not source.volume:
        return titles.Split(titles.title(text), "", 0.6)
    return titles.split(text, commas=commas, located=bool(source.volume or source.page), titled=dated, sited=sited)


def rest(text: str, draft: Draft, *, titled: bool) -> None:
    """Read what stands behind a known title, or where not ``titled`` behind a number: container, locator, imprint."""
    text = text.lstrip(" .,:;")
    if "issued" not in draft.fields and (day := _DAY_LAST.search(text)):
        draft.date(day["date"])
        text = text[: day.start()]
    dated = "issued" in draft.fields
    if titled and (oscola := _OSCOLA.match(text)):
        _oscola(oscola, draft)
        return
    if number := _SERIES_NUMBER.search(text):
        draft.put("number", number["number"], 0.95)
        draft.told = draft.told or ("report" if number["number"][:1] in "Rrd" else "")
        text = text[: number.start()] + text[number.end() :]
    if not titled:
        found = middle(text, draft, commas=False, dated=dated)
        draft.put("title", found.title, 0.8)
        draft.put("container-title", found.container, 0.7)
        draft.locator(found.source)
        settle(found.after, draft)
        return
    if paged := _PAGED.match(text):
        draft.put("page", paged["page"], 0.95)
        text = "In: " + text[paged.end() :]
    introduced = _INTRODUCED.match(text)
    book = imprint.cut(
        ("// " if "//" in introduced.group() else "In: ") + text[introduced.end() :] if introduced else text
    )
    for name, value in book.fields.items():
        if name != "issued" or not dated:
            draft.put(name, value, 0.85)
    known = dated or "issued" in draft.fields
    source = _source(book, known)
    container = titles.container(re.sub(r"^(?:In:|//) ", "", book.text[: source.start]))
    draft.locator(source)
    container = re.sub(r"^(?:[Pp]reprint,\s)", "", container)
    if re.search(r"[^\W\d_]{2}", container):
        draft.put("container-title", container, 0.9)
    settle(book.text[source.end :], draft, introduced=bool(introduced))


def _part_place(draft: Draft) -> None:
    """Take the city off a container: ABNT has "Revista de Neurologia, São Paulo", others "Proceedings (London)"."""
    container = str(draft.fields.get("container-title") or "")
    match = _CITY_LAST.search(container)
    if match and "publisher-place" not in draft.fields and publishers.is_place(match["city"]):
        draft.put("publisher-place", match["city"].strip(), 0.7)
        draft.put("container-title", container[: match.start()], draft.confidence.get("container-title", 0.7))


def _publishes(container: str, draft: Draft) -> bool:
    """Return whether a container is really who issued the work: the author, or a thesis's university."""
    authors = draft.fields.get("author") or ()
    same = any(str(name.get("literal") or "").casefold() == container.casefold() for name in authors)
    return same or ("genre" in draft.fields and kinds.of({"genre": draft.fields["genre"]}) == "thesis")


def _oscola(match: re.Match[str], draft: Draft) -> None:
    draft.date(match["year"])
    for name, group in (("volume", "volume"), ("issue", "issue"), ("container-title", "container"), ("page", "page")):
        draft.put(name, match[group], 0.95)
    draft.told = draft.told or "article-journal"


def settle(after: str, draft: Draft, *, introduced: bool = False) -> None:
    """Take in what stands behind the locator, and tell a publisher from a container that nothing is in."""
    if "issued" not in draft.fields and (date := _BRACKETED_DATE.search(after) or _DATE.search(after)):
        draft.date(date.groupdict().get("date") or date.group())
    name = re.sub(rf"{months.DATE}|[()\[\]]", " ", after, flags=re.IGNORECASE).strip(" .,:;–—-。、")
    if publishers.is_place(name):
        draft.put("publisher-place", name, 0.7)
    elif name and "publisher" not in draft.fields and len(name) < 80 and publishers.may_publish(name):
        draft.put("publisher", name, 0.7)
    _part_place(draft)
    container = str(draft.fields.get("container-title") or "")
    if container and "publisher" not in draft.fields and _publishes(container, draft):
        draft.put("publisher", container, 0.8)
        del draft.fields["container-title"], draft.confidence["container-title"]
        return
    located = draft.fields.keys() & {"volume", "issue", "page", "DOI", "PMID", "PMCID", "status", "editor"}
    if (
        not container
        or not draft.fields.get("title")
        or located
        or introduced
        or "publisher" in draft.fields
        or draft.told == "article-journal"
    ):
        return
    if "URL" not in draft.fields and publishers.may_publish(container):
        draft.put("publisher", container, 0.6)
        del draft.fields["container-title"], draft.confidence["container-title"]
