"""Statutes, cases and standards: citations without authors, whose title is a name and a number."""

from __future__ import annotations

import re
from typing import Any

from ccsvi_refs.text import locators
from ccsvi_refs.text.months import YEAR
from ccsvi_refs.text.patterns import when_used

#: Donoghue v Stevenson [1932] AC 562; R v Brown [1994] 1 AC 212; [2010] UKSC 13; Brown v. Board, 347 U.S. 483 (1954).
_CASE = re.compile(
    rf"(?P<title>[A-Z][^\[\]“”\"]{{0,120}}?\sv\.?\s[^\[\]()“”\"\d]{{2,120}}?),?\s"
    rf"(?:[\[(](?P<year>{YEAR})[\])],?\s(?:(?P<volume>\d{{1,3}})\s)?"
    r"(?P<reporter>[A-Z][A-Za-z. ()&]{0,40}?)\s(?P<page>\d{1,5})"
    r"|(?P<us_volume>\d{1,4})\s(?P<us_reporter>[A-Z][\w. ]{1,20}?)\s(?P<us_page>\d{1,5})"
    rf"[^()]{{0,40}}\((?:[^()]{{0,20}}\s)?(?P<us_year>{YEAR})\))"
)
#: Where law reviews stand: 75 Harv. L. Rev. 1 (1990).
_REVIEW = re.compile(r"\bRev\b|\bL\.\s?J\.|\bJ\.\s?(?:L|\w{3})|\bJournal\b|\bQuart")
_ACT = re.compile(
    r"(?!(?:(?:An?|The)\s)?(?:[\w-]+\s){0,2}(?i:guide|guidance|handbook|manual|introduction|overview|review|reform"
    r"|evaluation|analysis|impact|effects?|understanding|implementing|commentary|report)\s(?:(?:to|of|on|for)\s)?the\s)"
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

#: Statutes of other countries begin with what they are and have a number, a date or the gazette's: Loi n° 2002-303 du 4
#: mars 2002 …, Ley 41/2002, de 14 de noviembre …, § 20 SGB V – …, Ustawa z dnia 27 sierpnia 2004 r. …
_LAW = when_used(
    r"(?:(?:Loi|Décret|Arrêté|Ordonnance|Circulaire)\s(?:(?:organique|ministériel(?:le)?|interministériel(?:le)?)\s)?(?:n[°ºo]\.?\s?|du\s)\d"
    r"|(?:Ley|Real\sDecreto(?:-ley|\sLegislativo)?|Decreto(?:-ley)?|Orden|Decreto\sSupremo)(?:\s(?:Orgánica|Foral|General|Ministerial))?"
    r"\s(?:(?:N|n)\.?[°º]?\s?)?(?:[A-Z]{2,4}/)?\d"
    r"|(?:Lei|Portaria|Decreto-Lei|Resolução)(?:\sComplementar|\s[A-Z/]{2,8})?\sn\.?[°ºo]?\.?\s?\d"
    r"|(?:Legge(?:\scostituzionale)?|Decreto\s(?:legislativo|ministeriale|del\sPresidente)|D\.?\s?(?:Lgs|L|M|P\.?R)\.?)\s(?:\d|n\.)"
    r"|§§?\s?\d{1,4}[a-z]?(?:\s(?:Abs|Absatz|Satz|Nr)\.?\s?\d{1,2})*(?:\s?ff?\.)?\s[A-ZÄÖÜ][\w-]*[A-Z]"
    r"|(?:Gesetz|Verordnung|Richtlinie|[A-ZÄÖÜ][a-zäöüß]{3,40}(?:gesetz|verordnung))\s(?:\([^()]{2,60}\)\s?)?(?:vom|zu[rm]?|über|in\sder\sFassung|\d|\(EU)"
    r"|(?:Ustawa|Rozporządzenie|Obwieszczenie|Uchwała)\s[^.;]{0,80}?\bz\sdnia\s\d"
    r"|(?:Zákon|Vyhláška|Nařízení)\s(?:č\.\s?)?\d"
    r"|(?:Федеральный\sзакон|Закон|Приказ|Постановление|Указ|Распоряжение)\s[^.;]{0,120}?(?:№|\bот\s\d)"
    r"|(?:Wet|Besluit|Regeling)\s(?:op|van|houdende|inzake|tot)\s(?:de|het)?"
    r"|(?:Lag|Förordning|Lov|Bekendtgørelse|Forskrift)\s(?:\((?:19|20)\d\d:\d|om\s|nr\.?\s?\d|\d)"
    r"|(?:Council\s|Commission\s(?:Implementing\s|Delegated\s)?)?(?:Regulation|Directive|Decision)\s\((?:EU|EC|EEC)\)\s(?:No\.?\s)?\d"
    r"|(?:Council\s|Commission\s)?Directive\s(?:19|20)?\d\d/\d{1,4}/E"
    r"|(?:Règlement|Reglamento|Regolamento|Regulamento|Verordening|Rozporządzenie)\s(?:\((?:UE|CE|EU|EG)\)|\S+\s\((?:UE|CE|EU|WE)\)))"
)
#: What was said in a parliament: HC Deb 12 March 2019, vol 656, col 201; Deutscher Bundestag: Drucksache 19/1234.
_DEBATE = re.compile(
    r"(?P<title>(?:H[CL]\s(?:Deb|Debate|WA|WS)|Hansard(?=[,.:]?\s\(?(?:H[CL]\b|House|Commons|Lords|Deb|[Vv]ol|\d))|(?:Deutscher\sBundestag[,:]?\s)?(?:BT-|BR-)?(?:Drucksache|Drs\.|Plenarprotokoll)"
    r"|Congressional\sRecord|Dáil\sDebates?)\b[^?!]{4,160}?)\W*$"
)
#: What courts decided, by the word for it or the court's short name, and a day or number: arrest alone is a diagnosis.
_DECISION = when_used(
    r"(?P<title>(?:(?:Urteil|Beschluss|Urt\.|Beschl\.)\s(?:des|der|vom)|(?:BVerfG|BGH|BSG|BAG|BFH|EuGH|EGMR|OLG|LSG|BVerwG)\b,?"
    r"|(?=[^?!;]{0,120}?(?:(?<![./\d])\d{1,6}/\d|\b[nN](?:[°ºo]|r|[uú]m)?\.?\s?\d|\b[A-Z]{1,3}-\d"
    r"|\d{1,2}(?:\.|er|º)?\s(?:de\s)?[a-zà-ž]{3,12}\.?\s(?:de\s)?\d{4}|\d{1,5}\sdel?\s\d{4}))"
    r"(?:(?:Sentenza|Sentencia|Arrêt|Wyrok|Rozsudek|Arrest)\s|Cass\.|Corte\s(?:di|cost)|Tribunal\s(?:Supremo|Constitucional)"
    r"|Cour\sde))"
    r"[^?!]{4,200}?)\W*$"
)
#: 介護保険法（平成9年法律第123号）
_EASTERN_LAW = re.compile(
    r"[\u3040-\u30ff\u4e00-\u9fff]{2,40}(?:法|法律|令|規則|条例|條例|办法|辦法|规定)\s?\([^()]{2,40}[号號]\)\W*$"
)
#: The year that a statute is of: that of its number or date, not that of the gazette behind it.
_LAW_YEAR = re.compile(rf"(?<!\d)(?P<year>{YEAR})(?!\d)")
#: The gazettes that print statutes, and the reports that print judgments, by volume and page as journals have it.
_OFFICIAL = when_used(
    r"\b(?:BGBl|RGBl|GVBl|GVOBl|BAnz|Bundesgesetzblatt|Bundesanzeiger|ABl|Amtsblatt|Stb|Stcrt|Staatsblad|Staatscourant"
    r"|SFS|Svensk författningssamling|Lovtidende?|BOE|B\.\s?O\.\s?E|Bolet[ií]n Oficial|D\.?\s?O\.?\s?U"
    r"|Diário (?:Oficial|da República)|Diario Oficial|JORF|J(?:ournal)? Off(?:iciel)?|Moniteur belge|G\.\s?U"
    r"|Gazz(?:etta)? Uff(?:iciale)?|Dz\.?\s?U|Dziennik Ustaw|Monitor Polski|Sb|Sbírka|Собрание законодательства"
    r"|Российская газета|Fed(?:eral|\.)? Reg(?:ister)?|OJ [LC]|Off(?:icial|\.)? J(?:ournal)?|BGHZ|BGHSt|BVerfGE"
    r"|BVerwGE|BSGE|BAGE|BFHE|Slg|ECR|NJW|RJ|Bull\.? (?:civ|crim)|H[CL] Deb)\b"
)
#: A title's end with the name of what it stands in behind it.
_TITLE_ENDS = re.compile(r"[.?!”\"’»]\s+[^\W\d_][^?!]{1,120}$")
#: The longest name of a statute.
_LONGEST_LAW = 500


def is_in_serial(text: str) -> bool:
    """Return whether a citation string ends with a journal's volume and pages, as what is written about statutes does.

    Gazettes and reports of judgments, which print the statutes and judgments themselves, are none.
    """
    place = locators.read(text)
    if place is None or not place.volume or not place.page or _OFFICIAL.search(text):
        return False
    return bool(place.issue or "page" in place.sure) and bool(_TITLE_ENDS.search(text[: place.start]))


def read(text: str) -> dict[str, Any] | None:
    """Return the CSL-JSON fields of a statute or a case, None for any other citation string."""
    if (case := _CASE.match(text)) and not _REVIEW.search(case["reporter"] or case["us_reporter"]):
        volume, reporter, page, year = (
            case[name] or case["us_" + name] for name in ("volume", "reporter", "page", "year")
        )
        fields = {"type": "legal_case", "title": case["title"].strip(" ,"), "container-title": reporter.strip(),
                  "volume": volume, "page": page, "issued": _year(year)}  # fmt: skip
        return {name: value for name, value in fields.items() if value}
    if act := _ACT.match(text):
        fields = {"type": "legislation", "title": act["title"], "section": act["section"], "issued": _year(act["year"])}
        return {name: value for name, value in fields.items() if value}
    if (debate := _DEBATE.match(text)) and re.search(r"\d", debate["title"]):
        said = _LAW_YEAR.search(debate["title"])
        return {"type": "hearing", "title": debate["title"]} | ({"issued": _year(said["year"])} if said else {})
    if (decision := _DECISION.match(text)) and re.search(r"\d", decision["title"]):
        when = _LAW_YEAR.search(decision["title"])
        return {"type": "legal_case", "title": decision["title"]} | ({"issued": _year(when["year"])} if when else {})
    return _law(text)


def _law(text: str) -> dict[str, Any] | None:
    """Return the fields of a statute that has a number or a date of its own, None for any other citation string."""
    if len(text) > _LONGEST_LAW or not (_LAW.match(text) or _EASTERN_LAW.match(text)):
        return None
    year = _LAW_YEAR.search(text)
    fields: dict[str, Any] = {"type": "legislation", "title": text.strip().rstrip(".,; ")}
    return fields | ({"issued": _year(year["year"])} if year else {})


def standard(text: str) -> re.Match[str] | None:
    """Return the number of the standard that a citation string begins with, as the match's group ``number``."""
    return _STANDARD.match(text)


def is_within(text: str, number: re.Match[str]) -> bool:
    """Return whether a standard's number only begins the title of an article about it: ISO 9001 in hospitals."""
    return bool(re.match(r"\s[^\W\d_A-Z]", text[number.end() :])) and is_in_serial(text)


def _year(year: str) -> dict[str, Any]:
    return {"date-parts": [[int(year)]]}
