"""Task → what was examined, and from that the outcome and whatever the visitor takes away."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import cast

from ccsvi_refs import api, auditing, examining, formats, reports
from ccsvi_refs.auditing import Finding, Findings
from ccsvi_refs.correcting import fixing
from ccsvi_refs.correcting.changes import Change, Choice
from ccsvi_refs.correcting.fixing import Fix, How
from ccsvi_refs.errors import CcsviRefsError, InputError
from ccsvi_refs.frozen import FrozenDict
from ccsvi_refs.location import Location
from ccsvi_refs.model import Bibliography, Problem, Reference
from ccsvi_refs.pages import kinds, loading, named
from ccsvi_refs.registries import table
from ccsvi_refs.reports import Report, ReportFormat
from ccsvi_refs.reports.report import asking, conditions, passed_over
from ccsvi_refs.resolving import Resolution
from ccsvi_refs.text import naming
from ccsvi_refs.text.printing import harmless
from ccsvi_refs.web import opening
from ccsvi_refs.web.opening import Opened
from ccsvi_refs.web.outcome import Entry, Line, Outcome, Task, Wanted

#: Hears what is done now, and how far that is.
Tell = Callable[[str, int, int], None]

_ONLY_READ = "files of this kind ({}) can be read, but not written; what is wrong, and how it should read, stands below"
_ONE_FILE = "Choose that file together with the page; or, to have that list checked, give it by itself"
_CERTAIN = Choice()
_NOT_ALONE = (
    "{} cannot be made without others that you left out: {}. Choose those of the same reference as well, or none"
)
_NOT_AT_ALL = "{} cannot be made, as the reference would be read as another one then: {}. Leave it out, and look at it"
#: A pasted text that is longer is not shown again on the page.
_SHORT = 200_000


@dataclass(frozen=True, slots=True)
class Examined:
    """A page and all that is known of it; ``files`` are the page and the bibliographies that came with it."""

    task: Task
    opened: Opened
    report: Report
    files: tuple[File, ...]


@dataclass(frozen=True, slots=True)
class File:
    """A file that was given, its resolutions, and what it is put right, or why it cannot be."""

    opened: Opened
    resolutions: tuple[Resolution, ...]
    fixed: Fix | str


def examine(task: Task, tell: Tell) -> Examined:
    """Return what is known of a task's page; a CcsviRefsError says why nothing is."""
    tell("Reading", 0, 0)
    named.LYING.set(dict(task.beside) if task.way == "file" else {})
    opened = opening.opened(task)
    job = examining.Job(task.settings, task.registries, task.links)
    report = examining.report([opened.page], job, _stages(tell))
    tell("Putting right", 0, 0)
    report = examining.put_right(report)
    resolutions = tuple(report.resolutions)
    page = File(opened, resolutions, _fixed_or_why(task, opened, resolutions))
    return Examined(task, opened, report, (page, *(_bibliography(task, *one, report) for one in task.beside)))


def _bibliography(task: Task, name: str, data: bytes, report: Report) -> File:
    """Return a bibliography that came with a page, with what is known of those of its works that the page cites."""
    try:
        opened = opening.read(name, data, loading.told(data, name))
    except InputError as error:
        return File(Opened(name, data, "", Bibliography(path=name)), (), error.message)
    known = {each.id: each for each in report.resolutions if _path(each.cited) == name}
    found = tuple(known.get(one.id) or Resolution(one.as_cited(), "unavailable") for one in opened.page)
    return File(opened, found, _fixed_or_why(task, opened, found))


def _path(reference: Reference) -> str:
    place = reference.mention.location if reference.mention else None
    return place.path if place else ""


@contextmanager
def _stage(what: str, tell: Tell) -> Iterator[api.OnProgress]:
    tell(what, 0, 0)
    yield lambda done, total: tell(what, done, total)
    if what == "Resolving":
        tell("Comparing", 0, 0)


def _stages(tell: Tell) -> examining.Stage:
    return lambda what: _stage(what, tell)


def _judge(task: Task) -> Callable[[Bibliography, Sequence[Resolution]], Findings]:
    return lambda page, resolutions: auditing.weighed(auditing.audit(page, resolutions), task.settings)


def _fixed_or_why(task: Task, opened: Opened, resolutions: Sequence[Resolution]) -> Fix | str:
    try:
        return _fixed(task, opened, resolutions, Wanted("file"))
    except CcsviRefsError as error:
        return error.message


def _fixed(
    task: Task, opened: Opened, resolutions: Sequence[Resolution], wanted: Wanted, choice: Choice = _CERTAIN
) -> Fix:
    """Return the page put right, as ``ccsvi-refs fix`` does it; InputError where it cannot be."""
    if not opened.kind:
        raise InputError("you have named works, and not a page", Location(opened.name))
    if fixing.refusal(opened.kind):
        raise InputError(_ONLY_READ.format(opened.kind), Location(opened.name))
    judge = _judge(task)
    how = How(choice, tracked=wanted.tracked and opened.kind == "docx", judge=judge)
    elsewhere = {each.id for each in resolutions if _path(each.cited) in dict(task.beside).keys() - {opened.name}}
    findings = [each for each in judge(opened.page, resolutions) if each.reference not in elsewhere]
    return fixing.fix(opened.data, opened.name, opened.kind, resolutions, findings, how)


def answer(examined: Examined, wanted: Wanted) -> bytes:
    """Return what is wanted of a page that was examined; a CcsviRefsError says why it cannot be had."""
    if wanted.what == "report":
        return reports.audit_report(examined.report, cast(ReportFormat, wanted.form)).encode("utf-8", "replace")
    if wanted.what == "file":
        return _file(examined, wanted)
    references = list(_references(examined.report.resolutions))
    if wanted.what == "references":
        return formats.write(references, wanted.form).encode("utf-8", "replace")
    target = cast(api.Target, wanted.form)
    return api.render(references, wanted.style, target, links=wanted.links).encode("utf-8", "replace")


def _file(examined: Examined, wanted: Wanted) -> bytes:
    """Return the bytes of the page put right; the one that is wanted most often is there already."""
    file = next((each for each in examined.files if each.opened.name == wanted.file), examined.files[0])
    if isinstance(file.fixed, Fix) and wanted.chosen is not None:
        return _as_chosen(examined, file, file.fixed, wanted, wanted.chosen)
    if isinstance(file.fixed, Fix) and not (wanted.doubtful or wanted.tracked):
        return file.fixed.after
    return _fixed(examined.task, file.opened, file.resolutions, wanted, Choice(wanted.doubtful)).after


def _as_chosen(examined: Examined, file: File, fixed: Fix, wanted: Wanted, chosen: frozenset[str]) -> bytes:
    """Return the bytes of the page with the chosen corrections; InputError where one does not hold without others."""
    offered = dict.fromkeys((each.reference, each.rule) for each in (*fixed.changes, *fixed.doubtful))
    taken = {pair for pair in offered if _key(file.opened.name, *pair) in chosen}
    if not taken:
        return fixed.before
    choice = Choice(unsafe=True, refused=frozenset(offered) - taken)
    done = _fixed(examined.task, file.opened, file.resolutions, wanted, choice)
    if missing := taken - {(each.reference, each.rule) for each in done.changes}:
        behind = {(each.reference, each.rule): each for each in examined.report.findings}
        said = "; ".join(_said(behind[pair]) if pair in behind else pair[0] for pair in sorted(missing))
        number = "A correction" if len(missing) == 1 else f"{len(missing)} corrections"
        beside = {pair[0] for pair in missing} & {pair[0] for pair in choice.refused}
        why = _NOT_ALONE if beside else _NOT_AT_ALL
        raise InputError(why.format(number, said), Location(file.opened.name))
    return done.after


def _key(name: str, reference: str, rule: str) -> str:
    """Return what a correction is chosen by, of harmless characters: a digest of what it is about."""
    return hashlib.sha256(f"{name}\0{reference}\0{rule}".encode("utf-8", "replace")).hexdigest()[:16]


def _references(resolutions: Sequence[Resolution]) -> Iterator[Reference]:
    """Yield the references as they should be cited; one that is named by its identifier alone is its record."""
    for resolution in resolutions:
        if naming.is_bare(resolution.cited) and resolution.reference:
            yield resolution.reference
        else:
            yield auditing.corrected(resolution)


def outcome(examined: Examined) -> Outcome:
    """Return what is said of an examined page."""
    report, opened = examined.report, examined.opened
    grave = [each for each in report.open if each.at_least("warning")]
    found = Outcome(
        opened.name,
        _suffix(opened.kind),
        len(opened.page),
        opened.page.read,
        attention=len({each.reference for each in grave if each.reference}),
        elsewhere=sum(not each.reference for each in grave),
        works=FrozenDict(Counter(each.status for each in report.resolutions)),
        links=FrozenDict(Counter(each.verdict for each in report.statuses)),
        asked=asking(report) if report.resolutions else "",
        notes=(*conditions(report), *filter(None, [passed_over(report)])),
        problems=tuple(_problem(each, examined.task) for each in opened.page.problems),
        is_document=opened.kind == "docx",
        corrected=tuple(Entry(one.number, harmless(one.text), tuple(map(_said, one.left))) for one in report.corrected),
    )
    reasons = [f"{file.opened.name}: {file.fixed}" for file in examined.files if isinstance(file.fixed, str)]
    able = [file.opened.name for file in examined.files if isinstance(file.fixed, Fix)]
    if not able:
        return replace(found, refusal=str(examined.files[0].fixed), files=(opened.name,))
    changed = [fix.path for fix in _fixes(examined) if fix.changes or fix.doubtful]
    problems = (*found.problems, *reasons, *_unasked(examined))
    return _with_changes(replace(found, problems=problems, files=tuple(changed or able[:1])), examined)


def _fixes(examined: Examined) -> list[Fix]:
    return [file.fixed for file in examined.files if isinstance(file.fixed, Fix)]


def _unasked(examined: Examined) -> Iterator[str]:
    """Yield how many works of a bibliography were not looked up, as the page does not cite them."""
    for file in examined.files[1:]:
        name, works = file.opened.name, len(file.opened.page)
        cited = {each.id for each in examined.report.resolutions if _path(each.cited) == name}
        if left := sum(one.id not in cited for one in file.opened.page):
            be, been = ("is", "was") if left == 1 else ("are", "were")
            yield f"{name}: {left} of its {works} works {be} not cited by the page, and {been} not looked up"


def _problem(problem: Problem, task: Task) -> str:
    """Return what could not be read, with its place where that is not in the page itself."""
    if problem.kind == "unread-bibliography":
        return f"{problem.message}. {_ONE_FILE}"
    beside = problem.location is not None and problem.location.path in dict(task.beside)
    return f"{problem.location}: {problem.message}" if beside else problem.message


def _with_changes(found: Outcome, examined: Examined) -> Outcome:
    """Return an outcome with what is changed in the files, what could be, and what cannot."""
    fixes = _fixes(examined)
    shown = examined.task.way == "text" and len(fixes[0].text) < _SHORT
    report = examined.report
    return replace(
        found,
        changes=tuple(line for fix in fixes for line in _changes(fix.path, fix.changes, report)),
        doubtful=tuple(line for fix in fixes for line in _changes(fix.path, fix.doubtful, report)),
        left=tuple(Line(_label(each), _said(each), _titles(each.source)) for fix in fixes for each in fix.left),
        unusual=sum(len(fix.unusual) for fix in fixes),
        text=fixes[0].text if shown else "",
    )


def _changes(name: str, changes: Sequence[Change], report: Report) -> Iterator[Line]:
    """Yield what is changed, once for each finding that asks for it, however many places that takes."""
    behind = {(finding.reference, finding.rule): finding for finding in report.findings}
    first = {(change.reference, change.rule): change for change in reversed(changes)}
    for key in dict.fromkeys((change.reference, change.rule) for change in changes):
        change, finding = first[key], behind.get(key)
        said, label = (_said(finding), _label(finding)) if finding else (change.text, change.reference)
        yield Line(label, said, _titles(change.source), change.date, _key(name, *key))


def _titles(source: str) -> str:
    return ", ".join(table.title(name.strip()) for name in source.split(",") if name.strip())


def _label(finding: Finding) -> str:
    return finding.number or finding.reference


def _said(finding: Finding) -> str:
    """Return what a finding says, with the correction where that is not said."""
    known = not finding.correction or finding.correction in finding.message
    return finding.message if known else f"{finding.message}: {finding.correction}"


def _suffix(kind: str) -> str:
    known = kinds.KINDS.get(kind)
    if known:
        return known.suffixes[0]
    return next((suffix for suffix, name in formats.SUFFIXES.items() if name == kind), ".txt")
