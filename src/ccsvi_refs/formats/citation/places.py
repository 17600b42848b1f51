"""Where a cited work stands: its title and container told apart, its locator, its imprint."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ccsvi_refs.formats.citation import bodies, eastern, imprint, kinds, publishers, titles
from ccsvi_refs.formats.citation.draft import Draft
from ccsvi_refs.formats.citation.settling import settle
from ccsvi_refs.text import labels, locators, months
from ccsvi_refs.text.letters import DASH
from ccsvi_refs.text.locators import Locator
from ccsvi_refs.text.months import YEAR
from ccsvi_refs.text.patterns import when_used

#: OSCOLA behind a title: (2016) 125 NeuroImage 756.
_OSCOLA = re.compile(
    rf"\W{{0,3}}[(\[](?P<year>{YEAR})年?[)\]]\s(?:(?P<volume>\d{{1,4}})(?:\s?\((?P<issue>[^()]{{1,12}})\))?\s)?"
    r"(?P<container>[^\d()\[\],:;][^()\[\],:;]{1,100}?)\s(?P<page>[A-Za-z]?\d{1,7})(?=\W*$|\s?[,–-])"
)
#: The Bluebook behind a title: , 75 Harv. L. Rev. 1, 12–14 (1990).
BLUEBOOK = when_used(
    r"(?:\A|,\s)(?P<volume>\d{1,4})\s(?P<container>[A-Z][^\d,;()\[\]“”\"]{1,80}?)\s(?P<page>\d{1,5})"
    rf"(?:,\s\d{{1,5}}(?:[{DASH}]\d{{1,5}})?)?\s\((?P<year>{YEAR})\)\W*$"
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
#: A day at the end, behind it in GB/T 7714 the page of a newspaper: 2000-11-20 (15). 1913-12-20: 10.
_DAY_LAST = re.compile(
    rf"(?:^|[.,]\s)\(?(?P<date>{YEAR}-\d\d?-\d\d?)\)?(?:\s?[(:]\s?第?(?P<page>[A-Z]?\d{{1,3}}(?:[{DASH}]\d{{1,3}})?)[版页頁面]?\)?)?\W*$"
)
_YEAR_MONTH = re.compile(rf"(?:^|[.,]\s)(?P<year>{YEAR})-(?P<month>0[1-9]|1[0-2])\W*$")
_VERSION = re.compile(r"(?P<version>[Vv]\d[\d.]{0,8})\.\s(?=\S)")
#: ISO 690 repeats the year in a whole date: 2024. Title. 14 May 2024.
_DATE_LAST = when_used(rf"[.,]\s(?P<day>(?:\d{{1,2}}\.?\s)?{months.MONTH})\s(?P<year>{YEAR})\W*$", re.IGNORECASE)
#: Chinese and Japanese name the page of a preface: 1991: 扉页.
_PAGE_NAMED = re.compile(rf"(?<=\d{{4}}):\s?(?P<page>[{eastern.HAN}]{{1,4}})\W*$")
_MONTH_LAST = when_used(rf",\s(?P<month>{months.MONTH})\W*$", re.IGNORECASE)


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
    if dated and (again := _DATE_LAST.search(text)) and again["year"] == draft.year:
        draft.month(again["day"])
        text = text[: again.start()]
    book = imprint.cut(text)
    draft.take(book.fields)
    source = _source(book, dated or "issued" in book.fields, draft.year)
    if titles.QUOTED_LAST.fullmatch(book.text[: source.start]):
        draft.told = draft.told or "article-journal"
    found = _split(book, source, commas=commas, dated=dated, sited="URL" in draft.fields)
    return Middle(found.title, found.container, found.margin, source, book.text[source.end :])


def _source(book: imprint.Imprint, dated: bool, year: str) -> Locator:
    """Return the locator behind the imprint, or before it where none is behind, or an empty one at the end."""
    after = locators.read(book.text, book.sold, year_known=dated, year=year)
    before = None
    if book.sold and not _locates(after):
        before = locators.read(book.text, book.inside[1], year_known=dated, year=year)
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
    is_report = "genre" in book.fields and kinds.of({"genre": book.fields["genre"]}) == "report"
    described, _, body = text.strip(" .").rpartition(". ")
    if is_report and described and bodies.BODY.search(body) and not titles.is_sentence(body):
        return titles.Split(titles.title(described), titles.container(body), 0.6)
    if ("publisher" in book.fields or is_report) and not source.volume:
        return titles.Split(titles.title(text), "", 0.6)
    return titles.split(text, commas=commas, located=bool(source.volume or source.page), titled=dated, sited=sited)


def rest(text: str, draft: Draft, *, titled: bool) -> None:
    """Read what stands behind a known title, or where not ``titled`` behind a number: container, locator, imprint."""
    text = _undated(text.lstrip(" .,:;"), draft)
    if titled and (cited := _OSCOLA.match(text) or BLUEBOOK.match(text)):
        journal(cited, draft)
        return
    if number := _SERIES_NUMBER.search(text):
        draft.put("number", number["number"], 0.95)
        draft.told = draft.told or ("report" if number["number"][:1] in "Rrd" else "")
        text = text[: number.start()] + text[number.end() :]
    if titled:
        _contained(text, draft)
        return
    found = middle(text, draft, commas=False, dated="issued" in draft.fields)
    draft.put("title", found.title, 0.8)
    draft.put("container-title", found.container, 0.7)
    draft.locator(found.source)
    settle(found.after, draft)


def _undated(text: str, draft: Draft) -> str:
    """Return a text without the day at its end, a version at its start and a page by its name; they go in the draft."""
    dated = "issued" in draft.fields
    if not dated and (day := _DAY_LAST.search(text)):
        draft.date(day["date"])
        draft.put("page", day["page"], 0.95)
        text = text[: day.start()]
    elif draft.told and not dated and (month := _YEAR_MONTH.search(text)):
        draft.put("issued", {"date-parts": [[int(month["year"]), int(month["month"])]]}, 0.95)
        text = text[: month.start()]
    if draft.told and (version := _VERSION.match(text)):
        draft.put("version", version["version"], 0.9)
        text = text[version.end() :]
    if named := _PAGE_NAMED.search(text):
        draft.put("page", named["page"], 0.9)
        text = text[: named.start()]
    return text


def _contained(text: str, draft: Draft) -> None:
    """Read container, locator and imprint behind a title."""
    dated = "issued" in draft.fields
    if paged := _PAGED.match(text):
        draft.put("page", paged["page"], 0.95)
        text = "In: " + text[paged.end() :]
    introduced = _INTRODUCED.match(text)
    book = imprint.cut(
        ("// " if "//" in introduced.group() else "In: ") + text[introduced.end() :] if introduced else text,
        serial=draft.told in ("article-journal", "article-newspaper"),
    )
    draft.take(book.fields)
    source = _source(book, "issued" in draft.fields, draft.year)
    container = titles.container(re.sub(r"^(?:In:|//) ", "", book.text[: source.start]))
    draft.locator(source)
    if dated and (month := _MONTH_LAST.search(container)):
        draft.month(month["month"])
        container = container[: month.start()]
    container = re.sub(r"^(?:[Pp]reprint,\s)", "", container)
    if "publisher" not in draft.fields and text.startswith("//") and container.count(". ") == 1:
        container, _, publisher = container.partition(". ")  # GB/T 7714 has the publisher in a sentence of its own
        publisher = publisher.strip(" .")
        draft.put("publisher-place" if publishers.is_place(publisher) else "publisher", publisher, 0.7)
    if re.search(r"[^\W\d_]{2}|(?:[A-Z]\.){2}", container):
        draft.put("container-title", container, 0.9)
    settle(book.text[source.end :], draft, introduced=bool(introduced))


def journal(match: re.Match[str], draft: Draft) -> None:
    """Take in what a lawyers' style says of the journal."""
    draft.date(match["year"])
    groups = match.groupdict()
    for name, group in (("volume", "volume"), ("issue", "issue"), ("container-title", "container"), ("page", "page")):
        draft.put(name, groups.get(group), 0.95)
    draft.told = draft.told or "article-journal"
