"""Statutes, cases and standards: citations without authors, whose title is a name and a number."""

from __future__ import annotations

import re
from typing import Any

from ccsvi_refs.text.months import YEAR

#: Donoghue v Stevenson [1932] AC 562; R v Brown [1994] 1 AC 212; [2010] UKSC 13; Brown v. Board, 347 U.S. 483 (1954).
_CASE = re.compile(
    rf"(?P<title>[A-Z][^\[\]()“”\"]{{2,120}}?\sv\.?\s[^\[\]()“”\"\d]{{2,120}}?),?\s"
    rf"(?:[\[(](?P<year>{YEAR})[\])],?\s(?:(?P<volume>\d{{1,3}})\s)?"
    r"(?P<reporter>[A-Z][A-Za-z. ()&]{0,40}?)\s(?P<page>\d{1,5})"
    r"|(?P<us_volume>\d{1,4})\s(?P<us_reporter>[A-Z][\w. ]{1,20}?)\s(?P<us_page>\d{1,5})"
    rf"[^()]{{0,40}}\((?:[^()]{{0,20}}\s)?(?P<us_year>{YEAR})\))"
)
_ACT = re.compile(
    rf"(?P<title>(?:The\s)?[A-Z][A-Za-z,'’()& -]{{2,140}}?\b(?:Act|Regulations?|Order|Bill|Rules|Code|Measure"
    rf"|Statute|Law)\s(?P<year>{YEAR}))"
    r"(?:\s\([^()\d]{2,30}\))?(?:,?\s(?:c|ch|cap)\.?\s?\d{1,3})?"
    r"(?:,?\s(?:ss?|sec(?:tions?)?|regs?|arts?|paras?|§§?|pt|sch)\.?\s?(?P<section>\d[\w()–-]{0,20}))?\W*$"
)
_STANDARD = re.compile(
    r"(?P<number>(?:(?:BS|DIN|EN|ISO|IEC|IEEE|ASTM|ANSI|ÖNORM|NF|UNI|UNE|JIS|AS/NZS|ГОСТ|GB/T|GB|NEN|SS|CSN|ČSN"
    r"|PN|ITU-T|ETSI)[ /-]?)"
    r"(?:(?:EN|ISO|IEC|R|TS|TR|Std|Р"
    r"|ИСО)[ /-]?){0,3}(?:Std\.?\s)?[A-Z]?\d[\d.]*(?:-\d{1,3})*(?::\d{4}(?:\+A\d:\d{4})?|[-–](?:19|20)\d\d)?)"
    r"(?=[.,:;\s(]|$)"
)


def read(text: str) -> dict[str, Any] | None:
    """Return the CSL-JSON fields of a statute or a case, None for any other citation string."""
    if case := _CASE.match(text):
        volume, reporter, page, year = (
            case[name] or case["us_" + name] for name in ("volume", "reporter", "page", "year")
        )
        fields = {"type": "legal_case", "title": case["title"].strip(" ,"), "container-title": reporter.strip(),
                  "volume": volume, "page": page, "issued": _year(year)}  # fmt: skip
        return {name: value for name, value in fields.items() if value}
    if act := _ACT.match(text):
        fields = {"type": "legislation", "title": act["title"], "section": act["section"], "issued": _year(act["year"])}
        return {name: value for name, value in fields.items() if value}
    return None


def standard(text: str) -> re.Match[str] | None:
    """Return the number of the standard that a citation string begins with, as the match's group ``number``."""
    return _STANDARD.match(text)


def _year(year: str) -> dict[str, Any]:
    return {"date-parts": [[int(year)]]}
