"""The list of names at the start of a citation string."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from ccsvi_refs.formats import people
from ccsvi_refs.formats.citation import bodies, eastern, shapes
from ccsvi_refs.formats.citation.shapes import AND
from ccsvi_refs.formats.citation.words import JOURNAL_WORDS
from ccsvi_refs.model import Name
from ccsvi_refs.text.letters import LOWER, UPPER

_ED = r"(?:,?\s(?:Eds?|eds?)\.(?=,|\sand|\s[A-Z]))?"
_SEPARATOR = re.compile(
    rf"{_ED}\s{{0,4}}(?:\.?[,;]\s{{0,4}}{AND}\s+|\.?[;,]\s{{0,4}}|\s{AND}\s+|\s?&\s{{0,4}}|\s?/\s?)(?=\S)(?!et\.?\sal)"
)
_GROUP = (
    r"[^.,:;()\d]{3,80}\b(?:group|investigators|collaborators|contributors|consortium|collaboration|network"
    r"|committee|team)"
)
_GROUP_FIRST = re.compile(rf"(?P<name>{_GROUP})[,;]\s", re.IGNORECASE)
_GROUP_LAST = re.compile(
    rf"[,;]?\s(?:(?:(?:for|on behalf of|and|&)\s)?(?:the\s)(?P<the>{_GROUP})"
    rf"|(?:and|&|for)\s(?P<name>(?-i:[A-Z]){_GROUP}))\b|,\s(?P<alone>(?-i:[A-Z]){_GROUP})(?=\.\s|\.?\s*$)",
    re.IGNORECASE,
)
#: "et al. KIDSEP study group. Title": a group behind a list that goes on.
_GROUP_AFTER = re.compile(rf"\.?\s(?P<name>(?-i:[A-Z]){_GROUP})\.\s(?=\S)", re.IGNORECASE)
#: "Bush, Keith; Steele, J. Scott. Title": one more given name where the list has given names in full.
_SECOND = re.compile(rf"\s(?P<given>[{UPPER}][{LOWER}]{{2,15}})\.\s(?=[{UPPER}“])")
#: No list of authors is longer.
_MOST = 500
_INITIALS = re.compile(r"[A-Z](?:\.\s?[A-Z])*")
#: A name that cannot be read, between two that can.
_SKIPPED = re.compile(r"(?P<name>[^\d,;:()]{2,40})[,;]\s{1,4}(?:(?:and|&)\s)?")
_LAST = re.compile(r"\s{0,4},?\s{0,4}(?:…|\.\s?\.\s?\.)\s{0,4}(?:&\s{0,4})?")
_ET_AL = re.compile(
    r"[.,;]{0,2}\s{0,4}(?:and\s)?(?:(?:等|ほか|他)\.?"
    r"|[\[(]?et\.?\s?al\b\.?[\])]?|and others\b|(?<=[;,]\s)others(?=\.\s)|and colleagues\b|u\.\s?a\.|и\sдр\."
    r"|[iy]\sin\.|ve\sark\."
    r"|ve\sdiğerleri|y\sotros|y\scols?\.|e\soutros|e\saltri|et\scoll\.|a\skol\.|aj\.|m\.fl\.|e\.a\.|m\.v\.|κ\.ά\."
    r"|et\sautres|en\sanderen)",
    re.IGNORECASE,
)
_ROLE = (
    r"(?:eds?|editors?|edit\.|hrsg|hg|herausgeber(?:in)?|trans|dirs?|éds?|coords?|orgs?|redaktion|red|ред"
    r"|под\sред|a\scura\sdi)"
)
_EDITORS = re.compile(rf"[,.]?\s{{0,4}}(?:[(\[]{_ROLE}\b\.?[)\]]\.?|\b{_ROLE}\b\.?(?![)\]]))", re.IGNORECASE)
#: Family names alone: "Cohen and Rudd. ", "Hussein et al., (2019)".
_ONLY = rf"[{UPPER}][{LOWER}]{{2,20}}(?:-[{UPPER}][{LOWER}]+)?"
_FAMILIES = re.compile(
    rf"{_ONLY}(?:(?:,\s{_ONLY}){{0,4}},?\s(?:and|&)\s{_ONLY}(?=\.\s(?![(\[])|,?\s\()|(?=,?\set\sal\b))"
)


@dataclass(frozen=True, slots=True)
class Names:
    """A list of names and where it ends in the text; ``others`` says that the list goes on unnamed (et al.)."""

    names: tuple[Name, ...] = ()
    end: int = 0
    shape: str = ""
    others: bool = False
    editors: bool = False


def read(text: str, start: int = 0) -> Names:
    """Return the names that a text begins with, none where it does not begin with a list of names."""
    if eastern.is_eastern(text[start : start + 1]):
        found, end, others = eastern.at_start(text, start)
        return _ending(text, Names(tuple(found), end, "eastern", others)) if found else Names(end=start)
    return _list(text, start, shapes.ALL) or _families(text, start)


def _list(text: str, start: int, allowed: tuple[str, ...]) -> Names | None:
    """Return the list whose first name has one of the shapes allowed, None where there is none."""
    group = _GROUP_FIRST.match(text, start)
    first = shapes.one(text, group.end() if group else start, allowed)
    if first is None:
        return None
    names, end, shape = [first[0]], first[1], first[2]
    if group:
        names.insert(0, Name(literal=group["name"].strip()))
    kind, kinds = shape, {shape}
    if shape == "I. Family" and " " in first[0].family:
        shape = "I. Given Family"
    while len(names) < _MOST and not _EDITORS.match(text, end):
        more, after, following = _more(text, end, shape)
        if not more:
            break
        end, kind = after, following
        names += more
        kinds.add(kind)
    if kind == "Family, I." and "Family, Given" in kinds and (second := _SECOND.match(text, end)):
        names[-1] = replace(names[-1], given=f"{names[-1].given} {second['given']}")
        end = second.end("given")
    found = _ending(text, Names(tuple(_settled(names, kinds)), end, shape))
    return found if _is_plausible(found, text) else Names(end=start)


def _settled(names: list[Name], kinds: set[str]) -> list[Name]:
    """Return the names with the style's capitals lowered, and words after initials taken for what the list shows."""
    if len(names) > 1 or kinds & {"FAMILY Given", "Family, Given", "Family, I.", "Family I I", "Family, I"}:
        families = [name.family for name in names if len(name.family) > 2]
        if families and all(family.isupper() for family in families):
            names = [shapes.lowered(name) for name in names]
    if "Given Family" in kinds or (kinds == {"I. Family"} and len(names) == 1):
        names = [shapes.with_middle(name) for name in names]
    return names


def _families(text: str, start: int) -> Names:
    """Return family names that stand alone, "Cohen and Rudd."; none where what follows is no title."""
    match = _FAMILIES.match(text, start)
    if not match or bodies.is_no_person(match.group()) or JOURNAL_WORDS.intersection(match.group().lower().split()):
        return Names(end=start)
    families = re.split(r",\s(?:(?:and|&)\s)?|\s(?:and|&)\s", match.group())
    return _ending(text, Names(tuple(Name(family=family) for family in families), match.end(), "Family"))


def _more(text: str, end: int, shape: str) -> tuple[list[Name], int, str]:
    """Return the next name, where it ends and its shape; two names where the first of them could not be read."""
    separator = _LAST.match(text, end) or _SEPARATOR.match(text, end)
    if separator is None:
        return [], end, ""
    allowed = shapes.FOLLOWING[shape]
    if shape == "Family, Given" and separator.group().startswith(","):
        allowed = shapes.TURNED
    if following := shapes.one(text, separator.end(), allowed):
        return [following[0]], following[1], following[2]
    skipped = _SKIPPED.match(text, separator.end())
    following = shapes.one(text, skipped.end(), shapes.FOLLOWING[shape][:1]) if skipped else None
    if skipped is None or following is None:
        return [], end, ""
    return [Name(literal=skipped["name"].strip()), following[0]], following[1], following[2]


def resumed(text: str, found: Names, end: int) -> Names:
    """Return the list with the names that stand before ``end`` behind one that could not be read."""
    names, at = list(found.names), found.end
    while at < end:
        separator = _SEPARATOR.search(text, at, end)
        if separator is None:
            break
        following = shapes.one(text, separator.end(), shapes.FOLLOWING.get(found.shape, shapes.ALL))
        at = separator.end()
        if following and following[1] <= end:
            names.append(following[0])
            at = following[1]
    return replace(found, names=tuple(names), end=end)


def read_body(text: str) -> Names:
    """Return the body a text begins with, "World Health Organization. ", none where its first sentence is no name."""
    name, end = bodies.at_start(text)
    return Names((Name(literal=name),), end, "body") if name else Names()


def zone(text: str) -> Names:
    """Return the names that are all there is of a text, none where it is no list of names."""
    bare = text.strip(" .,;:")
    if not bare or len(bare) > 3000:
        return Names()
    tries = (read(text), *(_list(bare + ".", 0, (shape,)) for shape in shapes.ALL), read_body(bare[:200] + ". X"))
    for found in tries:
        if found and found.names and not text[found.end :].strip(" .,;:"):
            return replace(found, end=len(text))
    if ";" in bare and (parsed := [people.parse(part) for part in bare.split(";") if part.strip()]):
        return Names(tuple(map(Name.from_csl, filter(None, parsed))), len(text), "Family, Given")
    is_name = bodies.is_short_name(bare) and not _INITIALS.fullmatch(bare)
    return Names((Name(literal=bare),), len(text), "body") if is_name else Names()


def literal(text: str) -> Names:
    """Return a whole text as the name of somebody of whom nothing shows what he is."""
    return Names((Name(literal=text.strip(" .,:;")),), len(text), "body")


def _is_plausible(found: Names, text: str) -> bool:
    """Return whether two words with capitals are a name: then the list ends as lists do, not inside a phrase."""
    if found.shape not in ("Given Family", "FAMILY Given") or found.others or found.editors:
        return True
    return text[found.end : found.end + 2].strip()[:1] in set('.,:;(“"‘[«„')


def _ending(text: str, names: Names) -> Names:
    """Return the list with its "et al." and its "editors" taken in."""
    if others := _ET_AL.match(text, names.end):
        names = replace(names, end=others.end(), others=True)
        if group := _GROUP_AFTER.match(text, names.end - text.startswith(".", names.end - 1)):
            names = replace(names, names=(*names.names, Name(literal=group["name"].strip())), end=group.end("name"))
    if group := _GROUP_LAST.match(text, names.end):
        literal = Name(literal=(group["the"] or group["name"] or group["alone"]).strip())
        names = replace(names, names=(*names.names, literal), end=group.end())
    if editors := _EDITORS.match(text, names.end):
        names = replace(names, end=editors.end(), editors=True)
    return names
