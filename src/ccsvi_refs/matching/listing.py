"""The authors a citation lists beside those registered: left out, added, replaced, misspelt, in another order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ccsvi_refs.matching import pairing, persons, prepared
from ccsvi_refs.matching.pairing import Pair
from ccsvi_refs.matching.prepared import Author
from ccsvi_refs.model import Name

#: What stands in lists of names without being one: the list goes on.
_OTHERS = re.compile(r"(?:and\s+)*(?:others|et\.?\s*al\.?|colleagues|…|\.{3})", re.IGNORECASE)
#: Lists of so many authors and more are recorded up to a round number.
_ROUND = 10
#: So many names of a change are given.
_NAMED = 3

#: A cited and a registered name that stand beside each other, and what they are to each other.
Match = tuple[int | None, int | None, persons.Likeness]


@dataclass(frozen=True, slots=True)
class Listed:
    """A list of authors in comparable form, how each is printed, and whether it says that it goes on.

    ``gap`` is the number of names before an ellipsis, 0 where there is none; the names behind it end the list.
    ``full`` are the names with all their given names, where they are known.
    """

    authors: tuple[Author, ...]
    printed: tuple[str, ...]
    goes_on: bool = False
    gap: int = 0
    full: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Comparison:
    """How a list of authors differs, in words; ``grave`` where it names others than are registered."""

    note: str = ""
    grave: bool = False


SAME = Comparison()


def listed(names: Sequence[Name], goes_on: bool = False) -> Listed:
    """Return names in comparable form; an ``others`` or ``et al.`` among them says that the list goes on."""
    others = [bool(_OTHERS.fullmatch((name.literal or name.family).strip(" .,"))) for name in names]
    known = [name for name, is_others in zip(names, others, strict=True) if not is_others]
    people = [(who, name) for name in known if (who := prepared.author(name))]
    before = others.index(True) if any(others) else 0
    return Listed(
        tuple(who for who, _ in people),
        tuple(printed(name) for _, name in people),
        goes_on or len(known) < len(names),
        before if before < len(people) else 0,
        tuple(str(name) for _, name in people),
    )


def printed(name: Name) -> str:
    """Return a name as lists print it: family name first, then initials."""
    family = " ".join(filter(None, (name.dropping_particle, name.non_dropping_particle, name.family)))
    given = name.given if name.given.isupper() and name.given.isalpha() else name.initials
    return " ".join(filter(None, (name.literal or family, given.upper(), name.suffix)))


def compare(cited: Listed, registered: Listed) -> Comparison:
    """Return how the cited list differs from the registered one; a list that goes on may end anywhere."""
    ours, theirs = _persons(cited), _persons(registered)
    if not ours.authors or not theirs.authors:
        return _groups(cited, registered)
    theirs = _byline(ours, cited, registered) or theirs
    found = _around_gap(ours, theirs) if ours.gap else _persons_compared(ours, theirs)
    return found if found.note else _groups(cited, registered)


def _persons(names: Listed) -> Listed:
    kept = [place for place, who in enumerate(names.authors) if not who.group]
    gap = sum(place < names.gap for place in kept)
    authors, lists = tuple(names.authors[i] for i in kept), (names.printed, names.full)
    shown, full = (tuple(texts[i] for i in kept) if texts else () for texts in lists)
    return Listed(authors, shown, names.goes_on, gap, full)


def _byline(ours: Listed, cited: Listed, registered: Listed) -> Listed | None:
    """Return the persons before a registered group, where the citation names as many: the others are its members."""
    first = next((place for place, who in enumerate(registered.authors) if who.group), 0)
    if first and first == len(ours.authors) and not cited.goes_on:
        return Listed(registered.authors[:first], registered.printed[:first])
    return None


def _groups(cited: Listed, registered: Listed) -> Comparison:
    """Return what is to be said of groups: one that the registries do not name, or that stands for the persons."""
    theirs = [who for who in registered.authors if who.group]
    unknown = [
        text
        for who, text in zip(cited.authors, cited.printed, strict=True)
        if who.group and not any(persons.compare(who, other) == "same" for other in theirs or registered.authors)
    ]
    if not unknown or not registered.authors:
        return SAME
    if theirs and len(theirs) == len(registered.authors) == len(cited.authors):
        return Comparison(f"has {unknown[0]} for {registered.printed[0]}", grave=True)
    return Comparison(f"names {_and(unknown)}, which the registry does not")


def _persons_compared(ours: Listed, theirs: Listed) -> Comparison:
    pairs = pairing.pairs(ours.authors, theirs.authors, goes_on=ours.goes_on)
    likeness = {
        (a, b): persons.compare(ours.authors[a], theirs.authors[b]) for a, b in pairs if a is not None and b is not None
    }
    wrong = [pair for pair in pairs if None in pair or likeness[pair] not in ("same", "variant")]  # type: ignore[index]  # None is in no key
    if not wrong:
        variants = [pair for pair, found in likeness.items() if found == "variant"]
        return Comparison(_told("prints", variants, ours, theirs)) if variants else SAME
    if _is_cut(ours, theirs, wrong):
        return SAME
    if _is_first_only(ours, theirs, wrong):
        return Comparison(
            f"names {len(ours.authors)} authors where the registry has the first {len(theirs.authors)} only"
        )
    return Comparison("; ".join(_changes(wrong, sorted(set(pairs) - set(wrong)), ours, theirs)), grave=True)


def _around_gap(ours: Listed, theirs: Listed) -> Comparison:
    """Return how the names before an ellipsis differ; those behind it are registered somewhere after them."""
    before = _persons_compared(Listed(ours.authors[: ours.gap], ours.printed[: ours.gap], True), theirs)
    later = theirs.authors[ours.gap :]
    unknown = [
        text
        for who, text in zip(ours.authors[ours.gap :], ours.printed[ours.gap :], strict=True)
        if not any(persons.compare(who, other) in ("same", "variant") for other in later)
    ]
    if before.note or not unknown:
        return before
    return Comparison(f"has {_and(unknown)} for {theirs.printed[-1]}", grave=True)


def _is_first_only(ours: Listed, theirs: Listed, wrong: Sequence[Pair]) -> bool:
    """Whether the record holds the first of the authors only: its whole list, and more, stands in the citation."""
    known, added = len(theirs.authors), len(ours.authors) - len(theirs.authors)
    follows = all(b is None and a is not None and a >= known for a, b in wrong)
    return follows and added >= known


def _is_cut(ours: Listed, theirs: Listed, wrong: Sequence[Pair]) -> bool:
    """Whether the record's list ends where registries cut lists: it says so, or at a round number of names."""
    known, added = len(theirs.authors), len(ours.authors) - len(theirs.authors)
    follows = all(b is None and a is not None and a >= known for a, b in wrong)
    return follows and (theirs.goes_on or (known >= _ROUND and known % 5 == 0 and added > 1))


def _changes(wrong: Sequence[Pair], right: Sequence[Pair], ours: Listed, theirs: Listed) -> Iterator[str]:
    """Yield what is wrong with a list, in words."""
    moved = _moved(wrong, right, ours, theirs)
    away, home = {a for a, _ in moved}, {b for _, b in moved}
    left = [(None if a in away else a, None if b in home else b) for a, b in wrong]
    replaced = [pair for pair in left if None not in pair]
    missing = [b for a, b in left if a is None and b is not None]
    added = [a for a, b in left if b is None and a is not None]
    if replaced:
        yield _told("has", replaced, ours, theirs)
    if missing and len(missing) == len(theirs.authors) - missing[0]:
        yield f"ends after {missing[0]} of {len(theirs.authors)} authors without “et al.”"
    elif missing:
        yield f"leaves out {_and([theirs.printed[b] for b in missing])}"
    if added:
        yield f"adds {_and([ours.printed[a] for a in added])}"
    if moved:
        yield "is in another order"


def _moved(wrong: Sequence[Pair], right: Sequence[Pair], ours: Listed, theirs: Listed) -> list[tuple[int, int]]:
    """Return the cited authors that are registered in another place, with that place."""
    settled = {b for _, b in right}
    places: dict[str, list[int]] = {}
    for b, who in enumerate(theirs.authors):
        for key in _keys(who) if b not in settled else ():
            places.setdefault(key, []).append(b)
    found: dict[int, int] = {}
    taken: set[int] = set()
    for a in (a for a, _ in wrong if a is not None):
        who = ours.authors[a]
        near = sorted({b for key in _keys(who) for b in places.get(key, ())} - taken)
        place = next((b for b in near if persons.compare(who, theirs.authors[b]) in ("same", "variant")), None)
        if place is not None:
            found[a] = place
            taken.add(place)
    return list(found.items())


def _keys(who: Author) -> set[str]:
    """Return what two names that can be one person's share at least one of."""
    return {who.family, who.spelt_out, *who.words}


def _told(verb: str, pairs: Sequence[Pair], ours: Listed, theirs: Listed) -> str:
    known = [(a, b) for a, b in pairs if a is not None and b is not None]
    alike = any(ours.printed[a] == theirs.printed[b] for a, b in known)
    one, other = ((names.full or names.printed) if alike else names.printed for names in (ours, theirs))
    return f"{verb} {_and([f'{one[a]} for {other[b]}' for a, b in known])}"


def _and(names: Sequence[str]) -> str:
    """Return a few names as a phrase, and how many more there are."""
    shown = list(names[:_NAMED])
    if len(names) > _NAMED:
        return f"{', '.join(shown)} and {len(names) - _NAMED} more"
    return " and ".join(filter(None, (", ".join(shown[:-1]), shown[-1])))


def paired(cited: Sequence[Name], registered: Sequence[Name], goes_on: bool) -> list[Match] | None:
    """Return who of two lists stands beside whom, and what the two are to each other; None where a name is unreadable.

    Groups are left out where persons stand beside them, and so are names behind the end of a list that was cut short.
    """
    ours, theirs = _people(cited), _people(registered)
    if ours is None or theirs is None:
        return None
    one, other = (Listed(tuple(who for _, who in people), (), goes_on) for people in (ours, theirs))
    pairs = pairing.pairs(one.authors, other.authors, goes_on=goes_on)
    likeness: list[persons.Likeness] = [
        persons.compare(one.authors[a], other.authors[b]) if a is not None and b is not None else "other"
        for a, b in pairs
    ]
    alone = [pair for pair in pairs if None in pair]
    cut = alone and (_is_cut(one, other, alone) or _is_first_only(one, other, alone))
    return [
        (None if a is None else ours[a][0], None if b is None else theirs[b][0], how)
        for (a, b), how in zip(pairs, likeness, strict=True)
        if not (cut and b is None)
    ]


def _people(names: Sequence[Name]) -> list[tuple[int, Author]] | None:
    """Return the persons among names with their places, the groups where there are no persons."""
    known = [(place, prepared.author(name)) for place, name in enumerate(names)]
    readable = [(place, who) for place, who in known if who is not None]
    if len(readable) < len(known):
        return None
    return [(place, who) for place, who in readable if not who.group] or readable
