"""Names of people and institutions as registries and files write them → CSL names."""

from __future__ import annotations

import re

from ccsvi_refs.formats import capitals

_SUFFIX = re.compile(r"(?<![,\s])[,\s]+((?:[JS]r\b\.?|I{2,3}|IV|2nd|3rd|4th|Ph\.?\s?D\.?|M\.?D\.?))$")
_GENERATION = re.compile(r"(?:[JjSs][Rr]|I{2,3}|IV|2nd|3rd|4th)\.?")
_DEGREE = re.compile(r"(?:Ph\.? ?D|PHD|M\.? ?D|Esq|RN|FAAN|MSc|MPH)\.?")
_NOBLE = re.compile(r"\b(?:von|van|de|del|della|di|da|dos|und|y|ter|den|der)\b")
_INITIALS_FIRST = re.compile(r"(?:[^\W\d_]\.[\s-]?)+[^\W\d_]{2}")
#: What stands where there is no author.
_PLACEHOLDERS = frozenset({"&NA;", "&na;", "[No author]", "[Anonymous]"})
#: Words that only an institution's name has.
_INSTITUTION = re.compile(
    r"\b(?:academy|agency|alliance|association|authority|board|bureau|cent(?:er|re)|centers|clinic|collaborati(?:on|ve)|"
    r"collaborators|college|commission|committee|conference|consortium|corporation|council|department|directorate|"
    r"federation|foundation|fund|group|groups|hospital|initiative|institut(?:e|es|ion|o)?|investigators|laborator(?:y|ies)|"
    r"league|library|ministry|network|office|organi[sz]ation|panel|partnership|press|program(?:me)?|project|registry|"
    r"secretariat|service|services|society|study|survey|team|trial|trialists|trust|union|universit(?:y|é|à|ät)|workshop)\b",
    re.IGNORECASE,
)


def person(family: str = "", given: str = "", suffix: str = "", literal: str = "") -> dict[str, str]:
    """Return a CSL name of cleaned parts: shouting lowered, a suffix taken out; empty for no name."""
    family, given, literal = family.strip(" ,;"), given.strip(" ,;"), literal.strip(" ,;")
    if family in _PLACEHOLDERS:
        return {}
    if not family and not given:
        return {"literal": literal} if literal else {}
    if not family:
        return {"literal": given}
    if not given and is_institution(family):
        return {"literal": family.removesuffix(".")}
    if not given and _INITIALS_FIRST.match(family):
        return _without_comma(family)
    if not suffix:
        family, given, suffix = _parted(family, given)
    name = {"family": capitals.family(family) if given or len(family) > 4 else family}
    if given:
        shouted = family == family.upper() and len(family) > 1
        name["given"] = _shouted_given(given) if shouted else initials(given)
    if suffix:
        name["suffix"] = suffix.strip()
    return name


def _parted(family: str, given: str) -> tuple[str, str, str]:
    """Return family name, given names and the suffix that stood behind one of them."""
    if given and (match := _SUFFIX.search(family)):
        return family[: match.start()], given, match.group(1)
    match = _SUFFIX.search(given)
    if (match and "," in match.group()) or (match := _GENERATION_LAST.search(given)):
        return family, given[: match.start()], match.group(1)
    return family, given, ""


def initials(given: str) -> str:
    """Return given names with the initials that stand as one word parted: ``J A`` for ``JA``, else as they are.

    CSL's processors take a word for one name, and would print the first initial alone.
    """
    return _INITIALS_WORD.sub(lambda match: " ".join(match[0]) if match[0].isupper() else match[0], given)


def _shouted_given(given: str) -> str:
    """Return the given names of somebody whose family name is in capitals: ``JM`` is two initials, ``XU`` a name."""
    return capitals.given(given) if _VOWEL.search(given) else initials(given)


def says_institution(name: str) -> bool:
    """Return whether a name of several words holds a word that only institutions have."""
    return len(name.split()) > 1 and bool(_INSTITUTION.search(name))


def is_institution(name: str) -> bool:
    """Return whether a name without given names is an institution's: it says so, or has more than three words."""
    words = name.split()
    if len(words) < 2 or says_institution(name):
        return len(words) > 1
    return len(words) > 3 and "." not in name and not _NOBLE.search(name)


def is_others(text: str) -> bool:
    """Return whether what stands in a list of names only says that there are more."""
    return text.strip("{} .,;").lower() in ("others", "et al", "and others", "et alii")


_INITIALS_WORD = re.compile(r"(?<![\w.’'])(?!(?:I{2,3}|IV)(?!\w))[^\W\d_]{2,4}(?![\w.’'])")
_VOWEL = re.compile(r"[AEIOUYÄÖÜ]")
#: ``Jane A 3rd``, as MEDLINE has it.
_GENERATION_LAST = re.compile(r"(?<=\w)\s((?:[JS]r|2nd|3rd|4th|I{2,3}|IV)\.?)$")

#: A name as MEDLINE and many files invert it, ``Shruthi BS``, ``van der Berg J P Jr``, or Embase, ``De Vries A.B.``.
_INVERTED = re.compile(
    r"(?P<family>\S.*?)\s(?P<given>(?:[^\W\d_a-z]-?){1,4}|[^\W\d_a-z](?:\s[^\W\d_a-z]){1,3}"
    r"|(?:[^\W\d_a-z][^\W\d_A-Z]?\.[\s-]?){1,6})"
    r"(?P<suffix>,?\s(?:Jr|Sr|2nd|3rd|4th|II|III|IV)\.?)?"
)
#: A word of a family name is longer than an initial, and has no full stop but in St.
_FAMILY_WORD = re.compile(r"(?!St\.)\S*\.$|[^\W\d_]$")


def parse(text: str) -> dict[str, str]:
    """Return the CSL name of one person or institution as files write it, with or without a comma; empty for none."""
    bare = " ".join(text.split()).strip(" ;")
    if bare.endswith(","):
        return {"literal": bare.rstrip(", ")} if bare.rstrip(", ") else {}
    if "," in bare:
        return _with_comma([part.strip() for part in bare.split(",")])
    if not bare or (is_institution(bare) and len(bare.split()) > 1 and not _INVERTED.fullmatch(bare)):
        return person(literal=bare)
    return _without_comma(bare)


def _with_comma(parts: list[str]) -> dict[str, str]:
    family, rest = parts[0], [part for part in parts[1:] if part]
    suffixes = [part for part in rest if is_generation(part) or (len(rest) > 1 and is_suffix(part))]
    suffix, given = ", ".join(suffixes), " ".join(part for part in rest if part not in suffixes)
    if not family:
        return person(literal=given)
    if (len(parts) > 2 and not suffix) or (is_institution(family) and len(family.split()) > 2):
        return {"literal": ", ".join(part for part in parts if part)}
    return person(family, given, suffix)


def is_generation(part: str) -> bool:
    """Return whether a part of a name tells a son from his father: ``Jr.``, ``III``."""
    return bool(_GENERATION.fullmatch(part))


def is_suffix(part: str) -> bool:
    """Return whether a part of a name is a generation or a degree (``MD``), which two initials may also be."""
    return is_generation(part) or bool(_DEGREE.fullmatch(part))


def _without_comma(text: str) -> dict[str, str]:
    if inverted := _inverted(text):
        return inverted
    words = text.split(" ")
    if len(words) == 1:
        return {"family": text}
    suffix = words.pop() if len(words) > 2 and is_suffix(words[-1]) else ""
    start = len(words) - 1
    while start > 1 and words[start - 1][:1].islower():
        start -= 1
    return person(" ".join(words[start:]), " ".join(words[:start]), suffix)


def _inverted(text: str) -> dict[str, str]:
    """Return the CSL name of a family name with initials behind it, empty where initials are before it or nowhere."""
    match = _INVERTED.fullmatch(text)
    if not match or any(map(_FAMILY_WORD.match, match["family"].split(" "))):
        return {}
    family, given, suffix = match.group("family", "given", "suffix")
    if family == family.upper() != family.lower():  # ANN LEE
        if len(given) > 2 and _VOWEL.search(given) and "." not in given and " " not in given:
            return {}
        family = capitals.family(family)
    given = " ".join(given) if given.isalpha() else given.strip()
    return {"family": family, "given": given} | ({"suffix": suffix.strip(" ,")} if suffix else {})
