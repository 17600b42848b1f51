"""The list of names at the start of a citation string."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from ccsvi_refs.formats import people
from ccsvi_refs.formats.citation.letters import LOWER, PARTICLES, UPPER
from ccsvi_refs.formats.citation.words import SMALL_WORDS
from ccsvi_refs.model import Name

#: An initial: A, Ch., J.-P., M. A.; bare as in Vancouver style or with full stops.
_BARE = rf"[{UPPER}]{{1,4}}(?:-[{UPPER}]{{1,2}})?"
_DOTTED = rf"[{UPPER}][{LOWER}]?\s?\.(?:[\s\-‐–]{{0,3}}[{UPPER}][{LOWER}]?\s?\.){{0,5}}"
_WORD = (
    rf"(?:[dDlLO]['’]|[aA]l-|['’]t\s)?[{UPPER}](?:[{UPPER}{LOWER}'’`]|[-‐–](?=[{UPPER}{LOWER}])){{0,40}}+"
    rf"(?![{UPPER}{LOWER}])"
)
_PARTICLE = rf"(?:{'|'.join(map(re.escape, PARTICLES))})"
_TITLED = rf"(?:{'|'.join(re.escape(p.title()) for p in PARTICLES)})"
_FAMILY = rf"(?:(?:{_PARTICLE}|{_TITLED}|St\.)\s){{0,3}}{_WORD}(?:\s(?:{_PARTICLE}\s){{0,2}}{_WORD}){{0,3}}"
_SUFFIX = r"(?:,?\s(?P<suffix>(?:Jr|Sr)\b\.?|I{2,3}\b\.?|IV\b|[23](?:nd|rd)\b))?"
_GIVEN = rf"(?:[{UPPER}]\.|{_WORD})(?:\s(?:[{UPPER}]\.|{_WORD})){{0,3}}"
_TAIL = rf"(?P<particle>(?:\s?{_PARTICLE}\b){{1,3}}(?=[,;.&]))?"
_STOP = r"(?=\s{0,4}(?:[,;:.()&“\"\[…]|\Z)|\s+(?:and|und|et|y)\b)"
_STOP_OR_YEAR = rf"(?:{_STOP}|(?=\s[12]\d{{3}}\b))"

#: How one name may be printed. The order is the order of trial for the first name of a list.
_SHAPES = {
    "Family, I.": re.compile(
        rf"(?P<family>{_FAMILY}),\s?(?P<given>{_DOTTED}(?:\s{_PARTICLE}\s{_DOTTED})?){_TAIL}{_SUFFIX}"
    ),
    "Family I.": re.compile(
        rf"(?P<family>{_FAMILY}?)\s(?P<given>{_DOTTED})(?=\s*[,;:&(]|\s+and\b|\Z)"
    ),
    "Family I": re.compile(rf"(?P<family>{_FAMILY}?)\s(?P<given>{_BARE}){_SUFFIX}{_STOP_OR_YEAR}"),
    "Family, I": re.compile(rf"(?P<family>{_FAMILY}),\s(?P<given>{_BARE})(?=\s*[,;.&(]|\s+and\b|\Z|\s[12]\d{{3}}\b)"),
    "I. Family": re.compile(rf"(?P<given>{_DOTTED})\s?(?P<family>{_FAMILY}){_SUFFIX}{_STOP_OR_YEAR}"),
    "I Family": re.compile(rf"(?P<given>{_BARE})\s(?P<family>{_FAMILY}){_SUFFIX}{_STOP}"),
    "Given Family": re.compile(
        rf"(?!(?:{_TITLED}|The|An?|In|On|For|How|Why|What)\s)(?P<given>{_WORD}(?:\s(?:[{UPPER}]\.|{_WORD})){{0,2}})"
        rf"\s(?P<family>(?:{_PARTICLE}\s){{0,2}}{_WORD}){_SUFFIX}{_STOP}(?!,\s{_WORD}(?:\s[{UPPER}]\.)?\s*[.(;])"
    ),
    "Family, Given": re.compile(rf"(?P<family>{_FAMILY}),\s(?P<given>{_GIVEN}){_TAIL}{_SUFFIX}{_STOP}"),
}  # fmt: skip

#: A "name" with one of these words is a body's, not a person's.
_BODY = re.compile(
    r"(?:agency|association|board|centers?|centres?|college|committee|consortium|council|department|federation|foundation"
    r"|group|health|institutes?|library|ministry|organi[sz]ation|press|services?|society|statistics|team|trust|union"
    r"|university|collaboration|investigators)\b",
    re.IGNORECASE,
)
_SERIAL = re.compile(r"(?:journal|review|science|proceedings|annals|reports)\b", re.IGNORECASE)
_FIRST_SENTENCE = re.compile(r"(?P<name>[^.?!:;(]{3,120})\.\s+(?=\S)")

#: What stands before names in prose, never in a citation.
_ADDRESSED = re.compile(r"(?:Dr|Prof|Professor|Mr|Mrs|Ms|Miss|Sir|Dame|Lord|Lady|By|Nurse)\b\.?\s")

#: "Hendrickson SC, St. Louis JD": the first comma is behind initials, not behind a family name.
_INITIALS_LAST = re.compile(rf"[{LOWER}]\s[{UPPER}]{{1,3}}$")

#: Shapes that other words with capitals have too.
_UNSURE = ("I Family", "Given Family", "Family, Given")

_ALL = tuple(_SHAPES)
#: Which shapes may follow the shape of the first name: Chicago and MLA turn the later names round.
_NEXT = {
    "Family, I.": ("Family, I.", "I. Family", "Given Family"),
    "Family I": ("Family I",),
    "Family I.": ("Family I.", "Family I"),
    "Family, I": ("Family, I", "I Family", "Family I"),
    "I. Family": ("I. Family",),
    "I Family": ("I Family", "Given Family"),
    "Family, Given": ("Family, I.", "I. Family", "Given Family", "Family, Given"),
    "Given Family": ("I. Family", "Given Family"),
}

_SEPARATOR = re.compile(
    r"\s{0,4}(?:\.?[,;]\s{0,4}(?:and|&|und|et|y)\s+|\.?[;,]\s{0,4}|\s(?:and|und|et|y)\s+|\s?&\s{0,4})(?=\S)(?!et\.?\sal)"
)
_GROUP = r"[^.,:;()\d]{3,80}\b(?:group|investigators|collaborators|consortium|collaboration|network|committee|team)"
_GROUP_FIRST = re.compile(rf"(?P<name>{_GROUP})[,;]\s", re.IGNORECASE)
_GROUP_LAST = re.compile(rf"[,;]?\s(?:(?:for|on behalf of|and)\s)?(?:the\s)(?P<name>{_GROUP})\b", re.IGNORECASE)
#: No list of authors is longer.
_MOST = 500
#: A name that cannot be read, between two that can.
_SKIPPED = re.compile(r"(?P<name>[^\d,;:()]{2,40})[,;]\s{1,4}(?:(?:and|&)\s)?")
_LAST = re.compile(r"\s{0,4},?\s{0,4}(?:…|\.\s?\.\s?\.)\s{0,4}(?:&\s{0,4})?")
_ET_AL = re.compile(
    r"[.,;]{0,2}\s{0,4}(?:and\s)?(?:[\[(]?et\.?\s?al\b\.?[\])]?|and others\b|and colleagues\b|u\.\s?a\.)", re.IGNORECASE
)
_EDITORS = re.compile(r"[,.]?\s{0,4}[(\[]?\b(?P<role>eds?|editors?|hrsg|hg|trans|dir)\b\.?[)\]]?\.?", re.IGNORECASE)


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
    group = _GROUP_FIRST.match(text, start)
    first = _one(text, group.end() if group else start, _ALL)
    if first is None:
        return Names(end=start)
    names, end, shape = [first[0]], first[1], first[2]
    if group:
        names.insert(0, Name(literal=group["name"].strip()))
    while len(names) < _MOST:
        more, end = _more(text, end, shape)
        if not more:
            break
        names += more
    found = _ending(text, Names(tuple(names), end, shape))
    return found if _is_plausible(found, text) else Names(end=start)


def _more(text: str, end: int, shape: str) -> tuple[list[Name], int]:
    """Return the next name and where it ends; two names where the first of them could not be read."""
    separator = _LAST.match(text, end) or _SEPARATOR.match(text, end)
    if separator is None:
        return [], end
    if following := _one(text, separator.end(), _NEXT[shape]):
        return [following[0]], following[1]
    skipped = _SKIPPED.match(text, separator.end())
    following = _one(text, skipped.end(), (shape,)) if skipped else None
    if skipped is None or following is None:
        return [], end
    return [Name(literal=skipped["name"].strip()), following[0]], following[1]


def resumed(text: str, found: Names, end: int) -> Names:
    """Return the list with the names that stand before ``end`` behind one that could not be read."""
    names, at = list(found.names), found.end
    while at < end:
        separator = _SEPARATOR.search(text, at, end)
        if separator is None:
            break
        following = _one(text, separator.end(), _NEXT.get(found.shape, _ALL))
        at = separator.end()
        if following and following[1] <= end:
            names.append(following[0])
            at = following[1]
    return replace(found, names=tuple(names), end=end)


def is_body(text: str) -> bool:
    """Return whether a text names a body: it has a word such as institute, or is written in capitals throughout."""
    return bool(_BODY.search(text)) or not any(word[:1].islower() for word in text.split() if len(word) > 3)


def read_body(text: str) -> Names:
    """Return the body a text begins with, "World Health Organization. ", none where its first sentence is no name."""
    match = _FIRST_SENTENCE.match(text)
    if not match or not _BODY.search(match["name"]) or _SERIAL.search(match["name"]):
        return Names()
    if any(word[:1].islower() for word in match["name"].split() if word.lower() not in SMALL_WORDS):
        return Names()
    return Names((Name(literal=match["name"].strip()),), match.end("name"), "body")


def _is_no_person(text: str) -> bool:
    return bool(_BODY.search(text) or _SERIAL.search(text))


def _is_plausible(found: Names, text: str) -> bool:
    """Return whether two words with capitals are a name: then the list ends as lists do, not inside a phrase."""
    return (
        found.shape != "Given Family" or found.others or text[found.end : found.end + 2].strip()[:1] in set('.,:;(“"‘[')
    )


def _ending(text: str, names: Names) -> Names:
    """Return the list with its "et al." and its "editors" taken in."""
    if others := _ET_AL.match(text, names.end):
        names = replace(names, end=others.end(), others=True)
    if group := _GROUP_LAST.match(text, names.end):
        names = replace(names, names=(*names.names, Name(literal=group["name"].strip())), end=group.end())
    if editors := _EDITORS.match(text, names.end):
        names = replace(names, end=editors.end(), editors=True)
    return names


def _one(text: str, start: int, shapes: tuple[str, ...]) -> tuple[Name, int, str] | None:
    if _ADDRESSED.match(text, start):
        return None
    for shape in shapes:
        match = _SHAPES[shape].match(text, start)
        if (
            match
            and not (shape in _UNSURE and _is_no_person(match.group()))
            and not (shape.startswith("Family, ") and _INITIALS_LAST.search(match["family"]))
        ):
            return _name(match), match.end(), shape
    return None


def _name(match: re.Match[str]) -> Name:
    parts = match.groupdict()
    family, given = parts["family"].strip(), parts["given"].strip().rstrip("-‐–")
    dropping = (parts.get("particle") or "").strip()
    words = family.split(" ")
    leading = next((i for i, word in enumerate(words) if word not in PARTICLES), 0)
    return Name(
        family=" ".join(words[leading:]),
        given=people.initials(given),
        suffix=(parts.get("suffix") or "").strip(),
        dropping_particle=dropping,
        non_dropping_particle=" ".join(words[:leading]),
    )
