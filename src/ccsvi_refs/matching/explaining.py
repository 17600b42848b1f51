"""The evidence in words."""

from __future__ import annotations

from dataclasses import dataclass

from ccsvi_refs.matching.aligning import Facts
from ccsvi_refs.model import Reference

#: What a state of a field means, and whether it speaks for (+1) or against (-1) the candidate.
_SAID: dict[tuple[str, str], tuple[int, str]] = {
    ("title", "same"): (1, "the title stands in the citation"),
    ("title", "near"): (1, "the title stands in the citation with small changes"),
    ("title", "main"): (1, "the title stands in the citation without its subtitle"),
    ("title", "scrambled"): (1, "the title's words stand in the citation"),
    ("title", "similar"): (-1, "the title is only similar"),
    ("title", "differs"): (-1, "the title is another"),
    ("first_author", "first"): (1, "the first author agrees"),
    ("first_author", "near"): (1, "the first author's name is spelt nearly alike"),
    ("first_author", "later"): (-1, "the first author is not named first"),
    ("first_author", "missing"): (-1, "the first author is not named"),
    ("initials", "differ"): (-1, "the first author's initials differ"),
    ("container", "same"): (1, "the journal or book agrees"),
    ("container", "near"): (1, "the journal or book nearly agrees"),
    ("container", "missing"): (-1, "the journal or book is not named"),
    ("year", "same"): (1, "the year agrees"),
    ("year", "near"): (-1, "the year is off by one"),
    ("year", "differs"): (-1, "the year is another"),
    ("volume", "same"): (1, "the volume agrees"),
    ("volume", "near"): (-1, "the volume is a digit off"),
    ("volume", "differs"): (-1, "the volume is another"),
    ("issue", "same"): (1, "the issue agrees"),
    ("issue", "near"): (-1, "the issue is a digit off"),
    ("issue", "differs"): (-1, "the issue is another"),
    ("first_page", "same"): (1, "the first page agrees"),
    ("first_page", "near"): (-1, "the first page is a digit off"),
    ("first_page", "differs"): (-1, "the first page is another"),
    ("last_page", "same"): (1, "the last page agrees"),
    ("doi", "same"): (1, "the identifier agrees"),
    ("doi", "differs"): (-1, "the citation prints another identifier"),
    ("marker", "record"): (-1, "the record is a notice, comment, reply or protocol and the citation does not say so"),
    ("marker", "text"): (-1, "the citation speaks of a notice, comment, reply or protocol and the record does not"),
}


@dataclass(frozen=True, slots=True)
class Evidence:
    """What one field says: ``speaks`` is 1 for, -1 against the candidate."""

    field: str
    state: str
    speaks: int
    text: str

    def __str__(self) -> str:
        """Return the evidence in words."""
        return self.text


def evidence(facts: Facts) -> tuple[Evidence, ...]:
    """Return what each field says for or against; fields that say nothing are left out."""
    found = []
    for (field, state), (speaks, text) in _SAID.items():
        if getattr(facts, field) == state:
            found.append(Evidence(field, state, speaks, text))
    return tuple(found)


def reason(facts: Facts) -> str:
    """Return the evidence in one sentence: what agrees, then what does not."""
    found = evidence(facts)
    agrees = [item.text for item in found if item.speaks > 0]
    against = [item.text for item in found if item.speaks < 0]
    parts = ["; ".join(agrees)] if agrees else []
    if against:
        parts.append("but " * bool(agrees) + "; ".join(against))
    return ", ".join(parts) or "nothing in the citation tells"


def contradicted(facts: Facts) -> bool:
    """Return whether an identifier, a full locator or a long title speaks for the candidate and something against."""
    located = facts.volume == "same" and facts.first_page == "same"
    titled = facts.title in ("same", "near") and facts.title_letters >= 25
    named = facts.first_author in ("first", "near")
    strong = facts.doi == "same" or (located and (named or facts.container == "same")) or titled
    return strong and any(item.speaks < 0 for item in evidence(facts))


#: What to ask for, by the field in which two candidates differ.
_ASK = (
    ("DOI", "a DOI"),
    ("PMID", "a PMID"),
    ("title", "the full title"),
    ("volume", "the volume"),
    ("page", "the pages"),
    ("container-title", "the journal's or book's full name"),
)


def settle(a: Reference, b: Reference | None) -> str:
    """Return what would tell two candidates apart, or confirm the only one."""
    if b is None:
        return "a DOI or PMID, or the full title and pages of the work"
    asked = [words for name, words in _ASK if a.text(name) != b.text(name) and (a.text(name) or b.text(name))]
    if a.year != b.year:
        asked.append("the year")
    return " or ".join(asked[:3]) or "nothing the registries say tells these records apart"
