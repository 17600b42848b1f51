"""Names of items: their parts, with particles and suffixes found where the data leaves them in the other parts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, NamedTuple

_ROMANESQUE = re.compile("[a-zA-Z\u0080-\u017f\u0400-\u052f\u0386-\u03fb\u1f00-\u1ffe\u0600-\u06ff\u0590-\u05ff]")
_EAST_ASIAN = re.compile(
    "[\u1100-\u11ff\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3031-\u318f\u31a0-\u31ff\u3400-\u4dbf\u4e00-\ua4cf\ua960-\ua97f"
    "\uac00-\ud7ff\uf900-\ufaff\uff66-\uffdc\U0001b000-\U0001b16f\U00020000-\U0003ffff]"
)
_LEADING = re.compile(
    r"""\A((?:['’]?[^\W\d_A-ZÀ-ÖØ-Þ][^\s'’-]*(?:\s+|['’]\s*|-(?=[A-ZÀ-ÖØ-Þ])))+)(?=\S)(.*)\Z""", re.DOTALL
)

_WORD = re.compile(r"(?<![^\s'’-])[^\W\d_]+")

_ONE_CASE = re.compile("[\u05d0-\u05ea\u0620-\u064a\u066e-\u06ff]")

_TAG = re.compile(r"</?[a-z][^<>]{0,80}>", re.IGNORECASE)

#: What stands at the end of a list of names for others that it does not have.
OTHERS = frozenset(("et al.", "et al", "others"))

_WITH_OTHERS = re.compile(r"(\S.{0,200}?)\s++(et al\.?)")

#: Where an institution's short form stands in its name, once it is known.
SHORT = "short"


class PersonalName(NamedTuple):
    """One name: parts that are not there are empty; ``literal`` is not to be taken apart, ``short`` its short form."""

    family: str = ""
    given: str = ""
    dropping: str = ""
    demoted: str = ""
    suffix: str = ""
    comma_suffix: bool = False
    literal: str = ""
    static: bool = False
    romanesque: bool = True
    short: str = ""


def _is_romanesque(text: str) -> bool:
    """Tell whether the parts of a name stand as in Latin, with spaces between, and not as in Chinese or Korean."""
    return _ROMANESQUE.search(text) is not None or _EAST_ASIAN.search(text) is None


def has_one_case(letter: str) -> bool:
    """Tell whether a letter is of an alphabet without capitals, in which given names stand first as in Latin."""
    return _ONE_CASE.match(letter) is not None


def read(value: Any) -> tuple[PersonalName, ...]:
    """Return the names of a CSL-JSON name list; what is no name is left out."""
    if isinstance(value, str):
        value = [{"literal": value}]
    if not isinstance(value, list | tuple):
        if not isinstance(value, Mapping):
            return ()
        value = [value]
    names = [name for one in value if (name := _name(one)) is not None]
    if names and names[-1].suffix in OTHERS:  # "John, et al." as the given name of the last one
        names[-1:] = names[-1]._replace(suffix="", comma_suffix=False), PersonalName(literal=names[-1].suffix)
    return tuple(names)


def listed(value: str) -> str:
    """Return what a value is looked up by in a list of short forms: without case, markup and spare spaces."""
    return " ".join(_TAG.sub("", value).casefold().split())


def with_short_forms(value: Any, forms: Mapping[str, str]) -> Any:
    """Return a CSL-JSON name list in which institutions have the short forms listed for them."""
    if not isinstance(value, list | tuple):
        return value
    return [_with_short_form(one, forms) for one in value]


def _with_short_form(value: Any, forms: Mapping[str, str]) -> Any:
    if not isinstance(value, Mapping) or value.get("given"):
        return value
    name = _text(value.get("literal")) or _text(value.get("family"))
    short = forms.get(name) or forms.get(listed(name))
    return {"literal": value.get("literal") or value.get("family"), SHORT: short} if short else value


def _text(value: Any) -> str:
    """Return a part of a name; Pandoc's YAML writes given names as a list."""
    if isinstance(value, list | tuple):
        return " ".join(part for part in value if isinstance(part, str))
    return value if isinstance(value, str) else ""


def _name(value: Any) -> PersonalName | None:
    if isinstance(value, str):
        value = {"literal": value}
    if type(value) is not dict and not isinstance(value, Mapping):
        return None
    if len(value) == 2:
        usual, first = value.get("family"), value.get("given")
        if isinstance(usual, str) and isinstance(first, str):
            return _usual(usual, first) or _plain(usual, first)
    literal = _text(value.get("literal")).strip()
    family, given = _text(value.get("family")).strip(), _text(value.get("given")).strip()
    short = _text(value.get(SHORT))
    if literal and not family:
        return PersonalName(literal=literal, romanesque=_is_romanesque(literal), short=short)
    if not family:
        return PersonalName(literal=given, romanesque=_is_romanesque(given)) if given else None
    if value.get("isInstitution") and not given:
        return PersonalName(literal=family, romanesque=_is_romanesque(family), short=short)
    return _others(family, given) or _personal(value, family, given)


def _others(family: str, given: str) -> PersonalName | None:
    """Return others who are not named, as data has them that took the words for a name; None for a person."""
    if family[-3:] not in ("al.", " al", "al", "ers"):
        return None
    words = f"{given} {family}".strip()
    return PersonalName(literal=words) if words in OTHERS else None


LONGEST = 100
"""A usual name has no more letters."""


def usual(value: Any, most: int) -> tuple[PersonalName, ...]:
    """Return the names of people with a family and a given name; nothing where any has more, or there are too many."""
    if type(value) is not list or len(value) > most:
        return ()
    try:
        found = [_usual(one["family"], one["given"]) for one in value if len(one) == 2]
    except (KeyError, TypeError):
        return ()
    people = tuple([name for name in found if name is not None])
    return people if len(people) == len(value) and people and people[-1].suffix not in OTHERS else ()


@lru_cache(maxsize=10_000)
def _usual(family: Any, given: Any) -> PersonalName | None:
    """Return the name of a person if its parts can be printed as they are; people return, and are read once."""
    return _plain(family, given) if prints_as_it_is(family, given) and len(family) + len(given) <= LONGEST else None


def prints_as_it_is(family: Any, given: Any) -> bool:
    """Tell whether both parts of a name are texts about which there is no doubt."""
    texts = isinstance(family, str) and isinstance(given, str) and family.isprintable() and given.isprintable()
    return texts and not doubt(family, given)


_SUFFIX = re.compile(r"[^\s,][\s,]+(?:(?:Jr|Sr)\.?|(?P<numeral>II|III|IV))\Z")
_DEGREE = re.compile(
    r"(?:\A(?=Ph|MSc|DrPH)|,\s*|\w\w\s+)(?:MD|M\.D|Ph\.?D|MSc|MPH|FRCS|FRCP|DrPH)\.?(?:\Z|,)"  # Thomas MD has initials
)
_TITLE = re.compile(r"\A(?:Dr|Prof)\.?\s+\S")
_TWO = re.compile(r";\s*\S|\S\s(?:and|&)\s\S")
_FORM = r"(?:A[BGIS]|BV|EU|GB|I[NT]|K[GK]|L[LP]P?|LLC|NV|O[YÜ]|PLC|S[AEL]|SpA|U[KNS]|USA|Inc|Ltd|Co|Corp|GmbH|[IVX]+)\b"
"""What stands behind the name of a company, a branch or a sovereign where other names have initials."""
_SINGLE = r"(?<![\w’'-])(?!(?:Group|Team|Class|Panel|Committee|Section|Unit|Vitamin|Hepatitis)\b)[^\W\d_][\w’'-]++"
_IN_ONE = re.compile(
    rf"{_SINGLE}(?:\s(?!{_FORM})[A-Z]{{1,2}}|,\s+(?!{_FORM})[^\W\d_][\w’'-]*+\.?(?:[\s-]?[A-Z]\.?)*)\Z"
)
"""A name of one person in one text: ``Zamboni P``, ``Zamboni, Paolo``."""
_SHORTENED = re.compile(rf"{_SINGLE},\s+[A-Z]\.\Z")
"""The same as nobody but a person has it: ``Zamboni, P.``; ``Springer, Berlin`` is a publisher."""
_INITIALS = r"(?:[A-Z]\.[\s-]?){1,3}"
_ROW = re.compile(
    rf"{_SINGLE},?\s{_INITIALS}(?:[,;&]|and\s)\s*(?:(?:and|&)\s+)?(?:et\sal|{_SINGLE},?\s[A-Z]\b)"
    rf"|{_SINGLE}\s(?!{_FORM})[A-Z]{{1,2}},\s{_SINGLE}\s(?!{_FORM})[A-Z]{{1,2}}\b"
)
"""Names of several people in one text: ``Doe, A., Roe, B.``, ``Doe A, Roe B``."""


@lru_cache(maxsize=10_000)
def doubt(family: str, given: str, literal: bool = False) -> str:
    """Return what a name in two parts, or in one, seems to hold besides: it is printed as it stands.

    A ``literal`` name may be anybody's: what stands in it for initials may be anything.
    """
    if _is_plain(family, given):
        return ""
    if literal:
        return _in_one(family, _SHORTENED) if "," in family else ""
    if (suffix := _SUFFIX.search(family)) and (given or not suffix["numeral"]):
        return f"has {family!r} for a family name: the suffix is printed with it"
    if _DEGREE.search(family) or _DEGREE.search(given):
        return "has a degree in it, which is printed"
    if _TITLE.search(given):
        return "has a title before its given name, which is printed"
    if given and _TWO.search(family):
        return f"has {family!r} for a family name, which seems to be of several people"
    return "" if given else _in_one(family, _IN_ONE)


def _is_plain(family: str, given: str) -> bool:
    """Tell whether a name is words with one capital each, as most are: no suffix, degree or title, nor two people."""
    words = family.isalpha() and family.istitle() and given.istitle()
    return words and "." not in given and given[:2] not in ("Dr", "Pr")


def _in_one(text: str, whole: re.Pattern[str]) -> str:
    """Return what a name in one part seems to be, if not that of an organisation or of somebody with one name."""
    if _ROW.search(text):
        return f"is {text!r}, which seems to be several people in one name"
    return f"is {text!r} in one part: family name and given name are not told apart" if whole.fullmatch(text) else ""


def _plain(family: str, given: str) -> PersonalName | None:
    """Return the name of a person with a family and a given name."""
    family, given = family.strip(), given.strip()
    if family:
        return _others(family, given) or _personal({}, family, given)
    return PersonalName(literal=given, romanesque=_is_romanesque(given)) if given else None


def _personal(value: Mapping[str, Any], family: str, given: str) -> PersonalName:
    dropping, demoted = _text(value.get("dropping-particle")), _text(value.get("non-dropping-particle"))
    suffix, comma = _text(value.get("suffix")), bool(value.get("comma-suffix"))
    family = family.rstrip(" ;") or family
    latin = _ROMANESQUE.search(family) is not None
    romanesque = latin or _EAST_ASIAN.search(family) is None
    if latin and value.get("parse-names") not in (False, "0", "false"):
        if not demoted:
            demoted, family = _split_family(family)
        if not suffix:
            given, suffix, comma = _split_suffix(given, comma)
        if not dropping:
            given, dropping = _split_given(given)
    return PersonalName(
        family=family,
        given=given,
        dropping=dropping,
        demoted=demoted,
        suffix=suffix,
        comma_suffix=comma,
        static=bool(value.get("static-ordering")),
        romanesque=romanesque,
    )


def _split_family(family: str) -> tuple[str, str]:
    """Return the particle at the head of a family name and the rest; quotation marks around it keep it whole."""
    if len(family) > 1 and family[0] == '"' == family[-1]:
        return "", family[1:-1]
    found = None if family.isalpha() else _LEADING.match(family)
    if found is None or not all(word[0].islower() for word in _WORD.findall(found[1])):
        return "", family  # a capital of any alphabet, or a script that has none, begins no particle
    return found[1].rstrip(), found[2]


def _split_suffix(given: str, comma: bool) -> tuple[str, str, bool]:
    """Return a given name, the suffix that follows its comma, and whether a comma is to be printed before it."""
    before, found, after = given.rstrip(" ,").partition(",")
    if not found and "et al" in before and (others := _WITH_OTHERS.fullmatch(before)):
        before, found, after = others[1], ",", others[2]
    suffix = after.removeprefix("!").strip(", ")
    if not found or not suffix:
        return before, "", comma
    return before.rstrip(), suffix, after.startswith("!") or comma


def _split_given(given: str) -> tuple[str, str]:
    """Return a given name without the words in lower case at its end, and these."""
    words = given.split()
    count = 0
    while count < len(words) - 1 and words[-1 - count][0].islower() and "." not in words[-1 - count]:
        count += 1
    return (" ".join(words[:-count]), " ".join(words[-count:])) if count else (given, "")
