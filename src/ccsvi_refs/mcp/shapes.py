"""The shapes of what is answered, as docs/reference/json.md has them, with what each field says."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from ccsvi_refs.auditing import Severity
from ccsvi_refs.links import Verdict
from ccsvi_refs.model import NoticeKind

Status = Literal["matched", "ambiguous", "not-found", "unavailable"]


class Shape(BaseModel):
    """An object of an answer; keys that are added to it are passed on."""

    model_config = ConfigDict(extra="allow")


class Place(Shape):
    """Where something stands: line and column from 1, null where unknown; of a listed reference, line is its number."""

    path: str
    line: int | None
    column: int | None


class Given(Shape):
    """What was given, as it was read, and its place."""

    text: str
    location: Place | None


class Candidate(Shape):
    """A record that may be the work."""

    DOI: str | None
    PMID: str | None
    title: str
    confidence: float = Field(ge=0, le=1, description="The probability that this is the cited work.")


class Said(Shape):
    """What one source says of a field: a registry, or the citation itself (cited)."""

    source: str
    value: Any


class Discrepancy(Shape):
    """A field in which the citation and a registry say different things."""

    field: str
    cited: Any
    registered: Any
    source: str
    severity: Literal["error", "info"]
    note: str | None


class Nearest(Shape):
    """The record that comes nearest without being the work."""

    DOI: str | None
    PMID: str | None
    title: str
    agrees: list[str]
    differs: list[Discrepancy]


class Disagreement(Shape):
    """A field in which the registries disagree among themselves."""

    field: str
    values: list[Said]


class Notice(Shape):
    """A retraction, correction or concern about the work, and who reports it."""

    kind: NoticeKind
    source: str
    DOI: str | None
    PMID: str | None
    date: str | None
    label: str
    of: bool


class Asked(Shape):
    """A registry: when it answered (null: it did not, and problem says why)."""

    source: str
    when: str | None
    problem: str | None


class Resolution(Shape):
    """What came of looking for one work."""

    number: int = Field(description="Which of the references that were given this is about, from 1.")
    said: str = Field(description="The outcome in one sentence, fit to be passed on as it is.")
    id: str
    input: Given
    status: Status = Field(
        description="matched: found. ambiguous: several records fit, see candidates; none may be chosen by guessing. "
        "not-found: those asked have no matching record. unavailable: it could not be checked."
    )
    reference: dict[str, Any] = Field(description="CSL-JSON: the merged record of a match, else what was read.")
    cited: dict[str, Any] = Field(description="CSL-JSON: what could be read of what was given.")
    confidence: float = Field(ge=0, le=1)
    candidates: list[Candidate]
    provenance: dict[str, list[Said]] = Field(description="For each field of the reference, which source says what.")
    discrepancies: list[Discrepancy]
    nearest: Nearest | None
    joined: Candidate | None
    disagreements: list[Disagreement]
    problems: list[str]
    notes: list[str]
    notices: list[Notice]
    evidence: str
    asked: list[Asked]


class Resolved(Shape):
    """The outcome for each reference, in the order given."""

    resolutions: list[Resolution]


class Acceptance(Shape):
    """Why a finding is accepted, and until when."""

    reason: str
    until: str | None


class Finding(Shape):
    """One thing that is wrong, or worth knowing; the resource ccsvi-refs://rules/{rule} says what the rule means."""

    rule: str
    severity: Severity
    message: str
    location: Place | None
    reference: str | None
    number: str | None = Field(description="The page's own number for the reference.")
    cited: str | None
    registered: str | None
    was: str | None
    source: str | None = Field(description="The registry that says so.")
    correction: str | None = Field(description="What should stand instead; null where nobody knows.")
    evidence: str | None
    accepted: Acceptance | None


class NoWork(Shape):
    """An item of a list that sends to others, or explains something."""

    number: str | None
    text: str
    location: Place | None


class Summary(Shape):
    """What was read, asked and found."""

    entries: int = Field(description="Entries of the lists of references.")
    read: int = Field(description="Those of them that could be read as works.")
    references: int
    asked: dict[str, int] = Field(description="Registries that answered, and about how many references.")
    not_asked: dict[str, str] = Field(description="Registries that did not, and why.")
    unchecked: int = Field(description="References about which nobody could be asked: nothing is known of them.")
    findings: dict[str, int]
    accepted: int
    rules: dict[str, int]
    resolutions: dict[str, int]
    links: dict[str, int]
    notes: list[str]
    no_works: list[NoWork] = Field(description="Items of the lists that were taken for no work.")


class Corrected(Shape):
    """A citation string with what is wrong put right in its place."""

    reference: str
    number: str
    text: str
    not_placed: list[str] = Field(description="Corrections that have no place in the string.")


class Audit(Shape):
    """Everything that is wrong, what stands right instead, and what was not read or not asked."""

    said: str = Field(description="The outcome in a few words: what was read, asked and found.")
    findings: list[Finding]
    corrected: list[Corrected]
    summary: Summary


class Hop(Shape):
    """A redirect; status 0 is one written in a page."""

    status: int
    url: str


class Link(Shape):
    """What one address was found to be."""

    url: str
    reference: str | None
    location: Place | None
    verdict: Verdict = Field(description="The resource ccsvi-refs://verdicts says what each word means.")
    reason: str
    shows_work: bool | None = Field(
        description="Whether it leads to the work it is said to lead to; null where no work is given or nothing shows."
    )
    status: int | None
    final_url: str | None
    redirects: list[Hop]
    archived: str | None
    elapsed: float
    checked: str | None
    first_seen: str | None
    last_good: str | None
    dead_since: str | None
    previous: Verdict | None


class Links(Shape):
    """What each address was found to be, in the order given."""

    links: list[Link]


class Change(Shape):
    """One correction that was made, or waits to be asked for."""

    rule: str
    reference: str
    line: int | None
    text: str = Field(description="What stands there now, or would.")
    source: str = Field(description="The registry that says so; empty where the entry itself shows it.")
    asked_on: str


class Fixed(Shape):
    """A text put right, and what was not."""

    text: str = Field(description="The whole text with the changes made, all else to the letter.")
    diff: str
    changes: list[Change]
    doubtful: list[Change] = Field(description="Changes that are only made with unsafe.")
    left: list[Finding] = Field(description="Findings whose corrections have no sure place in the text.")


class Entry(Shape):
    """One entry of a bibliography."""

    id: str
    text: str


class LeftOut(Shape):
    """A reference that is not in the bibliography, and why; as a ``remark`` one that prints otherwise than meant."""

    number: int
    id: str
    status: str
    why: str


class Rendered(Shape):
    """A bibliography in a style."""

    style: str
    text: str = Field(description="The whole bibliography in the target's format.")
    entries: list[Entry]
    left_out: list[LeftOut] = Field(description="What is not in it, or not as meant: nothing is guessed in its place.")


class Style(Shape):
    """A citation style."""

    name: str
    title: str


class Styles(Shape):
    """Styles whose name or title holds a word."""

    styles: list[Style]
    found: int = Field(description="How many there are; only the first are listed.")
