"""What an entry lacks, in the form in which the page's other entries have it: place in print, issue, pages, DOI."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ccsvi_refs.auditing import Finding
from ccsvi_refs.correcting import habits
from ccsvi_refs.correcting.habits import Habits
from ccsvi_refs.correcting.parts import Entry

if TYPE_CHECKING:
    from ccsvi_refs.model import Reference
    from ccsvi_refs.resolving import Resolution

#: From where to where what is to stand.
Place = tuple[int, int, str]

_YEAR = r"(?:1[5-9]|20)\d\d"
_STATUS = (
    r"(?:e-?pub(?:lication)?\s)?(?:advance\s+online(?:\s+publication)?|(?:online\s+)?ahead\s+of\s+(?:print|issue)|in\s+press"
    r"|forthcoming|online\s+first|early\s+view)"
)
#: Year and status together, and a status by itself with what parts it from the journal.
_DATED = re.compile(
    rf"{_YEAR}[^.;:\[\]()\n]{{0,20}}[.;,]?\s{{0,2}}[\[(]?(?:\w{{1,12}}\s)?{_STATUS}[\])]?", re.IGNORECASE
)
_ALONE = re.compile(rf"(?P<before>[.,;]?\s*)[\[(]?{_STATUS}[\])]?", re.IGNORECASE)
_PLACED = re.compile(
    rf"(?P<year>{_YEAR})(?:\s[A-Z][a-z]{{2,8}}\.?(?:\s\d{{1,2}})?)?\s?[;:]\s?(?P<volume>\w{{1,8}})(?=\s?:)"
)


def published(each: Entry, finding: Finding, resolution: Resolution, known: Habits) -> list[Place]:
    """Return what says where a work has appeared, in place of what says that it has not."""
    registered = resolution.reference
    if registered is None:
        match = _DATED.search(each.plain)
        return [(*match.span(), finding.correction)] if match else []
    values = _values(registered, each, known)
    if match := _DATED.search(each.plain):
        return _behind_year(match, known.located(values) or _usual(values, finding), values)
    match = _ALONE.search(each.plain)
    if match is None:
        return []
    year = each.spans.get("year")
    if year is None and match.start() < len(each.text) / 3:
        return _undated(each, match, values, registered, known)
    before, located = known.placed(values) if year is None else ("", "")
    if not located:
        values.pop("year", None)
        before, located = known.placed(values)
    if not located:
        before, located = ", ", _after_journal(values)
    moved = year and registered.year and each.value("year") != str(registered.year)
    return [*([(*year, str(registered.year))] if year and moved else []), (*match.span(), before + located)]


def _behind_year(match: re.Match[str], located: str, values: dict[str, str]) -> list[Place]:
    """Return the edits of a year with a status behind it: they may stand in different markup."""
    start, end = match.span()
    year = values.get("year", "")
    if not year or not located.startswith(year):
        return [(start, end, located)]
    changed = [(start, start + 4, year)] if match.group()[:4] != year else []
    return [*changed, (start + 4, end, located[len(year) :])]


def _undated(
    each: Entry, match: re.Match[str], values: dict[str, str], registered: Reference, known: Habits
) -> list[Place]:
    """Return the edits of an entry with its status where others have the year: Doe J (in press) ..."""
    values.pop("year", None)
    journal = each.read.container_title
    at = each.plain.find(journal, match.end()) if journal else -1
    before, located = known.placed(values)
    if at < 0 or not registered.year:
        return []
    status = (match.start() + len(match["before"]), match.end())
    bare = each.text[slice(*status)].strip("()[]")
    start = each.text.index(bare, status[0])
    end = at + len(journal)
    return [
        (start, start + len(bare), str(registered.year)),
        (end, end, (before or ", ") + (located or _after_journal(values))),
    ]


def _values(registered: Reference, each: Entry, known: Habits) -> dict[str, str]:
    """Return year, volume, issue and pages as the page prints them, without the issue where it prints none."""
    pages = registered.text("page") or registered.text("number")
    values = {
        "year": str(registered.year or ""),
        "volume": registered.text("volume"),
        "issue": "" if known.prints_no_issues() else registered.text("issue"),
        "page": habits.range_like(pages, each.value("page"), known) if pages else "",
    }
    return {name: value for name, value in values.items() if value}


def _usual(values: dict[str, str], finding: Finding) -> str:
    """Return a work's place as medical citations have it."""
    if "volume" not in values:
        return finding.correction
    issue = f"({values['issue']})" if "issue" in values else ""
    page = f":{values['page']}" if "page" in values else ""
    return f"{values.get('year', '')};{values['volume']}{issue}{page}"


def _after_journal(values: dict[str, str]) -> str:
    issue = f"({values['issue']})" if "issue" in values else ""
    return ", ".join(filter(None, (values.get("volume", "") + issue, values.get("page", ""))))


def missing(each: Entry, finding: Finding, known: Habits) -> Place | None:
    """Return what puts an issue behind the volume, or pages behind both; nothing else has a sure place."""
    if "issue" in finding.message:
        return None if "issue" in each.spans else _issue(each, finding, known)
    if "pages" not in finding.message or "volume" not in each.spans or "page" in each.spans:
        return None
    first = "issue" if "issue" in each.spans else "volume"
    joint = known.joint(first, "page")
    return _behind(each, first, joint, habits.range_like(finding.correction, "", known)) if joint else None


def _behind(each: Entry, first: str, joint: tuple[str, str], value: str) -> Place | None:
    """Return what puts a value behind a part as others have it, behind the bracket that closes there."""
    if first not in each.spans:
        return None
    end = each.spans[first][1]
    closed = joint[0][:1] in ")]" and each.text[end : end + 1] == joint[0][:1]
    return (end + closed, end + closed, joint[0][closed:] + value + joint[1])


def _issue(each: Entry, finding: Finding, known: Habits) -> Place | None:
    for first in ("volume", "year"):
        if joint := known.joint(first, "issue"):
            return _behind(each, first, joint, finding.correction)
    match = _PLACED.search(each.plain)
    return (match.end("volume"), match.end("volume"), f"({finding.correction})") if match else None


def identified(each: Entry, finding: Finding, known: Habits) -> Place | None:
    """Return what puts the DOI, or else the PMID, at the end."""
    values = dict(part.split(" ", 1) for part in finding.correction.split("; ") if " " in part)
    form = known.doi()
    if "DOI" in values and (form or not ("PMID" in values and known.gives_pmids())):
        stop, lead, behind = form or habits.default_doi(known)
        return at_end(each.text, stop, f"{lead}{values['DOI']}", behind)
    return at_end(each.text, ".", f" PMID: {values['PMID']}", known.behind_pmids()) if "PMID" in values else None


def at_end(text: str, stop: str, added: str, behind: str = "") -> Place:
    """Return what puts words at the end of an entry, behind the mark that others have there."""
    end = len(text.rstrip())
    added = added if added[:1].isspace() or not added else f" {added}"
    last = text[end - 1 : end]
    if not end or last == stop or last in "?!":
        return end, end, added + behind
    if last == "." and stop in (",", ";", ""):
        return end - 1, end, stop + added + (behind or ".")
    if last in "])>/" or re.search(r"(?:https?://\S+|\b10\.\d{4,9}/\S+)\Z", text[:end]):
        return end, end, added + behind
    return end, end, stop + added + behind
