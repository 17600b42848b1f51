"""How a page prints its entries, learned from all of them: what stands between volume and issue, how a DOI is given."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from ccsvi_refs import identifiers
from ccsvi_refs.auditing import Finding
from ccsvi_refs.correcting import wording
from ccsvi_refs.correcting.parts import Entry
from ccsvi_refs.text.months import MONTH

#: Entries that are looked at.
MOST = 300
_LEAD = re.compile(
    r"(?P<stop>[.,;]?)(?P<lead>[\s(\[]{0,3}(?:Available (?:from|at):?\s)?(?:https?://)?(?:(?:dx\.|www\.)?doi\.org/|doi\b\s?[:.]?\s?)?)\Z",
    re.IGNORECASE,
)
_MONTH = re.compile(rf"\s?\b{MONTH}\b\.?(?:\s\d{{1,2}})?", re.IGNORECASE)
_PMID = re.compile(r"PMID:?\s?\d+(\.?)\s*\Z")
_BEFORE_VOLUME = re.compile(r"[.,;:]?\s*(?:\(?(?:vol|bd|v)\b\.?\s)?\Z", re.IGNORECASE)
_CLOSERS = {"(": ")", "[": "]"}


@dataclass(frozen=True, slots=True)
class Habits:
    """The entries of a page, in order, and whether any of them gives an identifier or links to one.

    ``asked`` are rules whose corrections are wanted whatever the page does; ``abbreviates`` tells whether it shortens
    the names of journals, None where its entries do not show it.
    """

    entries: Sequence[Entry] = ()
    identified: bool = False
    asked: frozenset[str] = frozenset()
    abbreviates: bool | None = None

    def pages(self) -> list[str]:
        """Return the pages of the entries as printed."""
        return [value for each in self.entries if (value := each.value("page"))]

    def joint(self, first: str, second: str) -> tuple[str, str] | None:
        """Return what most entries print between two parts and behind the second, None where no entry has both."""
        joints = Counter(
            joint for each in self.entries if (joint := _joint(each, first, second)) is not None
        ).most_common(1)
        return joints[0][0] if joints else None

    def leaves_out(self, finding: Finding) -> bool:
        """Return whether a finding is about an identifier or issue, and no entry of the page has one."""
        if finding.rule in self.asked:
            return False
        if finding.rule == "no-identifier":
            return len(self.entries) > 2 and not self.identified
        return finding.rule == "field-missing" and "issue" in finding.message and self.prints_no_issues()

    def prints_no_issues(self) -> bool:
        """Return whether several entries print a volume and pages, and none of them an issue."""
        placed = [each for each in self.entries if "volume" in each.spans and "page" in each.spans]
        return len(placed) > 1 and not any("issue" in each.spans for each in placed)

    def doi(self) -> tuple[str, str, str] | None:
        """Return how most entries print a DOI: what ends the text before it, its lead, and what stands behind it."""
        forms = Counter(form for each in self.entries if (form := doi_form(each.text))).most_common(1)
        return forms[0][0] if forms else None

    def gives_pmids(self) -> bool:
        """Return whether an entry prints a PMID."""
        return any("PMID" in each.text for each in self.entries)

    def behind_pmids(self) -> str:
        """Return what most entries print behind a PMID at their end."""
        found = Counter(match[1] for each in self.entries if (match := _PMID.search(each.text))).most_common(1)
        return found[0][0] if found else ""

    def located(self, values: dict[str, str]) -> str:
        """Return values from the year to the pages as an entry prints them whose year stands before its volume.

        Empty where no entry does.
        """
        needed = frozenset(values)
        forms: Counter[str] = Counter()
        for each in self.entries:
            names = sorted(each.spans, key=lambda name: each.spans[name])
            if names[:2] == ["year", "volume"] and needed == frozenset(names) and not _is_slip(each):
                forms[_filled(each, names, values)] += 1
        return forms.most_common(1)[0][0] if forms else ""

    def placed(self, values: dict[str, str]) -> tuple[str, str]:
        """Return what stands before a volume, and the values from it on, as an entry with these parts has it.

        Both are empty where no entry has them.
        """
        forms: Counter[tuple[str, str]] = Counter()
        for each in self.entries:
            for names, start in beginnings(each):
                if names[0] == "volume" and set(names) == set(values):
                    forms[each.text[start : each.spans["volume"][0]], _filled(each, names, values)] += 1
        return forms.most_common(1)[0][0] if forms else ("", "")


def beginnings(each: Entry) -> Iterator[tuple[list[str], int]]:
    """Yield the parts of an entry's place in print and where it begins: from a year before the volume, and from it."""
    names = sorted(each.spans, key=lambda name: each.spans[name])
    if "volume" not in names:
        return
    if names[:2] == ["year", "volume"]:
        yield names, each.spans["year"][0]
    start = each.spans["volume"][0]
    before = _BEFORE_VOLUME.search(each.text[max(0, start - 60) : start])
    yield names[names.index("volume") :], start - (len(before[0]) if before else 0)


def default_doi(habits: Habits) -> tuple[str, str, str]:
    """Return how a DOI is printed on a page that prints none: an address where years stand in brackets behind names."""
    dated = [each for each in habits.entries if "year" in each.spans]
    early = [each for each in dated if each.spans["year"][0] < len(each.text) / 3]
    bracketed = [each for each in early if each.text[each.spans["year"][0] - 1 : each.spans["year"][0]] == "("]
    return (".", " https://doi.org/", "") if dated and len(bracketed) * 2 > len(dated) else (".", " doi:", "")


@lru_cache(maxsize=2 * MOST)
def doi_form(text: str) -> tuple[str, str, str] | None:
    """Return how a citation string prints its DOI, None where it prints none."""
    for found in identifiers.find(text):
        if found.identifier.kind == "doi":
            bare = text.lower().find("10.", found.start, found.end)
            lead = _LEAD.search(text[:bare])
            behind = re.match(r"[.)\]]{0,2}", text[found.end :])
            if lead:
                return lead["stop"], lead["lead"], behind[0] if behind else ""
    return None


def _joint(each: Entry, first: str, second: str) -> tuple[str, str] | None:
    if first not in each.spans or second not in each.spans or each.spans[first] >= each.spans[second]:
        return None
    between = each.text[each.spans[first][1] : each.spans[second][0]]
    if len(between) > 12 or re.search(r"\d", between):
        return None
    end = each.spans[second][1]
    closer = _CLOSERS.get(between.rstrip()[-1:], "")
    return between, each.text[end : end + 1] if closer and each.text[end : end + 1] == closer else ""


def _is_slip(each: Entry) -> bool:
    """Return whether a colon, or more than a date's rest, stands between year and volume."""
    between = each.text[each.spans["year"][1] : each.spans["volume"][0]]
    return ":" in between or len(between) > 20


def _filled(each: Entry, names: Sequence[str], values: dict[str, str]) -> str:
    """Return an entry's text from its first part to its last with other values in it, months left out."""
    shown = ""
    for at, name in enumerate(names):
        end = each.spans[name][1]
        shown += values[name]
        if at + 1 < len(names):
            between = each.text[end : each.spans[names[at + 1]][0]]
            shown += _MONTH.sub("", between)
    last = each.spans[names[-1]][1]
    closes = shown.count("(") > shown.count(")") and each.text[last : last + 1] == ")"
    return shown + (")" if closes else "")


def range_like(registered: str, like: str, habits: Habits) -> str:
    """Return registered pages as an entry that has ``like`` now, or else the page's other entries, print them."""
    return wording.pages(registered, like, habits.pages())
