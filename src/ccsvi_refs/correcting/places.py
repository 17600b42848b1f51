"""Where in a citation string a correction belongs, and in what words of the entry's own it stands there."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ccsvi_refs.auditing import Finding, RuleCode
from ccsvi_refs.correcting import adding, authors, habits, wording
from ccsvi_refs.correcting.habits import Habits
from ccsvi_refs.correcting.parts import Entry
from ccsvi_refs.text.letters import DASH

if TYPE_CHECKING:
    from ccsvi_refs.resolving import Resolution

_YEAR = r"(?:1[5-9]|20)\d\d"
#: ``2009;80(4):392-9``, ``2009 Apr;80:392``, ``2011:183(16):e1203``, with or without issue and pages.
_LOCATOR = re.compile(
    rf"(?P<year>{_YEAR})(?:\s[A-Z][a-z]{{2,8}}\.?(?:\s\d{{1,2}})?)?\s?[;:]\s?"
    r"(?P<volume>\w{1,8})\s?(?:\((?P<issue>[^()\n]{1,20})\))?"
    r"(?:\s?:\s?(?P<page>[A-Za-z]?\d\w*(?:\s?[-–—]\s?\w+)?))?"
)
#: ``80(4), 392–399``, ``80 (4): 392-399``, ``vol. 80, no. 4, pp. 392–399``.
_OTHERS = re.compile(
    r"(?:\bvol(?:\.|ume)?\s?)?(?P<volume>\b\d{1,4})(?:\s?\((?P<issue>[^()\n]{1,20})\)|,?\s(?:no|issue|iss)\.?\s?(?P<number>\d{1,4}))"
    r"(?:\s?[,:]\s?(?:pp?\.?\s?)?(?P<page>[A-Za-z]?\d\w*(?:\s?[-–—]\s?\w+)?))?",
    re.IGNORECASE,
)
_DASH = rf"\s?[{DASH}]+\s?"
_PART: dict[RuleCode, str] = {
    "year-differs": "year",
    "volume-differs": "volume",
    "issue-differs": "issue",
    "pages-differ": "page",
}


@dataclass(frozen=True, slots=True)
class Edit:
    """What is to stand from ``start`` to ``end``."""

    start: int
    end: int
    text: str

    def overlaps(self, other: Edit) -> bool:
        """Return whether both change the same stretch, or put something into the same place."""
        same = (self.start, self.end) == (other.start, other.end)
        return same or (self.start < other.end and other.start < self.end)


def edits(each: Entry, finding: Finding, resolution: Resolution, known: Habits) -> tuple[Edit, ...]:
    """Return the edits that put an entry right, none where they have no place of which one can be sure."""
    if finding.rule in _PART:
        found = _part(each, finding, known)
        return (found,) if found else ()
    return _RULES[finding.rule](each, finding, resolution, known) if finding.rule in _RULES else ()


def _part(each: Entry, finding: Finding, known: Habits) -> Edit | None:
    """Return the edit where the year, volume, issue or pages stand that are wrong."""
    name = _PART[finding.rule]
    correction = finding.correction
    span = each.spans.get(name)
    if span is None or not _same(each.value(name), finding.cited):
        span = _in_locator(each.plain, finding, name)
    if span is None and name in ("year", "page") and len(finding.cited) > 2:
        once = _once(each.plain, finding.cited)
        span = (once.start, once.end) if once else None
    if span is None:
        return None
    if name == "page":
        correction = habits.range_like(correction, each.text[slice(*span)], known)
    return Edit(*span, correction)


def _in_locator(text: str, finding: Finding, group: str) -> tuple[int, int] | None:
    """Return where the locator of the citation has the value that is wrong."""
    for pattern in (_LOCATOR, _OTHERS):
        for match in pattern.finditer(text):
            for name in (group, "number" if group == "issue" and pattern is _OTHERS else group):
                if name in pattern.groupindex and match[name] and _same(match[name], finding.cited):
                    return match.span(name)
    return None


def _same(printed: str, cited: str) -> bool:
    return re.sub(r"[\W_]+", "-", printed).casefold() == re.sub(r"[\W_]+", "-", cited).casefold()


def _once(text: str, cited: str) -> Edit | None:
    """Return where the cited value stands in the text once, however its spaces and dashes are printed."""
    words = cited.split()
    if not words:
        return None
    printed = r"\s+".join(_DASH.join(map(re.escape, re.split(rf"[{DASH}]", word))) for word in words)
    found = list(re.finditer(rf"(?<!\w){printed}(?!\w)", text, re.IGNORECASE))
    return Edit(found[0].start(), found[0].end(), found[0].group()) if len(found) == 1 else None


def _title(each: Entry, finding: Finding, _: Resolution, __: Habits) -> tuple[Edit, ...]:
    found = _once(each.text, finding.cited)
    return (Edit(found.start, found.end, wording.cased(finding.correction, found.text)),) if found else ()


def _journal(each: Entry, finding: Finding, resolution: Resolution, known: Habits) -> tuple[Edit, ...]:
    """Return the edit that names the journal; where the page abbreviates, only a registered abbreviation will do."""
    found = _once(each.plain, finding.cited)
    name = finding.correction
    shortens = known.abbreviates
    if found and (_is_abbreviated(found.text) if shortens is None else shortens):
        name = resolution.reference.text("container-title-short") if resolution.reference else ""
        name = name if "." in found.text else name.replace(".", "")
    return (Edit(found.start, found.end, name),) if found and name else ()


def _is_abbreviated(name: str) -> bool:
    words = re.findall(r"[^\W\d_]+", name)
    return len(words) > 1 and ("." in name or sum(len(word) < 6 for word in words) == len(words))


def _slip(each: Entry, finding: Finding, _: Resolution, __: Habits) -> tuple[Edit, ...]:
    """Return the edit of the separator behind the year, whatever space is around it."""
    year, wrong, rest = finding.cited.partition(":")
    found = list(re.finditer(rf"(?<!\d){re.escape(year)}\s?(?P<mark>{wrong})\s?{re.escape(rest)}(?!\w)", each.text))
    right = finding.correction[len(year) : len(year) + 1]
    return (Edit(*found[0].span("mark"), right),) if len(found) == 1 and wrong else ()


def _identifier(each: Entry, finding: Finding, _: Resolution, __: Habits) -> tuple[Edit, ...]:
    """Return the edits that put another identifier wherever the cited one is printed."""
    right = finding.correction.removeprefix("DOI ").removeprefix("PMID ")
    places = re.finditer(rf"(?<![\w.]){re.escape(finding.cited)}(?!\w)", each.text, re.IGNORECASE)
    return tuple(Edit(*match.span(), right) for match in places) if finding.cited else ()


def _names(each: Entry, _: Finding, resolution: Resolution, known: Habits) -> tuple[Edit, ...]:
    registered = resolution.reference.authors if resolution.reference else ()
    found = authors.put_right(each.text, registered, [other.text for other in known.entries])
    return (Edit(0, *found),) if found else ()


def _published(each: Entry, finding: Finding, resolution: Resolution, known: Habits) -> tuple[Edit, ...]:
    return tuple(Edit(*found) for found in adding.published(each, finding, resolution, known))


def _missing(each: Entry, finding: Finding, _: Resolution, known: Habits) -> tuple[Edit, ...]:
    found = adding.missing(each, finding, known)
    return (Edit(*found),) if found else ()


def _identified(each: Entry, finding: Finding, _: Resolution, known: Habits) -> tuple[Edit, ...]:
    found = adding.identified(each, finding, known)
    return (Edit(*found),) if found else ()


_RULES: dict[RuleCode, Callable[[Entry, Finding, Resolution, Habits], tuple[Edit, ...]]] = {
    "title-differs": _title,
    "authors-differ": _names,
    "journal-differs": _journal,
    "separator-slip": _slip,
    "identifiers-disagree": _identifier,
    "preprint-identifier": _identifier,
    "published-since": _published,
    "field-missing": _missing,
    "no-identifier": _identified,
}
