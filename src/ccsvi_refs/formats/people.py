"""Names of people and institutions as registries and files write them → CSL names."""

from __future__ import annotations

import re

from ccsvi_refs.formats import capitals

_SUFFIX = re.compile(r"[,\s]+((?:[JS]r\b\.?|I{2,3}|IV|2nd|3rd|4th|Ph\.?\s?D\.?|M\.?D\.?))$")
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
    if not suffix and (match := _SUFFIX.search(family)) and given:
        family, suffix = family[: match.start()], match.group(1)
    elif not suffix and (match := _SUFFIX.search(given)) and "," in match.group():
        given, suffix = given[: match.start()], match.group(1)
    name = {"family": capitals.family(family) if given or len(family) > 4 else family}
    if given:
        shouted = family == family.upper() and len(family) > 1
        name["given"] = capitals.given(given) if shouted else given
    if suffix:
        name["suffix"] = suffix.strip()
    return name


def is_institution(name: str) -> bool:
    """Return whether a name without given names is an institution's: it says so, or has more than three words."""
    words = name.split()
    if len(words) < 2 or _INSTITUTION.search(name):
        return len(words) > 1
    return len(words) > 3 and "." not in name and not _NOBLE.search(name)


def is_others(text: str) -> bool:
    """Return whether what stands in a list of names only says that there are more."""
    return text.strip("{} .,;").lower() in ("others", "et al", "and others", "et alii")


#: A name as MEDLINE and many files invert it: ``Shruthi BS``, ``van der Berg JP Jr``.
_INVERTED = re.compile(
    r"(?P<family>.*\S)\s+(?P<given>(?:[^\W\d_a-z]-?){1,4})(?P<suffix>\s+(?:Jr|Sr|2nd|3rd|4th|II|III|IV)\.?)?"
)


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
    inverted = _INVERTED.fullmatch(text)
    if (
        inverted
        and not re.match(r"(?:[^\W\d_]\.\s*)+", text)
        and inverted.group("family") != inverted.group("family").upper()
    ):
        family, given, suffix = inverted.group("family", "given", "suffix")
        return {"family": family, "given": given} | ({"suffix": suffix.strip()} if suffix else {})
    words = text.split(" ")
    if len(words) == 1:
        return {"family": text}
    suffix = words.pop() if len(words) > 2 and is_suffix(words[-1]) else ""
    start = len(words) - 1
    while start > 1 and words[start - 1][:1].islower():
        start -= 1
    return person(" ".join(words[start:]), " ".join(words[:start]), suffix)
