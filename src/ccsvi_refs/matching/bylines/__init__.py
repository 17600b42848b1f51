"""The list of authors that a citation string prints, read with the registered authors in hand.

Each registered family name is looked for in the words before the title (behind it, where the title comes first); the
words beside it are given names or initials. What then is left over and looks like names is authors that nobody
registered.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ccsvi_refs.matching.bylines.claims import cited, claimed, given_names
from ccsvi_refs.matching.bylines.others import first_alone, left_over
from ccsvi_refs.matching.bylines.words import Word, words_of
from ccsvi_refs.matching.listing import Listed
from ccsvi_refs.matching.prepared import Author, Cited

#: How a list says that it goes on; what follows an ellipsis is its last author.
_GOES_ON = re.compile(
    r"\bet\.?\s?al\b|\band colleagues\b|\bothers\b|\bet coll\b|\bu\.\s?a\.|…|\.\s?\.\s?\.",
)
_ELLIPSIS = re.compile(r"…|\.\s?\.\s?\.")
#: Where an author stands, who it is, and as what it is printed.
_Found = tuple[int, Author, str]


def read(page: Cited, start: int, end: int, registered: Listed, known: frozenset[str], *, sure: bool) -> Listed:
    """Return the authors that a range of a string's words prints, in its order.

    ``known`` are words of the work's title and journal, which name nobody. Where it is not ``sure`` that the range
    ends with the list, names after the last registered one are not read.
    """
    words = words_of(page, start, end)
    text = page.body[page.starts[start] : page.starts[end] if end < len(page.starts) else None] if words else ""
    found, taken = _registered(words, registered)
    goes_on = bool(_GOES_ON.search(text))
    if not found:
        found = first_alone(words, sure) if start == 0 else []
        goes_on = goes_on or not sure
    last = max(taken, default=-1)
    others = [other for other in left_over(words, taken) if known.isdisjoint(other[1].words)]
    sure = sure or _ends_in_names(words, taken, others)
    found += [other for other in others if sure or other[0] < last]
    found.sort(key=lambda item: item[0])
    gap = _ELLIPSIS.search(text)
    before = [at for at, _, _ in found if gap and words[at].start < page.starts[start] + gap.start()]
    return Listed(
        tuple(who for _, who, _ in found),
        tuple(printed for _, _, printed in found),
        goes_on,
        len(before) if len(before) < len(found) else 0,
    )


def _registered(words: Sequence[Word], registered: Listed) -> tuple[list[_Found], set[int]]:
    """Return the registered authors that stand in a list, and the places of the words that are theirs."""
    claims = claimed(words, registered.authors)
    taken: set[int] = set()
    found: list[_Found] = []
    for at, size, who in sorted(claims, key=lambda claim: claim[0]):
        given = given_names(words, at, size, who, claims)
        taken.update(range(at, at + size), given)
        author = cited(who, words[at : at + size], [words[i] for i in given])
        found.append((at, author, _printed(words, at, size, given)))
    return found, taken


def _ends_in_names(words: Sequence[Word], taken: set[int], others: Sequence[_Found]) -> bool:
    """Whether nothing but names with initials follows the last registered author: no title in other words."""
    last = max(taken, default=-1)
    behind = [at for at, who, _ in others if at > last and who.initials]
    rest = [i for i in range(last + 1, len(words)) if not words[i].is_small]
    return bool(taken and behind) and all(words[i].initials or i in behind for i in rest)


def _printed(words: Sequence[Word], at: int, size: int, given: Sequence[int]) -> str:
    family = " ".join(words[i].raw for i in range(at, at + size))
    names = [words[i].raw for i in given]
    initials = "".join(name if words[i].initials else name[:1] for name, i in zip(names, given, strict=True))
    return f"{family} {initials.upper()}".strip()
