"""Names of people and institutions as registries and files write them → CSL names."""

from __future__ import annotations

import re

from ccsvi_refs.formats import capitals

_SUFFIX = re.compile(r"[,\s]+((?:[JS]r\b\.?|I{2,3}|IV|2nd|3rd|4th|Ph\.?\s?D\.?|M\.?D\.?))$")
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
    """Return a CSL name of cleaned parts: shouting lowered, a suffix taken out of the family name; empty for no name."""
    family, given, literal = family.strip(" ,;"), given.strip(" ,;"), literal.strip(" ,;")
    if not family and not given:
        return {"literal": literal} if literal else {}
    if not family:
        return {"literal": given}
    if not given and is_institution(family):
        return {"literal": family}
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
    return len(words) > 1 and (bool(_INSTITUTION.search(name)) or len(words) > 3)
