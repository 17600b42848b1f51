"""Citations by name and year: (Brown, 2015), Brown (2015), Brown et al. (2015), (Green & Black, 2016; Brown, 2015)."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from ccsvi_refs.model import InTextCitation, Reference
from ccsvi_refs.pages.blocks import Line
from ccsvi_refs.pages.intext.prose import Prose

_PARTICLE = r"(?:(?:van|von|de|der|den|del|della|da|di|dos|du|la|le|el|al|ten|ter|Mc|Mac|O['’]|D['’])\s?){0,3}"
_NAME = rf"{_PARTICLE}(?!\d)[^\W\d_a-zà-ÿа-яё][\w'’]*(?:[-–][^\W\d_][\w'’]*){{0,2}}"
_AND = r"(?:,?\s(?:&|and|und|et|y|e|i|и|og|och|en)\s)"
_ETC = r"(?:,?\s(?:et\s?al\.?|and others|und andere|u\.\s?a\.|et coll\.|y cols\.|и др\.|e outros|m\.fl\.))"
_YEAR = r"(?P<year>(?:1[5-9]|20)\d\d)[a-z]?"
_SEVERAL = rf"(?:{_NAME}(?:\s{_NAME})?{_ETC}|{_NAME}(?:,\s{_NAME}){{0,4}}{_AND}{_NAME})"
#: Inside brackets: the part between semicolons.
_PART = re.compile(
    rf"(?:(?:see(?: also)?|e\.g\.,?|cf\.|for example,?|vgl\.|siehe|voir|véase)\s)?"
    rf"(?P<names>{_SEVERAL}|{_NAME}(?:\s{_NAME}){{0,3}})(?P<comma>,?)\s{_YEAR}(?P<rest>(?:,\s?(?:(?:1[5-9]|20)\d\d)?[a-z]?){{0,6}})(?:[,:]\s?(?:pp?\.?|S\.|§|chap\.)?\s?[\d–-]+)?\s*"
)
_BRACKETS = re.compile(r"\((?P<inner>[^()]{6,300})\)|\[(?P<square>[^\[\]@]{6,300})\]")
_NARRATIVE = re.compile(rf"(?<!\w)(?P<names>{_SEVERAL}|{_NAME})(?:['’]s)?\s\({_YEAR}(?:[,:]\s?[^()]{{0,30}})?\)")
#: What stands before or behind a lone name in the text where it is a citation.
_CUE_BEFORE = re.compile(
    r"\b(?:see|see also|by|cf\.|e\.g\.|according to|as in|siehe|nach|voir|selon|según)\s$", re.IGNORECASE
)
_CUE_AFTER = re.compile(
    r"\s(?:show|found|find|report|argu|suggest|describ|propos|demonstrat|review|stud|observ|conclud|note|not|stat|examin"
    r"|compar|us|and|also|zeig|fand|montr|encontr)",
    re.IGNORECASE,
)
_NO_NAMES = frozenset(
    """
    january february march april may june july august september october november december spring summer autumn
    winter version act in since from until by the and table figure section chapter appendix part volume vol no
    edition copyright updated reviewed accessed published retrieved last created monday tuesday wednesday thursday
    friday saturday sunday early late mid circa about around mai juni juli oktober dezember janvier février mars
    avril juin juillet août septembre octobre novembre décembre enero olympics census congress parliament conference
    windows python release standard iso directive regulation law
    """.split()
)


@dataclass(frozen=True, slots=True)
class Cited:
    """A name and a year cited in the text; ``surely`` in a form that only citations have."""

    names: str
    year: str
    text: str
    line: Line
    surely: bool

    @property
    def first(self) -> str:
        """The first name, as it can be compared."""
        return folded(re.split(rf"{_ETC}|{_AND}|,", self.names)[0])


def folded(text: str) -> str:
    """Return a text as names are compared: letters alone, small, without accents."""
    plain = "".join(char for char in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(char))
    return " ".join(re.sub(r"[^\w\s]|_", " ", plain.replace("’", "").replace("'", "")).split())


def find(prose: Prose) -> list[Cited]:
    """Return the citations by name and year in the text."""
    return [cited for line in prose.lines for cited in (*_bracketed(line), *_narrative(line)) if _is_name(cited.names)]


def _bracketed(line: Line) -> Iterator[Cited]:
    for bracket in _BRACKETS.finditer(line.text):
        for part in (bracket["inner"] or bracket["square"]).split(";"):
            match = _PART.fullmatch(part.strip())
            if match:
                several = len(re.split(rf"{_ETC}|{_AND}", match["names"])) > 1
                years = [match["year"], *re.findall(r"(?:1[5-9]|20)\d\d", match["rest"])]
                for year in years:
                    yield Cited(match["names"], year, bracket.group(), line, several or bool(match["comma"]))


def _narrative(line: Line) -> Iterator[Cited]:
    for match in _NARRATIVE.finditer(line.text):
        several = len(re.split(rf"{_ETC}|{_AND}", match["names"])) > 1
        before, after = line.text[max(0, match.start() - 20) : match.start()], line.text[match.end() : match.end() + 20]
        cued = bool(_CUE_BEFORE.search(before) or _CUE_AFTER.match(after))
        if not re.match(r"\s?\[\d", after):
            yield Cited(match["names"], match["year"], match.group(), line, several or cued)


def _is_name(names: str) -> bool:
    words = folded(names).split()
    return bool(words) and words[0] not in _NO_NAMES and words[-1] not in _NO_NAMES


def citations(found: Sequence[Cited], references: Sequence[Reference], prose: Prose) -> list[InTextCitation]:
    """Return the citations by name tied to entries; one that fits none is kept where its form leaves no doubt."""
    by_year = _by_year(references)
    exact = [[key for key, names in by_year.get(cited.year, {}).items() if _names(cited, names)] for cited in found]
    taken = {key for keys in exact for key in keys}
    active = len(taken) > 1
    tied = []
    for cited, keys in zip(found, exact, strict=True):
        if not keys and not (cited.surely or (active and " " not in cited.names)):
            continue
        near = () if keys else _near(cited, references, taken)
        label = f"{cited.names} {cited.year}"
        tied.append(InTextCitation("name", cited.text, label, prose.place(cited.line, cited.text), tuple(keys), near))
    return tied


def _by_year(references: Sequence[Reference]) -> dict[str, dict[str, str]]:
    """Return for each year the entries that print it, with the words that may name their authors."""
    years: dict[str, dict[str, str]] = defaultdict(dict)
    for reference in references:
        printed = set(re.findall(r"(?<!\d)(?:1[5-9]|20)\d\d", _printed(reference)))
        for year in printed | ({str(reference.year)} if reference.year else set()):
            years[year][reference.id] = named(reference)
    return years


def _printed(reference: Reference) -> str:
    return reference.mention.text if reference.mention else ""


def named(reference: Reference) -> str:
    """Return the words of an entry that may name its authors, with the initials of a body's name."""
    people = [name.family or name.literal for name in (*reference.authors, *reference.names("editor"))]
    bodies = [name.literal for name in reference.authors if name.literal]
    initials = ["".join(word[0] for word in re.findall(r"[^\W\d_]+", body) if word[0].isupper()) for body in bodies]
    words = folded(" ".join((*people, *initials, _printed(reference)[:250])))
    return f" {words} "


def _names(cited: Cited, words: str) -> bool:
    return f" {cited.first} " in words


def _near(cited: Cited, references: Sequence[Reference], taken: set[str]) -> tuple[str, ...]:
    """Return the one entry, cited by nothing else, that has the name with another year or the year with a like name."""
    free = [reference for reference in references if reference.id not in taken]
    other_year = [one.id for one in free if one.authors and _is_first(cited.first, one)]
    if len(other_year) == 1:
        return tuple(other_year)
    alike = [
        one.id
        for one in free
        if str(one.year) == cited.year
        and one.authors
        and fuzz.ratio(cited.first, _first(one)) >= 75
        and len(cited.first) > 3
    ]
    return tuple(alike) if len(alike) == 1 else ()


def _first(reference: Reference) -> str:
    return folded(reference.authors[0].family or reference.authors[0].literal) if reference.authors else ""


def _is_first(name: str, reference: Reference) -> bool:
    return name == _first(reference)


def unnamed(references: Sequence[Reference], prose: Prose) -> list[Reference]:
    """Return the entries whose first author the text names nowhere."""
    words = f" {folded(' '.join(line.text for line in prose.lines))} "
    return [one for one in references if _first(one) and not _occurs(one, words)]


def _occurs(reference: Reference, words: str) -> bool:
    first = _first(reference)
    if f" {first} " in words or f" {first.split()[-1]} " in words:
        return True
    initials = "".join(word[0] for word in first.split())
    return len(initials) > 1 and f" {initials} " in words
