"""Who published a book and where: the words, cities and punctuation by which an imprint is known."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ccsvi_refs.formats.citation import bodies
from ccsvi_refs.formats.citation.eastern import HAN, HANGUL, KANA
from ccsvi_refs.formats.citation.words import JOURNAL_WORDS, SMALL_WORDS
from ccsvi_refs.text.letters import UPPER
from ccsvi_refs.text.months import MONTH, YEAR
from ccsvi_refs.text.patterns import when_used

#: Words that make the name of a publisher.
_PUBLISHER = re.compile(
    r"\b(?:press(?:es)?|publi(?:sh\w*|cations?)|\w*verlag|books|elsevier|springer|wiley|routledge|sage|blackwell"
    r"|mcgraw|pearson"
    r"|addison-wesley|academic|universit\w+|éditions?|editor(?:ial|a|es|ora)|edizioni|editrice|ediciones|edições"
    r"|sons|prentice hall"
    r"|heinemann|kluwer|thieme|karger|lippincott|saunders|mosby|churchill|norton|macmillan|palgrave|penguin|knopf"
    r"|harper\w*"
    r"|crc|up|organi[sz]ation|agency|office|council|college|foundation|nice|who|oecd|nhs|government|ministry"
    r"|institute|inc|ltd"
    r"|gmbh|llc|& co|wydawnictwo|nakladatelství|издательство|изд-во|yayın\w*|uitgeverij|förlag|forlag|kiadó"
    r"|stationery|informa|healthcare|humana|birkhäuser|gruyter|brill|dunod|gallimard|masson|flammarion)\b"
    r"|出版社|出版会|書店|书店|书局|書院|印书馆|εκδόσεις",
    re.IGNORECASE,
)
#: Societies that publish proceedings, by names that serials have as well.
_SOCIETY = re.compile(
    r"IEEE(?: Computer Society| Press)?|ACM(?: Press)?|SIAM|USENIX|AAAI(?: Press)?|IET|SPIE|IOS Press|ELRA|ISCA|PMLR"
)
#: A word that makes the name of a serial, whatever else is in it.
SERIAL = re.compile(
    r"\b(?:journal|proceedings|transactions|annals|archives?|bulletin|reviews?|letters|conference|symposium"
    r"|workshop|lectures?"
    r"|dictionary|encyclop\w+|magazine|acta|zeitschrift|reports|revista|revue|rivista|journée|журнал|вестник"
    r"|časopis|dergisi"
    r"|przegląd|tijdschrift|tidskrift|annales|archiv|giornale|medical letter)\b|学报|雑誌|杂志|學報",
    re.IGNORECASE,
)
_CITIES = frozenset(
    """
    amsterdam ankara antwerpen atlanta auckland baltimore barcelona basel basingstoke beijing belfast beograd
    bergamo berkeley berlin bern bethesda bologna bonn boston brasília bratislava brisbane bristol brno brussels
    bruxelles bucurești budapest cambridge canberra cardiff chicago chichester copenhagen dordrecht dresden dublin
    düsseldorf edinburgh firenze florence frankfurt freiburg genève geneva genf ginebra glasgow göttingen hamburg
    hannover heidelberg helsinki hoboken istanbul jena kraków kyoto københavn köln lausanne leeds leiden leipzig
    lisboa lisbon liverpool ljubljana london louvain lyon łódź madrid maidenhead mainz manchester melbourne milan
    milano minneapolis montréal moscow munich myanmar münchen münster napoli nottingham oslo ottawa oxford padova
    paris perth philadelphia porto potsdam poznań prague praha roma rockville rome rotterdam saint-denis santiago
    sevilla singapore sofia stanford stockholm stuttgart sydney tokyo torino toronto toulouse tübingen uppsala
    utrecht valencia vienna warsaw warszawa washington wellington wien wiesbaden wrocław zagreb zaragoza zürich
    zurich москва санкт-петербург новосибирск киев київ минск αθήνα м. спб. л. 北京 上海 广州 武汉 南京 天津
    西安 成都 東京 大阪 京都 台北 서울 online
    """.split()
) | {"new york", "san francisco", "los angeles", "new haven", "boca raton", "thousand oaks", "hong kong", "new delhi",
     "são paulo", "rio de janeiro", "buenos aires", "ciudad de méxico", "iowa city", "san diego", "ann arbor",
     "washington dc", "new brunswick", "cape town", "tel aviv", "san diego, ca"}  # fmt: skip

_UP = UPPER + HAN + HANGUL + KANA
#: A full stop inside a publisher's name.
_CUT = r"(?<=Univ)\.|(?<=Acad)\.|(?<=Publ)\.|(?<=\bCo)\.|(?<=\bSt)\."
_LETTER = rf"(?:[^:;()?!.\d]|(?<=[A-Z])\.|{_CUT})"
_FOLLOW = (
    rf"(?=\s{{0,3}}(?:[;:,.]?\s{{0,3}}[(\[]?(?:c|©)?\s?(?:(?:\d{{1,2}}\s)?(?i:{MONTH})\s(?:\d{{1,2}},\s)?)?{YEAR}|[,.]\s{{0,3}}(?:pp?\b|S\b|с\."
    rf"|\d{{1,5}}\s?[–-]\s?\d)|[.,;)]{{0,2}}\s{{0,3}}$))"
)
#: What may follow an imprint; none begins farther before the first of them.
_ANCHOR = re.compile(rf"{YEAR}|[,.]\s{{0,3}}(?:pp?\b|S\b|с\.|\d{{1,5}}\s?[–-]\s?\d)|[.,;)]{{0,2}}\s{{0,3}}$")
_REACH = 190
_PLACE_FIRST = when_used(
    rf"(?:^|(?<=[.?!,)(\[\]]\s)|(?<=[Ii]n:\s)|(?<=[(\[]))(?P<place>[{_UP}][^:;()?!.\d]{{1,40}}|[МЛ]\.|СПб\.)\]?\s?[:;]\s{{0,2}}"
    rf"(?P<publisher>[{_UP}]{_LETTER}{{1,70}}?){_FOLLOW}"
)
_PLACE_LAST = when_used(
    rf"(?:^|(?<=[.?!)]\s))(?P<publisher>[{_UP}]{_LETTER}{{2,60}}?),\s(?P<place>[{_UP}][^:;()?!\d,]{{1,30}}(?:,\s[{UPPER}]\w{{1,20}})?){_FOLLOW}"
)
#: American chemists: Springer: Berlin, Heidelberg, 1999.
_PLACE_COLON = when_used(
    rf"(?:^|(?<=[.?!)]\s)|(?<=;\s))(?P<publisher>[{_UP}]{_LETTER}{{1,60}}?):\s"
    rf"(?P<place>[{_UP}][^:;()?!\d,]{{1,30}}(?:,\s[{_UP}][\w.\ ]{{1,24}}){{0,2}}?){_FOLLOW}"
)
_PLACE_COMMA = when_used(
    rf"(?:^|(?<=[.?!,)]\s))(?P<place>[{_UP}][^:;()?!.,\d]{{2,24}}),\s(?P<publisher>[{_UP}][^:;()?!.,\d]{{2,60}}){_FOLLOW}"
)
_ALONE = when_used(
    rf"(?:^|(?<=[.?!)]\s)|(?<=,\s))(?P<publisher>[{_UP}][^.,:;()?!\d]{{1,60}}(?:\s[{UPPER}]\.)?){_FOLLOW}"
)
#: OSCOLA, Nature: (2nd ed, Cambridge University Press 2013), (Cambridge University Press, Cambridge, 2013).
_BRACKETED = when_used(
    rf"\((?P<publisher>(?!(?i:{MONTH}))[{_UP}][^()\d,:;]{{1,70}}?)(?:,\s(?P<place>[{_UP}][^()\d,]{{1,40}}))?,?\s(?P<year>{YEAR})年?\)"
    r"(?=[\s.,\d–-]*$)"
)


_COUNTRY = re.compile(
    r"United States(?: of America)?|USA|U\.S\.A?|United Kingdom|UK|England|Scotland|Ireland|Canada|Australia"
    r"|New Zealand|Germany|Austria|Switzerland|France|Belgium|(?:The )?Netherlands|Italy|Spain|Portugal|Greece|Turkey"
    r"|Sweden|Norway|Denmark|Finland|Poland|Czech Republic|Hungary|Romania|Russia|Ukraine|Israel|India|China|Japan"
    r"|(?:South )?Korea|Taiwan|Singapore|Brazil|Mexico|Argentina|Chile|South Africa|Egypt|Deutschland|Österreich"
    r"|Schweiz|España|Italia|Sverige|Norge|Danmark|Polska|Brasil|México"
)
#: No city, but the rest of a ministry's name: Ministry of Business, Innovation and Employment.
_JOINED = re.compile(r"\s(?:and|und|et|y|e|of|for|&)\s")
#: OSCOLA: (Karolinum 1998); a meeting's abbreviation has more capitals.
_ONE_WORD = re.compile(rf"[{UPPER}][^\W\dA-Z]{{4,30}}")
_PAGES_NEXT = re.compile(rf"[,.]\s{{0,3}}(?!{YEAR}\b)\d")


def find(text: str) -> re.Match[str] | None:
    """Return the imprint of a description: publisher and place as groups, the year where it is in their brackets."""
    anchor = _ANCHOR.search(text)
    start = max(0, anchor.start() - _REACH) if anchor else 0
    if (bracketed := _BRACKETED.search(text)) and _is_imprint(bracketed["publisher"], bracketed["place"] or ""):
        return bracketed
    if placed := next(_placed(text, start), None):
        return placed
    if not _PUBLISHER.search(text, start) and not _SOCIETY.search(text, start):
        return None
    alone = (match for match in _ALONE.finditer(text, start) if not _PAGES_NEXT.match(text, match.end()))
    return next((match for match in alone if names_publisher(match["publisher"])), None)


def _placed(text: str, start: int) -> Iterator[re.Match[str]]:
    """Yield the imprints that name a place, the surest manner of printing first."""
    colon, semicolon = ":" in text, ";" in text
    yield from (match for match in _PLACE_COLON.finditer(text, start) if _is_place_behind(match)) if colon else ()
    if colon or semicolon:
        yield from (match for match in _PLACE_FIRST.finditer(text, start) if _is_place_first(match, text))
    for match in _PLACE_LAST.finditer(text, start):
        sold = is_place(match["place"]) and not SERIAL.search(match["publisher"])
        if sold or (names_publisher(match["publisher"]) and not _JOINED.search(match["place"])):
            yield match
    for match in _PLACE_COMMA.finditer(text, start):
        publisher = match["publisher"]
        if is_place(match["place"]) and not SERIAL.search(publisher) and not _COUNTRY.fullmatch(publisher):
            yield match


def _is_imprint(publisher: str, place: str) -> bool:
    """Return whether the words before the year in brackets are a publisher, not a meeting's abbreviation."""
    if SERIAL.search(publisher):
        return False
    return (
        bool(place)
        or " " in publisher
        or bool(_ONE_WORD.fullmatch(publisher))
        or names_publisher(publisher)
        or bool(re.fullmatch("[A-Z]UP", publisher))
    )


def _is_place_first(match: re.Match[str], text: str) -> bool:
    """Return whether "Place: Publisher" is one: by a word, or because nothing else is punctuated so."""
    place, publisher = match["place"], match["publisher"]
    if SERIAL.search(publisher) or bodies.BODY.search(place):
        return False
    sold = re.match(rf"\s?;\s?(?:c|©)?{YEAR}", text[match.end() :])
    if sold or is_place(place) or (names_publisher(publisher) and _is_name(publisher)):
        return True
    if ";" in text[match.end("place") : match.start("publisher")]:
        return False
    is_short = len(place.split()) < 3 and len(publisher.split()) < 5 and "," not in publisher
    if place.isupper() or _PAGES_NEXT.match(text, match.end()):
        return False
    return is_short and match.start() > 0 and _is_name(place) and _is_name(publisher) and not _knows_serial(publisher)


def _is_place_behind(match: re.Match[str]) -> bool:
    """Return whether "Publisher: Place" is one: a city is behind the colon, and none before it."""
    return (
        match["publisher"] != "In"
        and is_place(match["place"])
        and not is_place(match["publisher"])
        and not SERIAL.search(match["publisher"])
    )


def is_place(text: str) -> bool:
    """Return whether a text names a city where books are published."""
    return re.split(r"[,/&]| and | et | und ", text)[0].strip(" ").lower().removesuffix(".") in _CITIES | {
        "м",
        "л",
        "спб",
    }


def names_publisher(text: str) -> bool:
    """Return whether a text has a word of a publisher's name, and none of a serial's."""
    return bool(_SOCIETY.fullmatch(text)) or (bool(_PUBLISHER.search(text)) and not SERIAL.search(text))


#: Words that names of series, collections and newspapers have.
_NO_PUBLISHER = re.compile(
    r"\b(?:series|datasets?|library|reference|papers?|news|today|times|post|herald|guardian|digest|notes|online"
    r"|database|blog"
    r"|forum|preprints?|volume|part|first|second|third|fourth|fifth)\b|\d",
    re.IGNORECASE,
)


def may_publish(text: str) -> bool:
    """Return whether a name that no number follows may be a publisher's: it is short and no journal's."""
    if names_publisher(text):
        return True
    is_short = len(text.split()) < 4 + ("&" in text) and not _NO_PUBLISHER.search(text)
    return is_short and _is_name(text) and not SERIAL.search(text) and not _knows_serial(text)


def _is_name(text: str) -> bool:
    words = [word for word in text.split() if word.lower() not in SMALL_WORDS]
    return bool(words) and all(word[:1].isupper() or not word[:1].islower() for word in words)


def _knows_serial(text: str) -> bool:
    """Return whether half of the words are those of journals, or one is cut as theirs are."""
    words = [word.strip(".,;:()").lower() for word in text.split()]
    known = sum(word in JOURNAL_WORDS for word in words)
    return 2 * known >= len(words) or bool(re.search(rf"\b[{UPPER}][a-z]{{2,7}}\.(?=\s|$)", text))
