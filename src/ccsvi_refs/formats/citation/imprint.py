"""Books, chapters, theses and reports: edition, imprint, pages in brackets, the book a chapter is in, its editors."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import Any

from ccsvi_refs.formats.citation import names, publishers
from ccsvi_refs.text import months
from ccsvi_refs.text.letters import DASH

_ORDINAL = (
    r"(?:\d{1,2}(?:st|nd|rd|th|e|ème|re|er|[ªº°])|\d{1,2}-(?:е|е\.|ое)|\d{1,2}\.|(?:twenty-)?(?:second|third"
    r"|fourth|fifth|sixth|seventh|eighth"
    r"|ninth|tenth)|rev(?:ised|\.)?|zweite|dritte|vierte|fünfte|neu(?:e|bearb\.)?)"
)
_EDITION = re.compile(
    rf"[(,.]?\s?(?<!\w)(?:(?P<edition>{_ORDINAL})\s(?:(?:rev\.|überarb\.|erw\.|internat\.)\s){{0,2}}(?:ed(?:ition"
    rf"|n|ição|ición|izione)?|éd(?:ition)?"
    r"|aufl(?:age)?|wyd(?:anie)?|vyd(?:ání)?|изд|baskı|druk|uppl|utg(?:åva)?|kiad)\b\.?"
    r"|第?(?P<edition_sign>\d{1,2})\s?版)(?:,\s)?\)?",
    re.IGNORECASE,
)
_PAGE_RANGE = rf"[\dA-Za-z]{{1,8}}(?:\s?[{DASH}]\s?[\dA-Za-z]{{1,8}})?"
_PAGES = re.compile(
    rf"\(?(?:(?:vol\.?|volume|Bd\.?|Band|t\.|v\.)\s(?P<volume>\w{{1,8}}),\s)?\b(?:pp?|S|s|с"
    rf"|págs?)\b\.?\s?(?P<page>{_PAGE_RANGE})\)",
    re.I,
)
_BOOK_VOLUME = re.compile(
    r"[,.:]\s(?:Bd|Band|[Vv]ol|Volume|[Tt]ome|[Tt]omo|[Tt]|v)\b(?:\.\s?|\s)(?P<volume>\d{1,3}|[IVX]{1,5})(?=\s?[.,:;)]|\s*$)"
)
_PAGES_BEFORE = re.compile(
    rf",\s(?:pp?\b\.?|S\.|pages\b|Seiten\b|págs?\.|с\.)\s?(?P<page>{_PAGE_RANGE})(?=[.,;]\s|[.,;]?\s*$)"
    rf"|(?<=[^\W\d]|[)])\s(?!{months.YEAR}[–-](?:{months.YEAR}|\d\d\b))(?P<page_plain>\d{{1,5}}[–-]\d{{1,5}})(?=\.?\s*$)"
)
#: ISO 690 prints the bare number of an edition before the place: Title. 2. Berlin: Publisher.
_EDITION_NUMBER = re.compile(r"(?<=[^\W\d])\.\s(?P<edition>\d{1,2})\.?\s*$")
_EXTENT = re.compile(
    r"(?<![–\d-])(?P<extent>\d{1,4})\s(?:pp|pages|págs?|páginas|p|S|Seiten|с|стр|s|str|sivua|oldal)\b\.?(?=\W*$)"
)
_IN = re.compile(
    r"(?:(?<=[.?!,”\"’»“』」)]\s)|^)(?:(?:[Ii]n|[Dd]ans|IN)(?:\s?:\s?|\s)|(?:[Ee]m|[Ee]n|W|V|В|[Ss]tr?|Στο|Στην|收入"
    r"|載)\s?:\s?|Στο\s|//\s?)(?=\S)"
)
_THESIS_WORD = (
    r"(?:(?:(?:ph\.?\s?d\.?|doctoral|master['’]?s?|bachelor['’]?s?|unpublished|m\.?sc\.?"
    r"|m\.?a\.?)\s){0,2}(?:thesis|dissertation)|(?:inaug\.-)?diss\.|dissertation"
    r"|(?:inaugural|master|diplom|doktor)arbeit|habilitation(?:sschrift)?|thèse(?:\sde\sdoctorat)?"
    r"|mémoire(?:\sde\smaster)?"
    r"|tesis(?:\sdoctoral)?|tese(?:\s\([^()]{3,40}\))?|dissertação(?:\s\([^()]{3,40}\))?"
    r"|tesi(?:\sdi\s(?:dottorato|laurea))?|rozprawa\sdoktorska"
    r"|(?:disertační|diplomová|bakalářská)\spráce|doktora\stezi|yüksek\slisans\stezi|proefschrift|doktorsavhandling"
    r"|дис\.[^.]{0,30}|диссертация|博士学位论文|硕士学位论文|博士論文|修士論文)"
)
_THESIS = re.compile(
    rf"[\[(](?P<genre>[^\[\]()]{{0,30}}{_THESIS_WORD})(?:,\s(?P<publisher>[^\[\]()]{{3,80}}?))?(?:,?\s(?P<year>{months.YEAR}))?[\])]"
    rf"|(?:(?<=[.,;]\s)|(?<=[“”\"»》]\s)|(?<=—)|^)(?P<genre_plain>{_THESIS_WORD})(?=\s?[.,;—–:(]|\s*$)",
    re.IGNORECASE,
)
#: Kinds of reports and other writings that styles print in brackets behind the title.
_GENRE = re.compile(
    r"[\[(](?P<genre>(?:technical |annual |research |government |policy |discussion |working )?(?:report|paper"
    r"|brief(?:ing)?)|press release|"
    r"white paper|preprint|dataset|data set|computer software|software|video|podcast|poster|map|leaflet|brochure"
    r"|pdf)[\])]"
    r"|(?:(?<=\.\s)|(?<=,\s))(?P<genre_plain>technical report|working paper|preprint)(?=[.,])",
    re.IGNORECASE,
)
#: French books name their series: coll. « Que sais-je ? ».
_SERIES = re.compile(
    r"[,.(]\s?coll(?:ection)?\.?\s[«“\"]\s?(?P<collection>[^»”\"]{2,80}?)\s?[»”\"]\)?(?=[,.;]|$)", re.IGNORECASE
)
#: What stands where no place or publisher is known: [S.l.]: and s.n.,
_NO_PLACE = re.compile(r"[\[(]?(?<!\w)[Ss]\.\s?[ln]\.[\])]?(?:\s?[:;,]\s?|(?=\s?[.,]?\s?\d{4}))|\[n\.p\.\]\s?[:;,]\s?")
#: Chinese and Japanese name an edition in a sentence of its own: 增补本. 第3版.
_EDITION_SENTENCE = re.compile(
    r"(?<=[.。]\s)(?P<edition>(?:[\u4e00-\u9fff]{1,3}[本版]|第\d{1,2}版|再版))(?=[.,。]|\s*$)"
)
#: A series of reports with the number in it: White Paper TR-2011-1, Technical Report No. 17.
_SERIES_REPORT = re.compile(
    r"(?:^|(?<=[.,”\"’»?]\s))(?P<genre>(?:technical|research|policy research|scientific)\sreport"
    r"|tech\.\srep\.|(?:NBER\s)?working\spaper"
    r"|AWMF[-\s](?:Leitlinien-?)?Reg(?:ister)?\.?[-\s]?(?:Nr\.?|Nummer)?:?|discussion\spaper|white\spaper|policy\sbrief|policy\spaper|rapport\stechnique|forschungsbericht|arbeitspapier"
    rf"|informe\stécnico),?\s(?!{months.YEAR}\b)(?:(?:no|nr|n[°º])\.?\s?|\#\s?)?"
    r"(?P<number>(?-i:(?:[A-Z]{1,8}[-/.]){0,3}[A-Z]{0,8})\d(?:[\w./-]{0,20}\w)?)(?=[.,;:)\s]|$)",
    re.IGNORECASE,
)
_CSL_NAME = {
    "page_plain": "page", "place": "publisher-place", "extent": "number-of-pages", "genre_plain": "genre",
    "edition_sign": "edition", "year": "issued", "collection": "collection-title",
}  # fmt: skip


@dataclass(slots=True)
class Imprint:
    """A description without what concerns the book, that as CSL fields, and where "In" and the publisher stood or 0."""

    text: str
    fields: dict[str, Any] = field(default_factory=dict)
    inside: tuple[int, int] = (0, 0)
    sold: int = 0

    def take(self, match: re.Match[str], instead: str = ". ") -> None:
        """Take a match out of the text; a full stop stays where it was, so that the parts beside it stay apart."""
        self.fields |= {
            _CSL_NAME.get(name, name): _bare(name, value) for name, value in match.groupdict().items() if value
        }
        before, after = self.text[: match.start()].rstrip(" .,;"), self.text[match.end() :].lstrip(" .,;")
        text = " ".join((before + instead + after).split()) if before else " ".join(after.split())
        if self.sold > match.start():
            self.sold = max(0, self.sold + len(text) - len(self.text))
        self.text = text


def _bare(name: str, value: str) -> str:
    """Return a value without the marks around it; a city without the full stop behind it."""
    value = value.strip(" ,")
    return value.rstrip(".") if name == "place" and value.count(".") == 1 and len(value) > 4 else value


def cut(text: str, *, serial: bool = False) -> Imprint:
    """Return the description without edition, publisher, place, bracketed pages and editors, and these as fields.

    ``serial`` says that an article is described, whose container may have a publisher's name.
    """
    imprint = Imprint(text)
    if "." in text:
        imprint.text = _NO_PLACE.sub("", text)
    for pattern in (_THESIS, _SERIES_REPORT, _GENRE, _EDITION, _EDITION_SENTENCE, _SERIES, _PAGES, _EXTENT):
        if match := pattern.search(imprint.text):
            imprint.take(match)
    match = publishers.find(imprint.text)
    if match and (not serial or match.groupdict().get("place")):
        sold = len(imprint.text[: match.start()].rstrip(" .,;"))
        imprint.take(match)
        imprint.sold = sold
        if pages := _PAGES_BEFORE.search(imprint.text, 0, imprint.sold + 2):
            imprint.take(pages)
    if imprint.fields.keys() & {"publisher", "edition"} and (volume := _BOOK_VOLUME.search(imprint.text)):
        imprint.take(volume)
    if imprint.sold and (number := _EDITION_NUMBER.search(imprint.text, 0, imprint.sold + 2)):
        imprint.take(number)
    if year := imprint.fields.get("issued"):
        imprint.fields["issued"] = {"date-parts": [[int(year)]]}
    _divide(imprint)
    _edited(imprint)
    _translated(imprint)
    return imprint


def _divide(imprint: Imprint) -> None:
    """Find "In: Brown C, editor. Title" or "In C. Brown (Ed.), Title" and take the editors in."""
    for match in _IN.finditer(imprint.text):
        found = _before_book(names.read(imprint.text, match.end()), imprint.text, match)
        several = (len(found.names) > 1 or found.others) and found.shape in ("Family I", "Family, I.", "Family I I")
        if found.names and (found.editors or several or "//" in match.group()):
            _take_editors(imprint, found, match.end())
            imprint.inside = (match.start(), match.end())
            return
        begins = match.group()[0].isupper() or imprint.text[: match.start()].rstrip()[-1:] in (".", "?", "!")
        if (match.group().strip()[-1] in ":/" or begins) and match.start():
            imprint.inside = (match.start(), match.end())
            return


def _before_book(found: names.Names, text: str, match: re.Match[str]) -> names.Names:
    """Return the names before the title of a book, none where that title was taken for them.

    Behind GB/T 7714's two strokes a body may stand as well.
    """
    start = match.end()
    if not found.names and "//" in match.group():
        body = names.read_body(text[start:])
        found = replace(body, end=body.end + start)
    stop = text[found.end : found.end + 1]
    return (
        found
        if (stop != ":" or "//" not in match.group()) and re.search(r"[^\W\d_]{2}", text[found.end :])
        else names.Names(end=start)
    )


def _take_editors(imprint: Imprint, found: names.Names, start: int) -> None:
    imprint.fields["editor"] = [name.to_csl() for name in found.names]
    imprint.text = imprint.text[:start] + imprint.text[found.end :]
    imprint.sold = max(0, imprint.sold - (found.end - start)) if imprint.sold > start else imprint.sold


#: Translators before their role: Marsden W, trans. 顾幼静, 译.
_TRANSLATORS = re.compile(
    r"(?:^|(?<=[.。]\s))(?P<names>[^.;:()\d]{2,80}?(?:\s[A-Z]\.)?),?\s\(?(?:trans(?:lators?|l)?|tr|übers|trad|tłum|přel|пер|译|譯|訳)\b\.?\)?"
    r"(?=[.,;]|\s*$)",
    re.IGNORECASE,
)
_MAY_TRANSLATE = re.compile("[Tt]rans|tr[.)]|[Üü]bers|[Tt]rad|tłum|přel|przeł|пер|译|譯|訳")
_TRANSLATED = re.compile(
    r"[,.(]?\s?\b(?:(?:translated|trans\.?)\sby|(?:aus\sdem\s\w+\s)?übers(?:etzt|\.)\svon|trad(?:uit|\.)\s(?:d[eu]\s?l?['’]?\w+\s)?par"
    r"|trad(?:ucción|ucido|\.)\s(?:de|por)|tradotto\sda|przeł\.|přeložil[ai]?|перевод)\s(?=\S)",
    re.IGNORECASE,
)
#: "edited by" before the editors' names, in the languages of citations.
_BY = re.compile(
    r"[,.(/]?\s?(?:\b(?:edited\sby|ed\.\sby|eds?\.(?=\s[A-Z])|herausgegeben\svon|hrsg\.(?:\svon)?|hg\.\s(?:von)?"
    r"|édité\spar|éd\.|sous\sla\sdirection\sde|dir\."
    r"|editado\spor|edición\sde|organizado\spor|org\.|coord\.|a\scura\sdi|pod\sred(?:akcją|\.)|red\."
    r"|под\sред(?:акцией|\.)|onder\sredactie\svan"
    r"|redigerad\sav|επιμέλεια))\s(?=\S)",
    re.IGNORECASE,
)
#: Editors' names before their role: ", D. Sutter, Ed.," and ", Douglas Sutter (ed.)."
#: A letter of a name, and what stands between two: a text is taken apart in one way only, or it would take for ever.
_NAMED = r"(?:(?!\s(?:and|und|&|et|y)\s)[^,.;:()\d])"
_JOINT = r"(?:\.?,\s|\.?,?\s(?:and|und|&|et|y)\s|\.\s?+(?!(?:and|und|&|et|y)\s))"
_ROLE = re.compile(
    rf"[,;]\s(?P<names>(?:[A-Z]\.[\s-]?){{0,3}}{_NAMED}{{2,40}}(?:{_JOINT}{_NAMED}{{1,40}}){{0,14}}?\.?),?\s"
    r"\(?(?:eds?|hrsg|hg|herausgeber|éds?|org|coord|ред)\b\.?\)?[.,]?",
    re.IGNORECASE,
)


_ROLE_WORD = re.compile(r"\b(?:eds?|hrsg|hg|herausgeber|éds?|org|coord|ред)\b", re.IGNORECASE)


def _translated(imprint: Imprint) -> None:
    """Take in translators named behind the title."""
    if not _MAY_TRANSLATE.search(imprint.text):
        return
    match = _TRANSLATORS.search(imprint.text)
    found = names.zone(match["names"]) if match else names.Names()
    if match and found.names and found.shape != "body":
        _close(imprint, match.start(), match.end(), found, "translator")
        return
    for match in _TRANSLATED.finditer(imprint.text, 1):
        found = names.read(imprint.text, match.end())
        if found.names:
            _close(imprint, match.start(), found.end, found, "translator")
            return


def _edited(imprint: Imprint) -> None:
    """Take in editors named behind the book's title."""
    if "editor" in imprint.fields:
        return
    for match in _BY.finditer(imprint.text, 1):
        found = names.read(imprint.text, match.end())
        if found.names:
            end = found.end + len(re.match(r"\)?", imprint.text[found.end :]).group())  # type: ignore[union-attr]
            _close(imprint, match.start(), end, found)
            return
    for match in _ROLE.finditer(imprint.text) if _ROLE_WORD.search(imprint.text) else ():
        found = names.zone(match["names"])
        if found.names and found.shape != "body":
            _close(imprint, match.start(), match.end(), found)
            return


def _close(imprint: Imprint, start: int, end: int, found: names.Names, role: str = "editor") -> None:
    imprint.fields[role] = [name.to_csl() for name in found.names]
    rest = imprint.text[end:]
    joined = imprint.text[:start] + ("" if rest[:1] in ".,;:" else ". ") + rest
    if imprint.sold > start:
        imprint.sold = max(start, imprint.sold + len(joined) - len(imprint.text))
    imprint.text = joined
