"""From what was found to a probability: a logistic model whose coefficients stand, readable, in ``weights``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from math import exp

from ccsvi_refs.matching.aligning import Facts
from ccsvi_refs.matching.weights import BIAS, MEASURES, SCALE, SHIFT, STATES

#: Beyond these log odds nothing is more certain; a candidate that a veto speaks against stays below even odds.
LIMIT, VETOED = 20.0, -0.4
#: The table by the names that ``features`` gives.
WEIGHTS = MEASURES | {f"{name}:{state}": weight for name, states in STATES.items() for state, weight in states.items()}
#: Title states that speak for the candidate.
_AGREES = frozenset({"same", "near", "main", "scrambled"})
#: Title states that say nothing for it.
_ELSEWHERE = frozenset({"differs", "missing", "unknown"})


def features(facts: Facts) -> Iterator[tuple[str, float]]:
    """Yield the model's inputs, ``field:state`` with 1 or a measure with its value; what is not yielded is 0."""
    title = _title_class(facts)
    located = (facts.volume == "same") + (facts.first_page == "same")
    yield f"title:{facts.title}", 1.0
    yield from _title_measures(facts)
    yield f"author:{facts.first_author}", 1.0
    yield f"initials:{facts.initials}", 1.0
    if facts.other_authors > 0:
        yield "other authors' share", facts.other_authors
        yield "other authors found", min(facts.other_found, 3) / 3
    for name in ("container", "year", "volume", "issue", "first_page", "last_page", "doi", "marker"):
        yield f"{name}:{getattr(facts, name)}", 1.0
    if facts.subtitle:
        yield "a subtitle the record has not", 1.0
    yield "stray words", min(facts.stray, 8) / 8
    yield "all stray words", min(facts.strays, 16) / 16
    if facts.title not in _AGREES:
        yield "stray words, no title", min(facts.stray, 8) / 8
    yield f"locator:{located}", 1.0
    yield f"title {title}, locator:{located}", 1.0
    yield f"title {title}, container:{facts.container}", 1.0
    yield f"title {title}, page:{facts.first_page}", 1.0
    yield f"volume:{facts.volume}, page:{facts.first_page}", 1.0
    yield f"title {title}, identifier:{facts.doi}", 1.0
    yield f"author:{facts.first_author}, issue:{facts.issue}", 1.0
    yield f"title {title}, others agree:{_agreeing(facts)}", 1.0
    yield f"title {title}, others contradict:{_contradicting(facts)}", 1.0


def _title_class(facts: Facts) -> str:
    """Return a title that agrees by how much it can tell (its letters), any other by its state."""
    if facts.title not in _AGREES:
        return facts.title
    return "long" if facts.title_letters >= 40 else "middling" if facts.title_letters >= 20 else "short"


def _title_measures(facts: Facts) -> Iterator[tuple[str, float]]:
    if facts.title in _AGREES:
        yield "title letters", min(facts.title_letters, 80) / 80
    if facts.title == "near":
        yield "title gap", (1 - facts.likeness) * 10
    if facts.title in ("differs", "missing"):
        yield f"title {facts.title}, words found", facts.coverage
        yield f"title {facts.title}, likeness", facts.likeness
    if facts.title in ("similar", "renumbered"):
        yield "title wide gap", (1 - max(facts.likeness, facts.coverage)) * 4


def _agreeing(facts: Facts) -> int:
    return (
        (facts.first_author in ("first", "near"))
        + (facts.container == "same")
        + (facts.year == "same")
        + (facts.volume == "same")
        + (facts.first_page == "same")
    )


def _contradicting(facts: Facts) -> int:
    return (
        (facts.first_author == "missing")
        + (facts.container == "missing")
        + (facts.year == "differs")
        + (facts.volume == "differs")
        + (facts.issue == "differs")
        + (facts.first_page == "differs")
    )


def log_odds(facts: Facts) -> float:
    """Return the calibrated log odds that the candidate, seen alone, is the work the text cites."""
    odds = BIAS + sum(value * WEIGHTS.get(name, 0.0) for name, value in features(facts))
    return limited(SCALE * odds + SHIFT, facts)


def limited(odds: float, facts: Facts) -> float:
    """Return log odds within the limits, below even where a veto holds."""
    return max(-LIMIT, min(VETOED if veto(facts) else LIMIT, odds))


def veto(facts: Facts) -> str:
    """Return what forbids a match whatever else agrees, an empty string where nothing does."""
    located = facts.volume == "same" and facts.first_page == "same"
    if facts.title == "differs" and located and facts.coverage < 0.4:
        return "the place in print is right but the title is another work's"
    if _only_numbers(facts):
        return "nothing but numbers agrees, as some do by chance among so many records"
    if facts.title == "renumbered" and facts.title_numbers == "parts":
        return "the titles are those of two parts"
    if facts.title == "renumbered" and (facts.first_page != "same" or facts.issue == "differs"):
        return "the titles differ in their numbers"
    if facts.supplement and facts.issue in ("differs", "missing") and facts.first_page in ("differs", "missing"):
        return "one of the two is an abstract or article of a supplement, and the pages do not agree"
    if facts.first_author == "absent" and facts.issue == "differs":
        return "the same heading stands in another issue"
    if facts.first_author in ("absent", "unrecorded") and facts.elsewhere:
        return "the same heading stands elsewhere in the volume"
    if facts.marker != "none" and facts.first_page in ("near", "differs", "missing", "unrecorded"):
        return "one of the two is a notice, comment, reply or protocol, and the pages do not agree"
    return ""


def _only_numbers(facts: Facts) -> bool:
    """Whether no word of a record stands in the citation: among millions of records some share any three numbers.

    A family name with other initials is another person's, and among millions of records some share it and two numbers.
    """
    if facts.other_found or facts.container != "missing" or facts.title not in _ELSEWHERE or facts.doi == "same":
        return False
    whole = facts.year == facts.volume == facts.first_page == "same"
    return facts.first_author == "missing" or (facts.initials == "differ" and not whole)


def alone(odds: float) -> float:
    """Return log odds as a probability (0..1)."""
    return 1 / (1 + exp(-odds))


def among(odds: float, others: Iterable[float]) -> float:
    """Return the probability of one work where at most one of several (the others' log odds given) can be meant."""
    own = exp(odds)
    return own / (1 + own + sum(map(exp, others)))
