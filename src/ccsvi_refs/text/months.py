"""The names of months and seasons in the languages of citations, and dates as people print them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ccsvi_refs.text.patterns import when_used

#: The forms of each month from January on, abbreviations without their full stops.
_FORMS = (
    "january jan januar jänner janvier janv enero ene janeiro gennaio gen januari stycznia styczeń stycz sty "
    "ledna leden led januára január января январь янв січня січень ocak oca tammikuuta tammikuu ianuarie "
    "ιανουαρίου ιανουάριος ιαν gener",
    "february feb februar février févr fév febrero fevereiro fev febbraio febbr februari lutego luty lut února "
    "únor februára február февраля февраль февр фев лютого лютий şubat şub febr helmikuuta helmikuu februarie "
    "φεβρουαρίου φεβρουάριος φεβ febrer",
    "march mar märz mär mrz mars marzo março maart mrt marca marzec března březen marec марта март березня "
    "березень mart maaliskuuta maaliskuu március márc martie μαρτίου μάρτιος μαρ març maret",
    "april apr avril avr abril abr aprile kwietnia kwiecień kwiec kwi dubna duben apríla apríl апреля апрель апр "
    "квітня квітень nisan nis huhtikuuta huhtikuu április ápr aprilie απριλίου απρίλιος απρ",
    "may mai mayo maio maggio magg mag mei maja maj května květen mája máj мая май травня травень mayıs "
    "toukokuuta toukokuu május μαΐου μάιος μαΐ maig",
    "june jun juni juin junio junho giugno giu czerwca czerwiec czerw cze června červen júna jún июня июнь июн "
    "червня червень haziran haz kesäkuuta kesäkuu június iunie iun ιουνίου ιούνιος ιουν juny",
    "july jul juli juillet juill juil julio julho luglio lug lipca lipiec lip července červenec júla júl июля "
    "июль июл липня липень temmuz tem heinäkuuta heinäkuu július iulie iul ιουλίου ιούλιος ιουλ juliol",
    "august aug août aout agosto ago augustus sierpnia sierpień sierp sie srpna srpen augusta августа август авг "
    "серпня серпень ağustos ağu augusti elokuuta elokuu augusztus αυγούστου αύγουστος αυγ agost agustus agt",
    "september sept sep septembre septiembre setiembre set setembro settembre sett września wrzesień wrzes wrz "
    "září zář septembra сентября сентябрь сент сен вересня вересень eylül eyl syyskuuta syyskuu szeptember szept "
    "septembrie σεπτεμβρίου σεπτέμβριος σεπ setembre",
    "october oct oktober okt octobre octubre outubro out ottobre ott października październik paźdz paź října "
    "říjen októbra október октября октябрь окт жовтня жовтень ekim eki lokakuuta lokakuu octombrie οκτωβρίου "
    "οκτώβριος οκτ",
    "november nov novembre noviembre novembro listopada listopad listop lis listopadu novembra ноября ноябрь нояб "
    "ноя листопада листопад kasım kas marraskuuta marraskuu noiembrie noi νοεμβρίου νοέμβριος νοε",
    "december dec dezember dez décembre déc diciembre dic dezembro dicembre grudnia grudzień grudz gru prosince "
    "prosinec decembra декабря декабрь дек грудня грудень aralık ara desember des joulukuuta joulukuu decembrie "
    "δεκεμβρίου δεκέμβριος δεκ desembre",
)

#: Each name and abbreviation in lower case → 1 to 12.
MONTHS = {name: month for month, names in enumerate(_FORMS, 1) for name in names.split()}

#: Season → CSL's number (https://docs.citationstyles.org/en/stable/specification.html#seasons).
SEASONS = {
    name: str(number)
    for number, names in enumerate(
        (
            "spring frühjahr frühling printemps primavera voorjaar lente wiosna jaro весна ilkbahar bahar vår forår",
            "summer sommer été verano estate verão zomer lato léto лето yaz sommar",
            "autumn fall herbst automne otoño autunno outono herfst najaar jesień podzim осень "
            "sonbahar güz höst efterår",
            "winter hiver invierno inverno zima зима kış vinter",
        ),
        1,
    )
    for name in names.split()
}


def any_of(names: Iterable[str]) -> str:
    """Return an expression for the longest of these names, in which those that begin alike stand together."""
    groups: dict[str, list[str]] = {}
    for name in names:
        groups.setdefault(name[:1], []).append(name[1:])
    parts = []
    for first, rests in sorted(groups.items(), reverse=True):
        rest = any_of(sorted(set(rests))) if len(rests) > 1 and first else re.escape(rests[0])
        parts.append(re.escape(first) + rest)
    return parts[0] if len(parts) == 1 else f"(?:{'|'.join(parts)})"


#: A month's name in any of these languages, with its full stop; for expressions that ignore case.
MONTH = rf"(?=[^\W\d_]{{3}}){any_of(MONTHS)}\b\.?"
SEASON = any_of(SEASONS) + r"\b"
YEAR = r"(?:1[5-9]|20)\d\d"

_DAY = r"(?:le\s|el\s|am\s|om\s|den\s)?\d{1,2}(?!\d)(?:st|nd|rd|th|er|re|[.ºª°])?"
_OF = r"(?:(?:de|del|of)\s)?"
#: A date with at least a year: 2017 Nov 18, 18 November 2017, Nov. 18, 2017, 2017-11-18, 18/11/2017, 3 de mayo de 2020.
#: It stands in many expressions, and the months in it are what compiling them costs: they are in it twice, no more.
DATE = (
    rf"(?:{YEAR}\s?[年년](?:\s?\d{{1,2}}\s?[月월](?:\s?\d{{1,2}}\s?[日일])?)?"
    rf"|{YEAR}[-/.]\d{{1,2}}[-/.]\d{{1,2}}(?!\d)"
    rf"|{YEAR}(?:[\s,]+{MONTH}(?:\s\d{{1,2}}(?!\d)(?:st|nd|rd|th)?)?)?(?!\d|-\d)(?:\s?г\.)?"
    rf"|(?:{_DAY}\s{_OF}(?=[^\W\d_]+\.?,?\s{_OF}{YEAR}))?{MONTH}(?:\s\d{{1,2}}(?:st|nd|rd|th)?,?\s|,?\s{_OF}){YEAR}"
    rf"(?:\s?г\.)?|\d{{1,2}}[./]\s?\d{{1,2}}[./]\s?{YEAR})"
)

_YEAR = re.compile(YEAR)
_MONTH = when_used(r"(?<![^\W\d_])" + MONTH, re.IGNORECASE)
_ISO = re.compile(rf"({YEAR})[-/.](\d\d?)[-/.](\d\d?)(?!\d)")
_CJK = re.compile(rf"({YEAR})\s?[年년](?:\s?(\d{{1,2}})\s?[月월])?(?:\s?(\d{{1,2}})\s?[日일])?")
_NUMBERS = re.compile(rf"(\d{{1,2}})([./])\s?(\d{{1,2}})[./]\s?({YEAR})")
_DAY_NUMBER = re.compile(r"(?<!\d)(\d{1,2})(?!\d)")


def number(name: str) -> int:
    """Return 1 to 12 for a month's name or abbreviation, 0 where it is none."""
    return MONTHS.get(name.strip().rstrip(".").lower(), 0)


def date(text: str) -> tuple[int, ...]:
    """Return (year,), (year, month) or (year, month, day); empty where there is no year.

    Of a date in numbers alone with slashes, day and month are told only where they cannot be mistaken for each other.
    """
    if found := _CJK.search(text) or _ISO.search(text):
        return _checked(*(int(part or 0) for part in found.groups()))
    if numbers := _NUMBERS.search(text):
        return _of_numbers(int(numbers[1]), numbers[2], int(numbers[3]), int(numbers[4]))
    year = _YEAR.search(text)
    if not year:
        return ()
    rest = text[: year.start()] + " " + text[year.end() :]
    month = _MONTH.search(rest)
    if not month:
        return (int(year.group()),)
    day = _DAY_NUMBER.search(rest)
    return _checked(int(year.group()), number(month.group()), int(day[1]) if day else 0)


def _of_numbers(first: int, mark: str, second: int, year: int) -> tuple[int, ...]:
    if second > 12:
        first, second = second, first
    elif mark == "/" and first <= 12 and first != second:
        return (year,)
    return _checked(year, second, first)


def _checked(year: int, month: int, day: int) -> tuple[int, ...]:
    if not 1 <= month <= 12:
        return (year,)
    return (year, month, day) if 1 <= day <= 31 else (year, month)
