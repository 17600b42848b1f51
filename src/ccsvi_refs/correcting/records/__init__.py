"""Findings about the records of a data file → changes in its text: only what is wrong, in the record's own manner.

Each format has a module with ``load(source)``, which finds the records again with their places, and ``edits(file,
reference, wanted)``. What it makes is believed only after reading: the corrected text has to say what is
wanted, and of everything else what it said before.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from importlib import import_module
from typing import TYPE_CHECKING, Any

from ccsvi_refs.auditing import Finding
from ccsvi_refs.correcting import changes as correcting
from ccsvi_refs.correcting.changes import Change
from ccsvi_refs.correcting.places import Edit
from ccsvi_refs.correcting.records import checking, wanting
from ccsvi_refs.correcting.records.meeting import Taken
from ccsvi_refs.correcting.records.region import Made, NoPlaceError
from ccsvi_refs.correcting.records.source import Source
from ccsvi_refs.correcting.records.wanting import Wanted
from ccsvi_refs.model import Reference

if TYPE_CHECKING:
    from ccsvi_refs.resolving import Resolution

#: Format → the module that puts its records right.
FORMATS: Mapping[str, str] = {
    "bibtex": "bib",
    "biblatex": "bib",
    "csl-json": "csl_json",
    "ris": "tagged",
    "nbib": "tagged",
    "refer": "tagged",
    "csl-yaml": "in_yaml",
    "cff": "in_yaml",
    "hayagriva": "in_yaml",
}
_UNSURE = "what would be changed with it is more than what is wrong"
_MOST_ROUNDS = 6
#: So often a text is read to find the corrections after which it cannot be.
_MOST_READINGS = 60
#: So many characters are read to try corrections one by one.
_MOST_READ = 3_000_000


@dataclass(frozen=True, slots=True)
class _Plan:
    """The edits for one finding, and what the fields of its reference are to say then."""

    finding: Finding
    wanted: tuple[Wanted, ...]
    made: tuple[Made, ...]

    @property
    def edits(self) -> Iterator[Edit]:
        """All its edits."""
        return (edit for made in self.made for edit in made.edits)


def changes(
    text: str,
    format: str,  # noqa: A002  # the word the formats use
    resolutions: Sequence[Resolution],
    findings: Sequence[Finding],
    *,
    writes: Callable[[str], bool] = bool,
    mark_retracted: bool = False,
) -> tuple[list[Change], list[Finding]]:
    """Return the changes in the text of a data file, and the findings whose corrections have no sure place in it.

    ``text`` has line feeds for line ends; ``writes`` says whether the file's encoding has the letters of a text.
    """
    known = {resolution.id: resolution for resolution in resolutions}
    asked = list(_asked(known, findings, mark_retracted=mark_retracted))
    references = checking.read(text, format) if asked and format in FORMATS else None
    if references is None:
        return [], [_left(finding, "its file is of no format that is changed in place") for finding, _ in asked]
    file = Source(text, format, references, writes, tuple(each for _, wanted in asked for each in wanted))
    plans, left = _planned(file, asked)
    kept = _sound(file, plans)
    sound = {id(plan) for plan in kept}
    left += [_left(plan.finding, _UNSURE) for plan in plans if id(plan) not in sound]
    made = [
        correcting.change(plan.finding, known[plan.finding.reference], edit.start, edit.end, edit.text)
        for plan, edit in _distinct(kept)
    ]
    return sorted(made, key=lambda each: (each.start, each.end)), left


def _asked(
    known: Mapping[str, Resolution], findings: Sequence[Finding], *, mark_retracted: bool
) -> Iterator[tuple[Finding, list[Wanted]]]:
    """Yield the findings that come down to what fields are to say, with that."""
    for finding in findings:
        is_open = not finding.accepted and (mark_retracted or finding.rule != "retracted")
        if is_open and finding.reference in known and (wanted := wanting.wanted(finding, known[finding.reference])):
            yield finding, wanted


def _left(finding: Finding, why: str) -> Finding:
    return replace(finding, message=f"{finding.message} (not changed: {why})")


def _planned(file: Source, asked: Sequence[tuple[Finding, list[Wanted]]]) -> tuple[list[_Plan], list[Finding]]:
    """Return the plans of which no two meet, and the findings that have none."""
    module = import_module(f"{__name__}.{FORMATS[file.format]}")
    by_id = {reference.id: reference for reference in file.references}
    placed = module.load(file)
    plans: list[_Plan] = []
    left: list[Finding] = []
    taken = Taken()
    for finding, wanted in asked:
        try:
            plan = _plan(module.edits, placed, by_id.get(finding.reference), finding, wanted)
        except NoPlaceError as error:
            left.append(_left(finding, str(error)))
            continue
        if not all(file.writes(edit.text) or not edit.text for edit in plan.edits):
            left.append(_left(finding, "the file's encoding does not have all its letters"))
        elif taken.take(plan.edits):
            plans.append(plan)
        else:
            left.append(_left(finding, "another correction changes the same place"))
    return plans, left


def _plan(
    edits: Callable[[Any, Reference, Wanted], Made],
    placed: Any,
    reference: Reference | None,
    finding: Finding,
    wanted: Sequence[Wanted],
) -> _Plan:
    if reference is None:
        raise NoPlaceError("its record was not found again")
    return _Plan(finding, tuple(wanted), tuple(edits(placed, reference, each) for each in wanted))


def _distinct(plans: Sequence[_Plan]) -> list[tuple[_Plan, Edit]]:
    """Return the edits of plans; what two references have from one place is put right once."""
    found: dict[object, tuple[_Plan, Edit]] = {}
    made = ((plan, edit) for plan in plans for edit in plan.edits)
    for number, pair in enumerate(made):
        found.setdefault(number if pair[1].start == pair[1].end else pair[1], pair)
    return list(found.values())


def _sound(file: Source, plans: Sequence[_Plan]) -> list[_Plan]:
    """Return the plans after which the text, read again, says what they want, and of all else what it said before."""
    kept = _readable(file, plans)
    for _ in range(_MOST_ROUNDS):
        unmet = _unmet(file, kept)
        if not unmet:
            return _with_others(file, kept, plans)
        behind = [plan for plan in kept if any(unmet.keys() & made.sharing for made in plan.made)]
        blamed = _blamed(unmet, kept)
        # What others have from an entry goes first: it may be all that is wrong with them.
        out = {id(plan) for plan in behind or [plan for plan in kept if _is_behind(plan, unmet, blamed)]}
        kept = [plan for plan in kept if id(plan) not in out]
    return _with_others(file, [], plans)


def _unmet(file: Source, plans: Sequence[_Plan]) -> Mapping[str, frozenset[str]]:
    """Return, by reference, the fields that come out wrong; all of nothing where the text cannot be read."""
    after = _read(file, plans)
    return {"": frozenset()} if after is None else checking.unmet(file.references, after, *_expected(plans))


def _with_others(file: Source, kept: list[_Plan], plans: Sequence[_Plan]) -> list[_Plan]:
    """Return the plans with those others, as far as they can be tried, after which the text is still sound."""
    known = {id(plan) for plan in kept}
    others = [plan for plan in plans if id(plan) not in known]
    for plan in others[: min(_MOST_READINGS, _MOST_READ // max(len(file.text), 1))]:
        if not _unmet(file, [*kept, plan]):
            kept = [*kept, plan]
    return kept


def _expected(plans: Sequence[_Plan]) -> tuple[dict[str, list[Wanted]], dict[str, frozenset[str]]]:
    """Return what each reference is to say, and which fields of a record may change because others have them."""
    asked: dict[str, list[Wanted]] = {}
    shared: dict[str, frozenset[str]] = {}
    for plan in plans:
        asked.setdefault(plan.finding.reference, []).extend(plan.wanted)
        for wanted, made in zip(plan.wanted, plan.made, strict=True):
            for parent in made.parents:
                shared[parent] = shared.get(parent, frozenset()) | {wanted.field, "title"}
    return asked, shared


def _blamed(unmet: Mapping[str, frozenset[str]], plans: Sequence[_Plan]) -> dict[str, frozenset[str]]:
    """Return, by reference, the fields that plans want and that came out wrong: none where it is any of them."""
    fields: dict[str, set[str]] = {}
    for plan in plans:
        fields.setdefault(plan.finding.reference, set()).update(each.field for each in plan.wanted)
    return {key: wrong & fields.get(key, set()) for key, wrong in unmet.items()}


def _is_behind(plan: _Plan, unmet: Mapping[str, frozenset[str]], blamed: Mapping[str, frozenset[str]]) -> bool:
    """Return whether a plan may be why a reference does not say what it should."""
    if plan.finding.reference not in unmet:
        return False
    fields = blamed[plan.finding.reference]
    return not fields or any(each.field in fields for each in plan.wanted)


def _readable(file: Source, plans: Sequence[_Plan]) -> list[_Plan]:
    """Return the plans with which the text can still be read as as many records."""
    kept: list[_Plan] = []
    waiting, left = [plans], _MOST_READINGS
    while waiting and left:
        tried = waiting.pop()
        left -= 1
        if _read(file, [*kept, *tried]) is not None:
            kept += tried
        elif len(tried) > 1:
            middle = len(tried) // 2
            waiting += [tried[middle:], tried[:middle]]
    return kept


def _read(file: Source, plans: Sequence[_Plan]) -> tuple[Reference, ...] | None:
    """Return the references in the text after the plans, None where they are not as many."""
    after = checking.read(_applied(file.text, plans), file.format)
    return after if after is not None and len(after) == len(file.references) else None


def _applied(text: str, plans: Sequence[_Plan]) -> str:
    pieces: list[str] = []
    at = 0
    for _, edit in sorted(_distinct(plans), key=lambda each: (each[1].start, each[1].end)):
        pieces += [text[at : edit.start], edit.text]
        at = edit.end
    return "".join([*pieces, text[at:]])
