"""Group authors: institutions, societies and governments at the start of a citation string."""

from __future__ import annotations

import re

from ccsvi_refs.formats.citation.words import JOURNAL_WORDS, SMALL_WORDS

_ENGLISH = """
    academy administration agency alliance association authority board bureau center centers centre centres
    charity college commission committee confederation consortium contributors corporation council department dept
    editors federation foundation government group health initiative institute institutes library ministry network news
    office organisation organization panel parliament partnership press program programme service services society
    societies statistics team trust union university collaboration collaborators investigators
"""
_OTHER = """
    gesellschaft verband verein bundesamt bundesregierung bundesministerium bundeszentrale bundesärztekammer
    ministerium institut universität akademie stiftung kommission hochschule ministère société université agence
    autorité organisation comité conseil fédération académie fondation ministerio ministério sociedad sociedade
    asociación associação instituto universidad universidade agencia agência organización organização consejo
    conselho fundación fundação secretaría secretaria gobierno governo comisión comissão federación ministero
    società associazione istituto università agenzia organizzazione fondazione consiglio ministerstwo towarzystwo
    instytut uniwersytet organizacja ministerstvo společnost ústav univerzita organizace министерство общество
    институт университет организация академия федерация міністерство bakanlığı derneği üniversitesi kurumu örgütü
    vereniging stichting ministerie universiteit genootschap förening föreningen sällskapet myndigheten
    socialstyrelsen folkhälsomyndigheten υπουργείο εταιρεία πανεπιστήμιο οργανισμός
"""
#: A "name" with one of these words is a body's, not a person's.
_FOREIGN = re.compile(rf"\b(?:{'|'.join(_OTHER.split())})\b", re.IGNORECASE)
BODY = re.compile(
    rf"\b(?:{'|'.join((_ENGLISH + _OTHER).split())}"
    r"|\w{3,30}(?:gesellschaft|verband|hilfe|zentrum|stiftung|ministerium))\b",
    re.IGNORECASE,
)
#: Chinese and Japanese bodies end with what they are.
_CJK_BODY = re.compile(
    r"[\u3040-\u30ff\u4e00-\u9fff]{2,24}(?:[会會部院所局组省厅庁署社学室处處馆館团團委站]|公司|集团|政府|小组|联盟|中心|机构|機構|大学|センター|協会)"
)
#: No given name: National Nurses United.
_NATIONAL = re.compile(
    r"(?:National|International|American|British|European|Canadian|Australian|Federal|Royal|United|Global"
    r"|Deutsche[rs]?|Österreichische[rs]?|Schweizerische[rs]?|Europäische[rs]?|Svenska|Polskie|Assurance)\s"
)
SERIAL = re.compile(
    r"\b(?:journal|reviews?|science|proceedings|chronicle|(?:advances|progress|trends) in|publications of"
    r"|annals|reports|transactions|bulletin|archives|zeitschrift|revue|revista|rivista"
    r"|журнал|вестник|časopis|dergisi|czasopismo|tijdschrift|tidskrift|annales|anales|archiv)\b",
    re.IGNORECASE,
)
_ABBREVIATION = re.compile(r"[A-Z][A-Z&-]{1,8}[A-Za-z]?|[A-Z]{2,8}/[A-Z]{2,8}")
#: A name, perhaps with its abbreviation in brackets, and what ends it: a full stop, a colon, a bracketed year.
_START = re.compile(
    r"(?P<name>(?:[^.?!:;()\d“”\"«»„]|(?<=\bU)\.(?=S)|(?<=U\.S)\.|(?<=\bSt)\.){2,120}?)(?P<short>\s\([A-Z][A-Za-z&/-]{1,12}\))?"
    r"(?:(?<!U\.S)\.(?=\s+\S)|:(?=\s\S)|(?=\s?[(\[]|\s(?:1[5-9]|20)\d\d[.:]))"
)
_ABNT_COUNTRY = re.compile(r"(?P<name>[A-ZÀ-Ý]{4,20}(?:\s[A-ZÀ-Ý]{2,15}){0,3}\.\s[^.()\d]{4,80})\.\s")
#: What looks like a family name with initials, or the other way round: Age UK, NHS England.
_BRANCH = re.compile(
    r"(?:[A-Z][\w’'&-]*\s){1,4}(?:UK|USA|GB|EU|NI)"
    r"|[A-Z]{2,5}\s(?:England|Scotland|Wales|Ireland|Britain|Europe|International|Digital|Online|Improvement)"
)
#: What a body calls a series of its own, in which numbers are no volumes; a journal's name has capitals.
_SERIES = re.compile(
    r"(?:[A-Z][\w’-]*\s)?(?:[a-z][\w’-]*\s){0,2}(?:guidelines?|guidance|recommendations?|briefing|bulletin|circular|factsheet"
    r"|leaflet|statement|standard|report|paper|note|leitlinie|rapport|informe|relatório)"
    r"|Guidelines?|Guidance|Briefing|Circular|Factsheet|Fact sheet|Leaflet|Report|Leitlinie|Rapport|Informe|Relatório"
)
_ROLE = re.compile(r"\s?[(\[](?:hrsg|hg|eds?|org|coord|éds?|ред|red)\b\.?[)\]]", re.IGNORECASE)


def is_body(text: str) -> bool:
    """Return whether a text names a body: it has a word such as institute, or is written in capitals throughout."""
    return bool(BODY.search(text)) or not any(word[:1].islower() for word in text.split() if len(word) > 3)


def is_no_person(text: str) -> bool:
    """Return whether words with capitals are a body's or a serial's name."""
    return bool(BODY.search(text) or SERIAL.search(text) or _NATIONAL.match(text))


def is_branch(text: str) -> bool:
    """Return whether what was read as one person is a body by the country or branch in its name."""
    return bool(_BRANCH.fullmatch(text.strip(" .,")))


def is_series(text: str) -> bool:
    """Return whether a text is what a body calls a series of its own: Clinical guideline, Statistical bulletin."""
    return bool(_SERIES.fullmatch(text.strip(" .,")))


def at_start(text: str) -> tuple[str, int]:
    """Return the body that a text begins with and where it ends, nothing where its first sentence is no name."""
    if cjk := _CJK_BODY.match(text):
        return (cjk.group(), cjk.end()) if re.match(r"\s?[.,:(（]", text[cjk.end() :]) else ("", 0)
    country = _ABNT_COUNTRY.match(text)
    if country and BODY.search(country["name"]) and not BODY.search(country["name"].partition(".")[0]):
        return country["name"], country.end("name")
    match = _START.match(text)
    if not match or not names_body(match["name"]):
        return "", 0
    end = match.end("short") if match["short"] else match.end("name")
    role = _ROLE.match(text, end)
    return match["name"].strip(), role.end() if role else end


def names_body(name: str) -> bool:
    """Return whether a whole text is a body's name: a word says so, and it is written as names are."""
    if _ABBREVIATION.fullmatch(name.strip()):
        return True
    if not BODY.search(name) or SERIAL.search(name):
        return False
    words = [word for word in name.split() if word.lower() not in SMALL_WORDS]
    small = sum(word[:1].islower() for word in words)
    return name.strip()[:1].isupper() and (not small or (bool(_FOREIGN.search(name)) and len(name.split()) < 8))


def names_serial(name: str) -> bool:
    """Return whether a name is surely a journal's: a word says so, or half of its words are such as journals have."""
    if SERIAL.search(name):
        return True
    words = [word for word in re.findall(r"[^\W\d_]+", name.lower()) if word not in SMALL_WORDS]
    return bool(words) and 2 * sum(word in JOURNAL_WORDS for word in words) >= len(words)


def is_short_name(text: str) -> bool:
    """Return whether a first sentence could be a body's or a product's name: a few words, all with capitals."""
    words = text.split()
    content = [word for word in words if word.lower() not in SMALL_WORDS]
    return 0 < len(words) <= 7 and all(word[:1].isupper() or word[:1].isdigit() for word in content)
