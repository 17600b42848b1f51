"""What stands in lists of references and cites no work by itself: explanations, "Ibid.", short notes, prose."""

from __future__ import annotations

import re
from dataclasses import replace

from ccsvi_refs.formats import citation
from ccsvi_refs.formats.citation.words import JOURNAL_WORDS, SMALL_WORDS
from ccsvi_refs.model import Reference, Value, freeze
from ccsvi_refs.pages.entry import begins, is_located, opens_with_initials
from ccsvi_refs.text import months
from ccsvi_refs.text.patterns import when_used

_VERBS = re.compile(
    r"\b(?:is|are|was|were|be|been|has|have|had|will|would|can|could|may|might|should|do|does|did|you|your|we|our|they|their"
    r"|he|she|this|these|which|who|said|says|suggested|found|showed|shows|reported)\b",
    re.IGNORECASE,
)
#: What sends the reader to another note: "Ibid.", in the languages that have their own word.
_BACK = re.compile(
    r"\W*(?:ibid(?:em)?|id(?:em)?|op\.? ?cit|loc\.? ?cit|supra|infra|see above|see note|ebd|ebenda|a\. ?a\. ?o"
    r"|(?:as|same as|see|siehe|wie|vgl\.?|voir|cf\.?|v[ée]ase|vedi|ver|zie|se|zob\.|viz|см\.)"
    r"(?:\s(?:in|also|auch|aussi))?"
    r"\s(?:ref(?:erence|erenz)?s?|notes?|footnotes?|entry|item|source|no|nr|anm(?:erkung)?|fu(?:ß|ss)note|quelle"
    r"|référence|nota|noot|bron|ссылку|прим)\.?\s?[\[(]?\d{1,3}[\])]?(?:\s(?:above|below|oben|ci-dessus))?"
    r"|(?:ref(?:erence)?|note|source)s?\.?\s\d{1,3},?\s?(?:above|(?:tables?|figs?\.?|figures?|pp?\.|pages?|chapter)\s[\d.–-]{1,9})?"
    r"|same as above|siehe oben|ib[ií]d|v[ée]ase|cf\. note|там же|указ\. соч|див\. там|там само|同\s?\d{1,3}"
    r"|同上|同前|見|前掲|前揭"
    r"|anm\.|jf\. note|[^\W\d_][\w'’ -]{0,40},? (?:supra|op\.? ?cit|above)(?: (?:n|note)\.? ?\d+)?)"
    r"(?![^\W\d_])(?:\W|\d|\b(?:at|pp?|s|n|note|с|p)\b)*",
    re.IGNORECASE,
)
#: "King 2003, p. 41.": names, a year and a place in a work that is named elsewhere; a small word is of no name.
_SHORT = re.compile(
    r"[^\W\d_][\w'’.-]*(?:(?:,? (?:&|and|und|et|y|e|i|и)|,) (?![a-zà-ÿа-я])[^\W\d_][\w'’.-]*){0,3}(?: et al\.?)?,?"
    r"(?:(?<=al\.)|(?<=al\.,)|(?<!\w\w\.)) \(?(?:1[5-9]|20)\d\d[a-z]?\)?"
    r"(?:[,:;]? ?(?:pp?|S|s|ch|chap|sec|§|vol)?\.? ?[\dxvi]{1,8}(?:[-–,] ?[\dxvi]{1,8})*){0,4}\W*",
)
#: "Carers UK, 14.": a name and a page, as notes have it that come again; "Cathodic Protection 2013, 179–200" is a book.
_AGAIN = re.compile(
    r"[^\W\d_a-zà-ÿ](?:[^\W\d_]|['’&. -]){1,40}, (?:pp?\.\s?|S\.\s?)?(?!(?:1[5-9]|20)\d\d)\d{1,4}(?:[–-]\d{1,4})?\W*"
)
_EXPLAINS = re.compile(
    r"\s*(?:note|nb|n\.b\.|see also|compare|that is|i\.e\.|according to|as of|based on|translated from the|our note"
    r"|comment|for|anmerkung|hinweis|nota|remarque|примечание)\b(?!/)\s*[:.,]?",
    re.IGNORECASE,
)
#: A sentence of at least seven words without a break, as no citation string begins.
_SENTENCE = re.compile(r"(?:[\w'’\"”(),%–/.-]{0,60}[\w)%,\"”]\s+){6}[\w'’()-]+[.;]?")
#: "1999. Marlow K. …", "(2011) Okafor B …", "2012 – Smith J …"
_YEAR_FIRST = re.compile(r"\(?(?P<year>(?:1[5-9]|20)\d\d)[a-z]?\)?\s*[.:,–—-]?\s+(?=[^\W\d_])")
#: The dash that stands for the authors of the entry before it.
_DASH = re.compile(r"\s*(?:[—–―⸺⸻_]{2,}|—|-{3,})\s*(?P<more>[.,;:]?)\s*")


def prose(text: str) -> float:
    """Return the points that a text loses for being prose."""
    words = len(text.split())
    verbs = sum(not verb.isupper() for verb in _VERBS.findall(text))  # HAS is an authority
    return (2.0 if words > 12 and verbs / words > 0.08 else 0.0) + (2.0 if words > 150 and verbs > 6 else 0.0)


def is_prose(text: str) -> bool:
    """Return whether a text reads as prose."""
    return prose(text) > 0 or text.rstrip().endswith(":")


#: What stands below a list on many pages, dated and linked though it is.
#: What says where a work appeared, and not who answers for a page.
_OF_WORKS = ("volume", "page", "publisher", "DOI", "PMID", "PMCID", "ISBN")
_FURNITURE = re.compile(
    r"©|\(c\)\s\d|copyright|all rights reserved"
    r"|\b(?:last|next|page|content|review(?:ed)?|date of)\s(?:last\s)?(?:updated?|reviewed?|modified|edited|changed|due"
    r"|publication)\b|^\W*(?:updated|posted|published|reviewed|created|modified|retrieved from|categor(?:y|ies)|hidden"
    r"|this (?:page|article|post|entry)|text is available|powered by|privacy|cookies?|share|tags?:|filed under|by\s"
    r"|print|download|cite this|related|see also|back to|previous|next|contact"
    r"|follow us|skip to)|registered (?:charity|company|office)|charity n(?:o|umber)|\btel(?:ephone)?\b|\be-?mail\b"
    r"|zuletzt|aktualisiert|mise? à jour|actualización|aggiornamento|обновлен|обновлён",
    re.IGNORECASE,
)


def is_furniture(text: str) -> bool:
    """Return whether a line belongs to the page, not to its list: when it was changed, whose it is, who to write to."""
    return bool(_FURNITURE.search(text))


#: When the page itself was written, changed or looked through, and nothing else.
_CHANGED = (
    r"(?:(?:(?:(?:this|the) )?(?:page|content|article|information)?\s?(?:was )?(?:last |next |full )?"
    r"(?:updated?|reviewed|modified|edited|changed|review (?:due|date)|(?<=last |next |full )review"
    r"|published|written)|erstellt|veröffentlicht"
    r"|nächste überprüfung|stand(?!\.)|(?:letzte|zuletzt) (?:änderung|aktualisier\w*|geändert|überprüf\w*)"
    r"|(?:dernière|date de) (?:modification|révision|mise à jour)|mis à jour|publié"
    r"|(?:última|fecha de(?: la)?) (?:revisión|modificación|actualización)|(?:última|data da) (?:revisão|atualização)"
    r"|ultim[oa] (?:aggiornamento|revisione)|laatst (?:bijgewerkt|gewijzigd|herzien)|senast (?:uppdaterad|granskad)"
    r"|(?:data|ostatnia) aktualizacj\w+|(?:последнее )?обновлен\w*|(?:дата )?обновления|最終更新日?|更新日|更新时间)"
    rf"(?:\W{{0,3}}(?:on|am|vom|le|el|em|il|op|den|dnia|at)?\W{{0,3}})(?:{months.DATE}|\d{{1,2}}[./]\s?{months.YEAR}))"
)
_CHANGES = rf"\W*{_CHANGED}(?:[\W_]{{1,5}}{_CHANGED}){{0,3}}(?:\W+versi[oó]n [\w. ()]{{1,15}})?\W*"
_WHO = (
    r"\b(?:herausgeber(?:in)?|redaktion|verantwortlich|text und redaktion|réalisé|rédaction"
    r"|document (?:réalisé|élaboré)"
    r"|produced by|publisher|redactie|redazione|a cura d|elaborado por)\b"
)
_STAMP = when_used(rf"{_CHANGES}(?:{_WHO}.{{0,160}})?", re.IGNORECASE)
_STAMPED = when_used(rf"{_CHANGES}(?P<who>{_WHO}\W*)?(?=\w)", re.IGNORECASE)


def is_stamp(text: str) -> bool:
    """Return whether a line says when the page was written or changed, and no more: "Last reviewed: May 2021"."""
    plain = text.strip()
    return len(text) < 240 and bool(_STAMP.fullmatch(plain)) and behind_stamp(plain) == plain


def behind_stamp(text: str) -> str:
    """Return the citation string behind the page's stamp on one line, the text itself where there is none."""
    match = _STAMPED.match(text)
    rest = text[match.end() :] if match else ""
    if not match or not begins(rest) or not (opens_with_initials(rest) or is_located(rest) or not match["who"]):
        return text
    found = citation.read(rest)
    return rest if found.title and any(name in found.data for name in _OF_WORKS) else text


def is_note(text: str) -> bool:
    """Return whether an item sends the reader to another entry: "Ibid.", "King 2003, p. 41"."""
    plain = text.strip()
    if len(plain) >= 120:
        return False
    if _BACK.fullmatch(plain):
        return True
    return any(kind.fullmatch(plain) for kind in (_SHORT, _AGAIN)) and not _is_of_journal(plain)


def _is_of_journal(text: str) -> bool:
    """Return whether a name before numbers is a journal's, whose volume they are: "Nature, 171", not "Brain, p. 41"."""
    name, rest = re.split(r"(?=[\W\d_]*\d)", text, maxsplit=1)
    words = {word.strip(".,()") for word in name.casefold().split()}
    return words <= JOURNAL_WORDS | SMALL_WORDS and not re.match(r"[^a-z]*(?:pp?|s|ch|chap|sec)\b", rest, re.IGNORECASE)


def explains(text: str, found: Reference) -> bool:
    """Return whether an item that names no work explains something instead."""
    if any(name in found.data for name in ("volume", "DOI", "PMID", "ISBN", "PMCID")):
        return False
    return bool(_EXPLAINS.match(text)) or prose(text) > 0


def is_sentence(text: str) -> bool:
    """Return whether a text begins with a long sentence, as explanations do and citation strings do not."""
    if text.isascii() and len(text) < 90 and not _VERBS.search(text):
        return False
    return not begins(text) and not is_located(text) and bool(_SENTENCE.match(text.lstrip('"“« ')[:400]))


def read_behind_year(text: str) -> Reference | None:
    """Return the reference of a citation string that begins with its year, None where it does not."""
    match = _YEAR_FIRST.match(text)
    if not match or not begins(text[match.end() :]):
        return None
    found = citation.read(text[match.end() :])
    if "issued" in found.data:
        return None
    issued = freeze({"date-parts": [[int(match["year"])]]})
    return replace(
        found.with_fields(issued=issued), provenance=freeze({**found.provenance, "issued": (Value("cited", issued),)})
    )


def with_repeated_names(found: Reference, text: str, previous: Reference | None) -> Reference:
    """Return a reference with the authors of the one before it where a dash stands for them."""
    if previous is None or found.authors or not _DASH.match(text):
        return found
    names = previous.data.get("author")
    if not names:
        return found
    said = Value("cited", freeze(names), note="a dash for the authors of the entry before")
    return replace(found.with_fields(author=names), provenance=freeze({**found.provenance, "author": (said,)}))
