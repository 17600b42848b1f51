"""How one person's name may be printed, and one person's name read in a given shape."""

from __future__ import annotations

import re

from ccsvi_refs.formats import capitals, people
from ccsvi_refs.formats.citation import bodies
from ccsvi_refs.model import Name
from ccsvi_refs.text.letters import LOWER, PARTICLES, UPPER
from ccsvi_refs.text.months import YEAR
from ccsvi_refs.text.patterns import when_used

#: "and" between the last two names, in the languages of citations; a name has to follow.
AND = r"(?:and|und|et|y|e|i|и|та|og|och|en|ve|a|és|ja|și|και|&)"
#: Marks that lead to an affiliation, behind the initials: Köpke S1, Solari A*.
_NOTE = r"(?:\d{1,2}(?:,\d{1,2}){0,4}(?=[,;]\s|\s(?:and|&))|[*†‡§¹²³⁴⁵⁶⁷⁸⁹]{1,4})?"
#: An initial: A, Ch., J.-P., M. A.; bare as in Vancouver style or with full stops, the last of which may be missing.
_BARE = rf"[{UPPER}]{{1,4}}(?:-[{UPPER}]{{1,2}})?"
_DOTTED = (
    rf"[{UPPER}][{LOWER}]?\s?\.(?:[\s\-‐–]{{0,3}}[{UPPER}][{LOWER}]?\s?\.){{0,5}}(?:-?[{UPPER}](?=[,;]\s|\s[(&]))?"
)
_SPACED = rf"[{UPPER}](?:\s[{UPPER}]){{1,4}}"
_WORD = (
    rf"(?:[dDlLO]['’]|[aA]l-|['’]t\s)?[{UPPER}](?:[{UPPER}{LOWER}'’`]|[-‐–](?=[{UPPER}{LOWER}])){{0,40}}+"
    rf"(?![{UPPER}{LOWER}])"
)
_PARTICLE = rf"(?:{'|'.join(map(re.escape, PARTICLES))})"
_TITLED = rf"(?:{'|'.join(re.escape(p.title()) for p in PARTICLES)})"
_SHOUTED = rf"(?:{'|'.join(re.escape(p.upper()) for p in PARTICLES)})"
_FAMILY = (
    rf"(?:(?:{_PARTICLE}|{_TITLED}|{_SHOUTED}|St\.)\s){{0,3}}{_WORD}"
    rf"(?:\s(?:{_PARTICLE}\s){{0,2}}(?![{UPPER}]\.|(?:I{{2,3}}|IV|Jr|Sr)\b){_WORD}){{0,3}}"
)
#: Words that begin titles and never a given name.
_ARTICLE = (
    r"(?:The|An?|In|On|For|How|Why|What|La|Le|Les|Las|Los|Der|Die|Das|El|Del|De|Du|Des|Von|Van|Une?|Eine?"
    r"|O|Os|As|Il|Lo)"
)
_SUFFIX = r"(?:,?\s(?P<suffix>(?:Jr|Sr)\b\.?|I{2,3}\b\.?|IV\b|[23](?:nd|rd)\b))?"
_GIVEN = rf"(?:[{UPPER}]\.[\s-]?){{0,3}}{_WORD}(?:[\s-](?![{UPPER}]\.){_WORD}){{0,2}}(?:\s[{UPPER}]\.){{0,3}}"
_TAIL = rf"(?P<particle>(?:\s?{_PARTICLE}\b){{1,3}}(?=[,;.&/]))?"
_QUOTE = '“"‘«„「『《'
_STOP = rf"(?=\s{{0,4}}(?:[,;:.()&/…\[{_QUOTE}]|\Z)|\s+{AND}\b|\sи\sдр)"
_STOP_OR_YEAR = rf"(?:{_STOP}|(?=\s[12]\d{{3}}\b))"
_CAPITALS = rf"(?:{_SHOUTED}\s){{0,3}}[{UPPER}’'-]{{2,30}}(?:\s[{UPPER}’'-]{{2,30}}){{0,2}}(?![{UPPER}{LOWER}])"

#: What shows that a word behind an initial is one more given name, not the title: another name, or the year.
_MORE = (
    rf"(?:,\s(?:{AND}\s)?(?:[{UPPER}]\.\s?){{0,3}}(?:{_PARTICLE}\s){{0,2}}{_WORD}(?:,\s|\s{_WORD}[,.;]|\s[{UPPER}]\.)"
    rf"|,?\s{AND}\s(?:[{UPPER}]\.\s?|{_WORD}(?:,\s|\s)){_WORD}[,.]\s|\s?;|,?\set\sal|,?\sи\sдр|\.\s{YEAR}\.)"
)

#: The order is the order of trial for the first name of a list.
SHAPES = {
    "Family, I.": when_used(
        rf"(?P<family>{_FAMILY}),\s?(?!(?:Bd|Nr|Jg|Ed|Hg|Pt|St|No)\b)(?P<given>{_DOTTED}(?:\s{_PARTICLE}\s{_DOTTED})?)"
        rf"(?!\s{_WORD}{_MORE}){_TAIL}{_SUFFIX}{_NOTE}"
    ),
    "Family I.": when_used(
        rf"(?P<family>{_FAMILY}?)\s(?P<given>{_DOTTED})"
        rf"(?:(?P<particle>(?:\s{_PARTICLE}\b){{1,3}})(?=[,;.&/])|{_NOTE}(?=\s*[,;:&(/“\"‘«„]|\s+{AND}\s|\sи\sдр|\set\sal|\Z)"
        rf"|(?<=\.[ {UPPER}][{UPPER}]\.)(?=\s[{UPPER}])|(?<=\.[{UPPER}]\.)(?=\s[{UPPER}]))"
    ),
    "Family I I": when_used(rf"(?P<family>{_FAMILY}?)\s(?P<given>{_SPACED}){_TAIL}{_SUFFIX}{_STOP_OR_YEAR}"),
    "Family I": when_used(
        rf"(?P<family>{_FAMILY}?)\s(?P<given>{_BARE}){_SUFFIX}{_NOTE}{_STOP_OR_YEAR}(?!\.[{UPPER}])"
        rf"(?!\.\s{_WORD}(?:\.\s{YEAR}\.|,\s(?:{AND}\s)?{_WORD}\s|\s{AND}\s{_WORD}\s))"
    ),
    "Family, I": when_used(
        rf"(?P<family>{_FAMILY}),\s(?P<given>{_BARE}){_NOTE}(?!\.?\s{_WORD}{_MORE})"
        rf"(?=\s*[,;.&(]|\s+{AND}\s|\Z|\s[12]\d{{3}}\b)"
    ),
    "I. Family": when_used(rf"(?P<given>{_DOTTED})\s?(?P<family>{_FAMILY}){_SUFFIX}{_NOTE}{_STOP_OR_YEAR}"),
    "I Family": when_used(rf"(?P<given>{_BARE})\s(?P<family>{_FAMILY}){_SUFFIX}{_STOP}"),
    "FAMILY Given": when_used(
        rf"(?P<family>{_CAPITALS})\s(?P<given>{_WORD}(?:\s(?:[{UPPER}]\.|{_WORD})){{0,2}}){_STOP}"
    ),
    "Given Family": when_used(
        rf"(?!{_ARTICLE}\s)(?P<given>{_WORD}(?:\s(?:[{UPPER}]\.|{_WORD})){{0,2}}?)"
        rf"\s(?![{UPPER}]\.)(?P<family>(?:(?:{_PARTICLE}|{_TITLED}|{_SHOUTED})\s){{0,2}}{_WORD}){_SUFFIX}{_NOTE}{_STOP}"
        rf"(?!,\s(?![{UPPER}]\.\s{_WORD}\s{_WORD}){_WORD}(?:\s[{UPPER}]\.)?(?:\s*[.(;/:]|,\s*(?:[{_QUOTE}]|{YEAR})))"
    ),
    "Family, Given": when_used(
        rf"(?P<family>{_FAMILY}),\s(?P<given>{_GIVEN}){_TAIL}{_SUFFIX}(?:{_STOP}|(?<=\s[{UPPER}]\.)(?=\s))"
    ),
}  # fmt: skip

#: Which shapes may follow the shape of the first name: Chicago and MLA turn the later names round.
FOLLOWING = {
    "Family, I.": ("Family, I.", "I. Family", "Given Family"),
    "Family I": ("Family I I", "Family I", "Family I."),
    "Family I I": ("Family I I", "Family I"),
    "Family I.": ("Family I.", "Family I"),
    "Family, I": ("Family, I", "I Family", "Family I"),
    "I. Family": ("I. Family",),
    "I. Given Family": ("I. Family", "Given Family"),
    "I Family": ("I Family", "Given Family"),
    "FAMILY Given": ("FAMILY Given",),
    "Family, Given": ("Family, I.", "I. Family", "Given Family", "Family, Given"),
    "Given Family": ("I. Family", "Given Family"),
}
#: Behind a comma, Chicago's and MLA's later names come first.
TURNED = ("I. Family", "Given Family", "Family, I.", "Family, Given")
ALL = tuple(SHAPES)
#: Abbreviations of American law behind initials: U.S. Const., S. Res. 438, U.S.C.
_LAW = re.compile(
    r"U\.S\.\s|\w\.\s?(?:Res|Const|Rep|Code|Stat|Supp|Cong|Ct|Doc|Reg|Con)\b|U\.S\.C|[A-Z]\.[A-Z]\Z", re.ASCII
)
#: Shapes that other words with capitals have too.
_UNSURE = ("I Family", "Given Family", "Family, Given", "FAMILY Given")

#: What stands before names in prose, never in a citation.
_ADDRESSED = re.compile(r"(?:Dr|Prof|Professor|Mr|Mrs|Ms|Miss|Sir|Dame|Lord|Lady|By|Nurse)\b\.?\s")
#: "Hendrickson SC, St. Louis JD": the first comma is behind initials, not behind a family name.
_NO_GIVEN = frozenset("Bd Band Vol Nr No Heft Jg Ed Eds Hrsg Hg Herausgeber Herausgeberin Editor Editors".split())
#: What belongs to somebody is no name: Other People's Money.
_POSSESSIVE = re.compile(r"[’']s\s")
_INITIALS_LAST = re.compile(rf"[{LOWER}]\s[{UPPER}]{{1,3}}$")


def one(text: str, start: int, shapes: tuple[str, ...]) -> tuple[Name, int, str] | None:
    """Return the name at a place, where it ends, and its shape; None where none of the shapes is there."""
    if _ADDRESSED.match(text, start):
        return None
    for shape in shapes:
        match = SHAPES[shape].match(text, start)
        if match and not _is_refused(match, shape):
            return _name(match), match.end(), shape
    return None


def _is_refused(match: re.Match[str], shape: str) -> bool:
    if shape == "FAMILY Given" and not (match["family"].isupper() and not match["given"].isupper()):
        return True
    if match["family"].isupper() and len(match["family"]) > 2 and shape in ("Family I", "I Family", "Family, I"):
        bare = match["given"]
        if len(bare) > 2 or (shape == "I Family" and bare.lower() in PARTICLES):
            return True
    if shape == "I Family" and len(match["family"].split(" ")) > 2 and not match["family"][0].islower():
        return True
    if match["given"].rstrip(".") in _NO_GIVEN or _LAW.match(match.group()):
        return True
    is_shouted = match["family"].isupper() and shape in ("I Family", "Given Family")
    if is_shouted and len(match["given"]) > 1 and match["given"].lower() in PARTICLES:
        return True
    if shape in _UNSURE and (bodies.is_no_person(match.group()) or _POSSESSIVE.search(match.group())):
        return True
    return shape.startswith("Family, ") and bool(_INITIALS_LAST.search(match["family"]))


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


def lowered(name: Name) -> Name:
    """Return the name of somebody whose family name a style prints in capitals, as names are written."""
    family = capitals.family(name.family) if len(name.family) > 1 else name.family
    words = family.split(" ")
    leading = next((i for i, word in enumerate(words) if word not in PARTICLES), 0)
    return Name(
        family=" ".join(words[leading:]),
        given=name.given if len(name.given) < 5 or not name.given.isupper() else capitals.given(name.given),
        literal=name.literal,
        suffix=name.suffix,
        dropping_particle=name.dropping_particle,
        non_dropping_particle=name.non_dropping_particle or " ".join(words[:leading]),
    )


def with_middle(name: Name) -> Name:
    """Return a name that begins with an initial, its first full word taken for a given name: W. Hamilton Gibson."""
    first, space, rest = name.family.partition(" ")
    if not space or name.non_dropping_particle or "-" in first or not re.fullmatch(r"\w\.(?:\s\w\.)*", name.given):
        return name
    if first[-1].lower() in "aeiouzy" or not first.isascii() or rest.split(" ")[0] in PARTICLES:
        return name
    return Name(family=rest, given=f"{name.given} {first}", suffix=name.suffix)
