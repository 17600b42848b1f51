"""What a citation string says beside the description: identifiers, addresses, dates of access, status, notices."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from ccsvi_refs import identifiers
from ccsvi_refs.text import months, notices
from ccsvi_refs.text.patterns import when_used

_ADDRESS = re.compile(r"(?:https?://|ftp://|www\.)[^\s<>\"“”«»]+", re.IGNORECASE)
_ACCESS_WORD = (
    r"(?:(?:last|date)\s)?(?:accessed|cited|retrieved|viewed|consulted|visited)|(?:(?:letzter|zuletzt|datum\sdes)\s)?(?:zugriffs?"
    r"|abgerufen|aufgerufen|abrufs?|besucht|besuch|gesehen|geprüft|eingesehen)|(?:page\s)?consultée?|(?:dernière\s)?consultation|(?:última\s|fecha\sde\s)?consulta|consultado|citado|último\sacceso|(?:fecha\sde\s)?acceso"
    r"|(?:data\sde\s|último\s)?acesso|acessado|acedido"
    r"|consultato"
    r"|(?:data\s)?(?:di\s)?(?:ultimo\s|ultima\s)?(?:accesso|consultazione)|visitato|(?:laatst\s)?(?:geraadpleegd|bezocht|bekeken)|senast\s(?:hämtad|besökt)|hämtad|hämtat|besökt|hentet|tilgået|viitattu|luettu|cit|citováno|citované"
    r"|recuperado|recuperato|récupéré|opgehaald|pobrano|получено|tarihinde erişildi"
    r"|(?:data\s)?dostępu?|odczyt|erişim(?:\starihi)?|дата\sобращения|дата\sдоступа|дата\sзвернення|megtekintve"
    r"|letöltve"
    r"|accesat|πρόσβαση|閲覧日|参照日?|閲覧|アクセス日?|访问日期|检索日期|引用日期|最終(?:閲覧|アクセス)日?|查阅日期|浏览日期|검색일|접속일|확인일"
)
_ACCESSED = when_used(
    rf"[\[(]?(?<!\w)(?:{_ACCESS_WORD})(?:[.:]|\b)(?:\s(?:on|am|le|el|em|en|il|la|op|den|dnia|at|:))*:?\s?"
    rf"(?P<date>{months.DATE}|\d{{1,2}}[./]\d{{1,2}}[./]\d{{2}}(?!\d))(?:,?\s(?:from|at|via|de|von|op|bei|auf|sur)\b:?)?[\])]?",
    re.IGNORECASE,
)
#: In scripts without spaces the word may stand behind the date: （2019年3月1日閲覧）, [引用日期2021-05-03].
_EAST_WORD = (
    r"(?:最終)?(?:閲覧|アクセス|参照|确认|確認|取得|检索|檢索|访问|訪問|存取|引用|查阅"
    r"|浏览|접속|검색|확인|방문)(?:日期?|일)?"
)
_ACCESSED_EAST = when_used(
    rf"[（(\[【]?\s?(?:(?P<date>{months.DATE})\s?(?:に|最終)?{_EAST_WORD}"
    rf"|{_EAST_WORD}\s?[:：]?\s?(?P<later>{months.DATE}))\s?[)）\]】]?",
    re.IGNORECASE,
)
#: GB/T 7714: the date of access in square brackets of its own, behind the date of publication in round ones.
_BRACKETED_DATE = re.compile(
    rf"(?:\((?P<issued>{months.YEAR}-\d\d?-\d\d?)\)\s?)?\[(?P<date>{months.YEAR}-\d\d?-\d\d?)\]\.?"
)
_ARCHIVED = when_used(
    r"[(\[]?\b(?:archived|archiviert|archivé|archivado|arquivado|архивировано|zarchiwizowan[eoya])\b(?:\s\(?(?:PDF|XLSX?|DOCX?)\)?)?"
    r"(?:\s(?:from|vom|desde|do|de|from\sthe|the|el|o|original|originals?|à|z|adresu|l['’]original|\((?:PDF|XLSX?|DOCX?|TXT|ZIP|CSV)\)|on|am|le|em"
    r"|sur)){0,6}"
    rf"\s?(?P<date>{months.DATE})(?:\sat\sthe\sWayback\sMachine)?[)\]]?",
    re.IGNORECASE,
)
_ARCHIVE_SIGN = re.compile("rchi[vw]|rquiv|рхив")
#: "Retrieved 2 May 2011. See pages 2 and 3.": a remark behind the date of access.
_REMARK = re.compile(
    r"[.;]?\s+(?P<note>[“\"«„‘]?(?:(?:See|However|Note|Quote|Cf|Also|This|These|It|Citing|Requires|Includes?|Subscription|Excel|Download|Registration|Scroll|Click)\b"
    r"|[A-Z][\w'’]*,?\s(?=(?:\S+\s+){4})(?:[\w'’\"“”(),-]+\s){0,30}?(?:is|are|was|were|has|have|had|will|would|can|may|means)\s).{4,})$",
    re.DOTALL,
)
_ORIGINAL_DATE = when_used(
    rf"[\[(](?:(?:originally|first|originally first)\s(?:published|issued|printed)"
    r"|orig(?:inal)?\.?\s(?:publication|edition|pub\.)|original\swork\spublished|Originalausgabe|Erstausgabe|1re\séd\.|publié\sà\sl['’]origine)"
    rf"(?:\s(?:in|on|en|by|von|im))?:?,?\s(?P<date>{months.DATE})[\])]",
    re.IGNORECASE,
)
#: The name somebody has on a platform, behind the name: NASA [@nasa].
_HANDLE = re.compile(r"(?<=\w)\s\[(?P<handle>@[\w.-]{1,40})\](?=[.,\s])")
_ONLINE_DATE = when_used(
    r"\b(?:epub|e-?published|(?:first\s)?published\sonline|(?:preprint\s)?posted\sonline|online\sfirst)"
    rf"(?:\s(?:on|ahead of print))?:?,?\s(?P<date>{months.DATE})",
    re.IGNORECASE,
)
_ONLINE_SIGN = re.compile("epub|published|posted|first", re.IGNORECASE)
#: A line break inside a DOI.
_DOI_WRAP = re.compile(r"(?<=doi:10\.\d{4}/)\s*\n\s*(?=\S*\d)|(?<=/10\.\d{4}/)\s*\n\s*(?=\S*\d)", re.IGNORECASE)
#: Wikipedia's "PMC 2647682", and the date in the number of a preprint on bioRxiv or medRxiv.
_PMC = re.compile(r"\b(PMC)\s(\d{5,8}\b)")
_PREPRINT = re.compile(r"((?:bio|med)Rxiv[\s:]{1,2}\d{4})\.\d\d\.\d\d\.\d{6,8}(?:v\d)?", re.IGNORECASE)
#: When a text that is kept up to date was last changed: Last revised March 2020; Stand: 04/2018. Within a sentence it
#: is a title's: Where do we stand in 2019?
_UPDATED_SIGN = re.compile(
    r"last (?:re|up|am|mo|ed)|updat|stand|aktual|geändert|änderung|à\sjour|actualiz|atualiz|aggiorn|bijgew|uppdat",
    re.IGNORECASE,
)
_UPDATED = when_used(
    r"(?:\A|(?<=\n)|(?<=[.,;?!)\]–—|-]\s)|(?<=:\s)(?=last\s)|[\[(])(?:(?:page\s)?last\s(?:revised|updated|reviewed|amended|modified|edited)|updated|stand"
    r"|(?:zuletzt|letzte)\s(?:geändert|aktualisiert|aktualisierung|änderung)|mis\sà\sjour|dernière\smise\sà\sjour"
    r"|actualizado|última\sactualización|atualizado|aggiornato|ultimo\saggiornamento|bijgewerkt|laatst\sbijgewerkt"
    rf"|uppdaterad|senast\suppdaterad)\s?:?\s(?:(?:on|am|in|im|le|el|em|en|il|op|den)\s)?"
    rf"(?P<date>{months.DATE}|\d{{1,2}}[./]\s?{months.YEAR})(?!;\s?\d|,\s?\d{{1,4}}\s?\()[\])]?",
    re.IGNORECASE,
)
_STATUS = re.compile(
    r"[\[(]?\b(?P<status>(?:(?:e?pub(?:lished)?(?:\sonline)?|online)\s)?ahead of print|advance online publication"
    r"|in press|im druck|im erscheinen|sous presse|en prensa|no prelo|in corso di stampa|w druku|в печати|forthcoming"
    r"|(?:manuscript\s)?submitted(?:\sfor publication)?|accepted for publication)\b[\])]?",
    re.IGNORECASE,
)
#: Numbers of catalogues that CSL has no variable for, with the name they get under ``custom``.
_CATALOGUE = re.compile(
    r"\b(?P<name>Bibcode|S2CID|OCLC|JSTOR|LCCN|CSTR|hdl|Zbl|ASIN|CiteSeerX)[:\s]{1,2}(?P<value>[\w.:/&-]{2,40}\w)",
    re.IGNORECASE,
)
_ISSN = re.compile(r"\b[ep]?-?ISSN\b:?\s?(?P<issn>\d{4}-?\d{3}[\dXx])", re.IGNORECASE)
#: A DOI that is none, for whoever can say so.
_MALFORMED = re.compile(r"\bdoi\s?:\s?(?P<doi>[^\s;,)\]]{3,80})", re.IGNORECASE)
_ISBN = re.compile(r"\bISBN(?:-1[03])?\s*:?\s*(?P<isbn>[\dXx][\dXx\-–\ ]{6,18}[\dXx])", re.IGNORECASE)
_NOISE = re.compile(
    r"\b(?:available|retrieved|downloaded)\s(?:online\s)?(?:from|at|on)\b:?|\bavailable\s?:(?=\s{5})|\[(?:internet|online"
    r"|electronic resource|www document|en ligne"
    r"|en línea|em linha|elektronische ressource|электронный ресурс)\](?:\.\savailable:?)?|(?:(?<=[.,;])\sonline|\surl"
    r"|\sweb)\.?:?(?=\s*(?:\Z|<))|(?<=\.\s)(?:online|en línea|en ligne|em linha|en linea)\.(?=\s)"
    r"|\b(?:disponível|disponible|disponibile|accessible)\s(?:em|en|à l['’]adresse|sur|su|a)\s?:?"
    r"|\b(?:verfügbar unter|dostupné (?:z|na)|dostępn[ey] w|erişim adresi|beschikbaar op|tillgänglig på"
    r"|режим доступа|online verfügbar)\s?:?"
    r"|\[?(?:google scholar|crossref|pubmed|pmc free article|medline|web of science)\]"
    r"|\bpreprint\s(?:at|on|available (?:at|from))\b:?"
    r"|\[(?:astro-ph|cond-mat|cs|econ|eess|gr-qc|hep-[a-z]+|math(?:-ph)?|nlin|nucl-[a-z]+|physics|q-bio|q-fin|quant-ph|stat)"
    r"(?:\.[a-z-]{2,})?\]"
    r"|\[article in [^\]]{2,40}\]|\(in (?:[A-Z][a-z]{3,12})\)"
    r"|(?<=[.\d”»\s])\((?:pol|ang|niem|fr|ros|hiszp|wł|engl|en|de|fr|pl|ru|es)\.\)(?=\.?\s*$)"
    r"|\bpublished online(?: first| ahead of print)?(?:\s[a-z]{3,9}\.?(?:\s\d{1,2})?(?!\w))?"
    r"|\((?:link is external|opens in [^)]{0,40})\)"
    r"|\(?\bdoi\s?:\s*(?:10\s?\.\d{4,9}/)?\s*(?:[^\s)]{0,60}\d[^\s)]{0,60})?\)?|\b(?:doi|pmid|pmcid"
    r"|url)\s?:\s*(?=[\s.<]|$)"
    r"|\b(?:URL|Online|from|at|auf|unter|su|em|en)\s?:?(?=\s{5})|<\s*>"
    r"|(?<=[.\d]\s)\[?(?:Link|PDF|Code|Paper|Slides)\]?\.?\s*$",
    re.IGNORECASE,
)
#: One of these is in every text that has any of that; five blanks stand where an address was.
_NOISE_SIGNS = (
    "     ", "availab", "retriev", "download", "[", ".)", "online", "url", "web", "dispon", "accessib", "verfügbar",
    "dost", "erişim", "beschik", "tillgäng", "режим", "preprint", "(in ", "(link", "(opens", "doi", "pmid", "pmcid",
    "<", "link", "pdf", "code", "paper", "slides", "línea", "ligne", "linha", "linea",
)  # fmt: skip


@dataclass(slots=True)
class Asides:
    """The description that is left, the asides blanked out, and the CSL fields of the asides."""

    text: str
    fields: dict[str, Any] = field(default_factory=dict)
    custom: dict[str, Any] = field(default_factory=dict)


def cut(text: str) -> Asides:
    """Return a citation string without its asides, and what they said as CSL-JSON fields."""
    asides = Asides(_PREPRINT.sub(r"\1", _PMC.sub(r"\1\2", _DOI_WRAP.sub("", text))))
    _cut_notices(asides)
    inside = _cut_addresses(asides)
    _cut_identifiers(asides)
    for found in inside:
        asides.fields.setdefault(identifiers.FIELDS[found.kind], found.value)
    _cut_malformed(asides)
    _cut_dates(asides)
    if status := _STATUS.search(asides.text):
        asides.fields["status"] = status["status"]
        asides.text = _STATUS.sub(_blank, asides.text)
    low = asides.text.lower()
    if any(sign in low for sign in _NOISE_SIGNS):
        asides.text = _NOISE.sub(_blank, asides.text)
    return asides


def _cut_dates(asides: Asides) -> None:
    """Take out the dates of archiving, access, first publication, appearance online and the last change."""
    if _ARCHIVE_SIGN.search(asides.text):
        _cut_date(asides, _ARCHIVED, "archived", asides.custom)
    if accessed := _cut_date(asides, _ACCESSED, "accessed", asides.fields):
        _cut_remark(asides, accessed)
    if not asides.text.isascii():
        _cut_date(asides, _ACCESSED_EAST, "accessed", asides.fields)
    if "[" in asides.text:
        _cut_date(asides, _BRACKETED_DATE, "accessed", asides.fields)
        if handle := _HANDLE.search(asides.text):
            asides.custom["handle"] = handle["handle"]
            asides.text = _HANDLE.sub("", asides.text, count=1)
    if "rig" in asides.text or "irst" in asides.text or "Erst" in asides.text:
        _cut_date(asides, _ORIGINAL_DATE, "original-date", asides.fields)
    if _ONLINE_SIGN.search(asides.text):
        _cut_date(asides, _ONLINE_DATE, "available-date", asides.fields)
    if _UPDATED_SIGN.search(asides.text):
        _cut_date(asides, _UPDATED, "updated", asides.custom)


def _cut_addresses(asides: Asides) -> list[identifiers.Identifier]:
    """Take out the addresses that are not an identifier's own, and return the identifiers that stand inside them."""
    inside = []
    for match in _ADDRESS.finditer(asides.text):
        address = identifiers.trimmed(match.group())
        if identifiers.in_url(address) or "arxiv.org/" in address:
            continue
        asides.fields.setdefault("URL", address)
        inside += [one.identifier for one in identifiers.find(address) if one.identifier.kind in identifiers.FIELDS]
        blank = " " * len(match.group())
        asides.text = asides.text[: match.start()] + blank + asides.text[match.end() :]
    return inside


def _cut_identifiers(asides: Asides) -> None:
    pieces, last = [], 0
    for found in identifiers.find(asides.text):
        name = identifiers.FIELDS.get(found.identifier.kind)
        (asides.fields if name else asides.custom).setdefault(name or found.identifier.kind, found.identifier.value)
        pieces += [asides.text[last : found.start], " " * (found.end - found.start)]
        last = found.end
    asides.text = "".join(pieces) + asides.text[last:]
    for match in list(_CATALOGUE.finditer(asides.text)):
        asides.custom.setdefault(match["name"].lower(), match["value"])
        asides.text = asides.text[: match.start()] + _blank(match) + asides.text[match.end() :]
    if issn := _ISSN.search(asides.text):
        asides.fields["ISSN"] = issn["issn"].upper()
        asides.text = _ISSN.sub(_blank, asides.text)


def _cut_malformed(asides: Asides) -> None:
    """Keep a DOI and an ISBN that are none as they are printed, so that somebody can say what is wrong with them."""
    for name, pattern in (("DOI", _MALFORMED), ("ISBN", _ISBN)):
        match = pattern.search(asides.text)
        if match and name not in asides.fields and re.search(r"\d", match[name.lower()]):
            asides.fields[name] = match[name.lower()].rstrip(".,:; -")
            asides.text = pattern.sub(_blank, asides.text)


def _cut_notices(asides: Asides) -> None:
    """Take out notices of other publications, Retraction in: ..., whose places are not the work's."""
    found = list(notices.spans(asides.text))
    if found:
        asides.custom["notice"] = asides.text[found[0][0] : found[0][1]].strip(" .;[]()")
    for start, end in found:
        asides.text = asides.text[:start] + " " * (end - start) + asides.text[end:]


def _cut_remark(asides: Asides, start: int) -> None:
    """Take out a sentence behind the date of access, as a note."""
    if remark := _REMARK.match(asides.text, start):
        asides.fields["note"] = remark["note"]
        asides.text = asides.text[: remark.start("note")]


def _cut_date(asides: Asides, pattern: re.Pattern[str], name: str, to: dict[str, Any]) -> int:
    """Take out a date, and return where it ended, 0 where there is none or it stands in square brackets."""
    match = pattern.search(asides.text)
    if match is None:
        return 0
    groups = match.groupdict()
    if date := _date(match["date"] or groups["later"]):
        to[name] = {"date-parts": [list(date)]}
    if groups.get("issued"):
        asides.fields["issued"] = {"date-parts": [list(months.date(groups["issued"]))]}
    asides.text = pattern.sub(_blank, asides.text)
    return 0 if match.group().endswith("]") else match.end()


def _date(text: str) -> tuple[int, ...]:
    """Return a date; of a year in two digits, the year alone is certain."""
    short = re.fullmatch(r"\d{1,2}[./]\d{1,2}[./](\d{2})", text)
    return (2000 + int(short[1]),) if short else months.date(text)


def _blank(match: re.Match[str]) -> str:
    return " " * len(match.group())
