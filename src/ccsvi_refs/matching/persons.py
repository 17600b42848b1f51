"""Whether two names are one author's: in full, by initials, shortened, turned round, misspelt."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING, Literal

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from ccsvi_refs.matching.prepared import Author
from ccsvi_refs.text.folding import STOPWORDS

if TYPE_CHECKING:
    from nicknames import NickNamer

#: What two names are to each other: the same, a variant of one, one misspelt, one with other given names, or two.
Likeness = Literal["same", "variant", "misspelt", "misnamed", "other"]
Given = Literal["same", "variant", "other"]

#: Family names of fewer letters are another when a letter is.
_MISSPELT = 4
#: Given names at least so alike (0..100) are spellings of one: Yury, Yuri; Katherine, Catherine.
_SPELLINGS = 60
_OTHER_LETTER = 75
#: Words that name a group, whatever stands beside them.
GROUPS = frozenset(
    {
        "collaboration", "collaborative", "collaborators", "committee", "consortium", "group", "groups", "initiative",
        "investigators", "network", "programme", "project", "study", "team", "trialists", "workgroup",
    }
)  # fmt: skip
#: What many groups are called, beside what tells one from another.
_GROUP_WORDS = STOPWORDS | GROUPS | {"behalf", "members", "program", "trial", "working"}


@lru_cache(maxsize=1 << 15)
def compare(a: Author, b: Author) -> Likeness:
    """Return what two names are to each other."""
    if a.group and b.group:
        return "same" if _same_group(a.words, b.words) else "other"
    if _names_alike(a, b):
        return "same"
    family = _families(a, b)
    if family == "other" or a.group or b.group:
        return _turned(a, b)
    given = compare_given(a, b)
    if family == "misspelt":
        return "other" if given == "other" else "misspelt"
    if given == "other":
        return "misnamed" if family == "same" else "other"
    return "same" if family == "same" and given == "same" else "variant"


def _names_alike(a: Author, b: Author) -> bool:
    """Whether two names have the same words, however these are parted into given and family names."""
    return sorted([*a.words, *a.given]) == sorted([*b.words, *b.given])


def _families(a: Author, b: Author) -> Likeness:
    if {a.family, a.spelt_out} & {b.family, b.spelt_out}:
        return "same"
    short, long = sorted((a.words, b.words), key=len)
    if short == long[-len(short) :]:
        # A particle, or the first of two family names, left out.
        return "same"
    if short == long[: len(short)] and len("".join(short)) >= _MISSPELT:
        return "variant"
    most = 1 if min(len(a.family), len(b.family)) < 8 else 2
    if min(len(a.family), len(b.family)) >= _MISSPELT and OSA.distance(a.family, b.family, score_cutoff=most) <= most:
        return "misspelt"
    return "other"


def _turned(a: Author, b: Author) -> Likeness:
    """Return whether one name has its family name where the other has its given name: Wei L for Li Wei."""
    for one, other in ((a, b), (b, a)):
        if one.words and one.words == other.given and one.initials[:1] in ("", other.family[:1]):
            return "variant"
        if one.group and not other.group and other.family in one.words:
            rest = "".join(word[0] for word in one.words if word not in other.words)
            return "same" if _fit(rest, other.initials) else "other"
    return "other"


def compare_given(a: Author, b: Author) -> Given:
    """Return what the given names of two authors of one family name are to each other, as far as both have them."""
    if not a.initials or not b.initials:
        return "same"
    one, other = _first(a), _first(b)
    if (one and one == b.initials) or (other and other == a.initials):
        # Initials of which one is small: Cha Sc.
        return "same"
    if one and other:
        return _compare_full(a, b, one, other)
    if _fit(a.initials, b.initials):
        return "same"
    # A middle name alone is often used, and a first initial left out: P for JP.
    return "variant" if _within(a.initials, b.initials) or _within(b.initials, a.initials) else "other"


def _first(author: Author) -> str:
    """Return the first given name where it is more than an initial."""
    return author.given[0] if author.given and len(author.given[0]) > 1 else ""


def _compare_full(a: Author, b: Author, one: str, other: str) -> Given:
    if one == other or "".join(a.given) == "".join(b.given):
        return "same" if _fit(a.initials, b.initials) else "variant"
    joined, whole = "".join(a.given), "".join(b.given)
    if joined.startswith(whole) or whole.startswith(joined) or one.startswith(other) or other.startswith(one):
        return "variant"
    alike = fuzz.ratio(one, other)
    if alike >= (_SPELLINGS if one[0] == other[0] else _OTHER_LETTER) or _is_short_form(one, other):
        return "variant"
    # Called by the middle name: J. Paul Roe, Paul Roe.
    return "variant" if one in b.given or other in a.given else "other"


def _is_short_form(a: str, b: str) -> bool:
    """Return whether one given name is a short or pet form of the other: Bob, Robert; Nando, Fernando; Bei, Bebe."""
    short, long = sorted((a, b), key=len)
    if len(short) >= 3 and long.endswith(short):
        return True
    if short[:2] == long[:2]:
        return True
    names = _nicknames()
    return short in names.nicknames_of(long) or long in names.nicknames_of(short)


@cache
def _nicknames() -> NickNamer:
    from nicknames import NickNamer  # it takes its time, and few pairs of names need it

    return NickNamer()


def _fit(a: str, b: str) -> bool:
    return a.startswith(b) or b.startswith(a)


def _within(short: str, long: str) -> bool:
    letters = iter(long)
    return len(short) < len(long) and all(letter in letters for letter in short)


def _same_group(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Return whether two names are one group's: its telling words alike, or one its initials."""
    one, other = (tuple(word for word in name if word not in _GROUP_WORDS) or name for name in (a, b))
    short, long = sorted((one, other), key=len)
    if set(short) <= set(long):
        return True
    initials = "".join(word[0] for word in (*b, *a) if word not in STOPWORDS)
    return len(short) == 1 and len(short[0]) >= 3 and short[0] in initials
