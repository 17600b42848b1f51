"""``ccsvi-refs fix``: pages and bibliographies with their references put right, shown as a diff or written back."""

from __future__ import annotations

import datetime
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import click

from ccsvi_refs import api, auditing, files
from ccsvi_refs.auditing import Finding, Findings
from ccsvi_refs.cli import asking, inputs, sources
from ccsvi_refs.cli.configuration import settings
from ccsvi_refs.cli.terminal import CANNOT, FINDINGS, UNUSABLE, complain, detail, progress
from ccsvi_refs.cli.writing import emit_diff, replace_file
from ccsvi_refs.correcting import fixing
from ccsvi_refs.correcting.changes import Change, Choice
from ccsvi_refs.correcting.fixing import Fix, How
from ccsvi_refs.errors import EmptyInput, InputError, SettingsError
from ccsvi_refs.location import Location
from ccsvi_refs.model import Bibliography
from ccsvi_refs.pages import loading
from ccsvi_refs.reports import Detail
from ccsvi_refs.resolving import Resolution
from ccsvi_refs.settings import Settings

#: Characters of an old or new text that are shown.
_SHORT = 60


@dataclass(frozen=True, slots=True)
class _File:
    """A file that is to be put right: its name, its bytes, what it is and what it holds."""

    path: str
    data: bytes
    kind: str
    page: Bibliography


def fix(
    sources: tuple[str, ...],
    write: bool,
    unsafe: bool,
    rules: tuple[str, ...],
    references: tuple[str, ...],
    tracked: bool,
    mark_retracted: bool,
    registry: str | None,
    mirror: str | None,
    form: str | None,
    include: tuple[str, ...],
    exclude: tuple[str, ...],
    quiet: bool,
    verbose: bool,
    offline: bool | None,
) -> int:
    """Put the references of INPUT right: show what would change as a diff, or write it.

    Exit status: 0 nothing is left to change, 1 changes are shown, or corrections are left that are doubtful or have no
    sure place, 2 unusable input or usage, 3 most references could not be checked.
    """
    told = detail(quiet=quiet, verbose=verbose)
    chosen = settings(offline=offline, mirror=mirror)
    registries = asking.registries(registry, mirror, chosen)
    choice = Choice(unsafe, frozenset(rules), frozenset(references))
    found, usable = _read(sources, form, include, exclude)
    _check(references, found, usable=usable)
    resolved = list(_resolved(found, choice, chosen, registries))

    def judge(page: Bibliography, resolutions: Sequence[Resolution]) -> Findings:
        return auditing.weighed(auditing.audit(page, resolutions), chosen)

    how = How(choice, tracked, mark_retracted, judge)
    fixes: list[Fix] = []
    for file, resolutions in zip(found, resolved, strict=True):
        try:
            fixes.append(_fixed(file, resolutions, how, told, write=write))
        except (InputError, SettingsError) as error:
            complain(str(error))
            usable = False
    return _status(fixes, resolved, usable=usable, write=write, asks=bool(registries) and not chosen.offline)


def _read(
    named: Sequence[str], form: str | None, include: Sequence[str], exclude: Sequence[str]
) -> tuple[list[_File], bool]:
    """Return the files that can be put right, and whether all INPUTs were such."""
    names, errors = sources.expand(named, sources.Filter(tuple(include), tuple(exclude)))
    found: list[_File] = []
    for error in errors:
        complain(str(error))
    usable = not errors
    for name in names:
        if name not in named and (reason := _only_read(name)):
            complain(f"{name}: left out: {reason}")
            continue
        try:
            found.append(_file(name, form))
        except InputError as error:
            complain(str(error))
            usable = usable and isinstance(error, EmptyInput) and len(names) > 1
    return found, usable


def _only_read(name: str) -> str:
    """Return why a file of a folder is not written back, by its ending; empty where that says nothing against it."""
    kind = loading.SUFFIXES.get(Path(name).suffix.lower())
    return f"{kind} is read, but not written back" if kind and fixing.refusal(kind) else ""


def _file(name: str, form: str | None) -> _File:
    if name == "ccsvi" or sources.is_address(name) or sources.names_works(name):
        raise InputError(
            "is no file that could be written back; fix takes files, directories, globs and -", Location(name)
        )
    if name != "-" and (root := files.left(name)):
        raise InputError(f"is not read: a link leads out of {root}", Location(name))
    path, data = loading.contents_of(name)
    kind = loading.told(data, path, form)
    if reason := fixing.refusal(kind):
        raise InputError(reason, Location(path))
    page = loading.read(data, path, kind)
    for problem in page.problems:
        complain(str(problem))
    return _File(path, data, kind, page)


def _check(references: Sequence[str], found: Sequence[_File], *, usable: bool) -> None:
    unknown = [key for key in references if not any(key in file.page for file in found)]
    if unknown and usable:
        raise click.UsageError(f"--reference {unknown[0]}: no INPUT has such a reference")


def _resolved(
    found: Sequence[_File], choice: Choice, chosen: Settings, registries: Sequence[str]
) -> Iterator[list[Resolution]]:
    """Yield the resolutions of each file's references, from one run over all of them; others are not asked about."""
    wanted = [
        reference
        for file in found
        for reference in file.page
        if not choice.references or reference.id in choice.references
    ]
    inputs.announce(Bibliography(tuple(wanted)), chosen, registries)
    with progress("Resolving") as moved:
        resolutions = iter(api.resolve(wanted, settings=chosen, registries=registries, progress=moved))
    for file in found:
        asked = [not choice.references or reference.id in choice.references for reference in file.page]
        answered = islice(resolutions, sum(asked))
        yield [
            next(answered) if is_asked else Resolution(reference.as_cited(), "unavailable")
            for reference, is_asked in zip(file.page, asked, strict=True)
        ]


def _fixed(file: _File, resolutions: list[Resolution], how: How, told: Detail, *, write: bool) -> Fix:
    """Return a file put right, after its diff was shown or it was written, and all changes were told."""
    findings = how.judge(file.page, resolutions)
    done = fixing.fix(file.data, file.path, file.kind, resolutions, findings, how)
    if write and file.path == "-":
        sys.stdout.buffer.write(done.after)
    elif write and done.changes:
        replace_file(done.after, file.path, file.data)
    elif not write:
        emit_diff(done.diff(), done.encoding)
    if told == "quiet":
        _tell_what_is_left(done)
    else:
        _tell(done, findings, told, write=write)
    return done


def _tell_what_is_left(done: Fix) -> None:
    """Say on standard error how many corrections were not made, where there are such."""
    if number := len(_by_finding(done.doubtful)) + len(done.left):
        said = "1 correction is" if number == 1 else f"{number} corrections are"
        complain(f"{done.path}: {said} left, doubtful or without a sure place; without --quiet each is told")


def _tell(done: Fix, findings: Sequence[Finding], told: Detail, *, write: bool) -> None:
    """Say on standard error what changes and why, and what does not."""
    messages: dict[tuple[str, str], str] = {(finding.reference, finding.rule): finding.message for finding in findings}
    evidence = {finding.reference: finding.evidence for finding in findings}
    waits = "doubtful, --unsafe makes it"
    for verb, several in (("changed" if write else "to change", done.changes), (waits, done.doubtful)):
        for (reference, rule), changes in _by_finding(several).items():
            first, said = changes[0], messages.get((reference, rule), "")
            complain(f"{first.location}: {verb}: {rule} {reference}: {said} [{_behind(first)}]")
            if told == "verbose" and (why := evidence.get(reference)):
                complain(f"{first.location}: {reference}: {why}")
    for finding in done.left:
        said = f"{finding.rule} {finding.reference}: {_said(finding)}"
        complain(f"{finding.location or done.path}: left, no sure place for it: {said}")
    for rule, what in (("no-identifier", "identifiers"), ("field-missing", "issue numbers")):
        if count := sum(finding.rule == rule for finding in done.unusual):
            said = f"{what} of {count} entries, for no entry of the page has one; --rule {rule} adds them"
            complain(f"{done.path}: left out as the page does: {said}")


def _said(finding: Finding) -> str:
    """Return what a finding says, with the correction where that is not said."""
    known = not finding.correction or finding.correction in finding.message
    return finding.message if known else f"{finding.message}: {finding.correction}"


def _by_finding(changes: Sequence[Change]) -> dict[tuple[str, str], list[Change]]:
    found: dict[tuple[str, str], list[Change]] = {}
    for each in changes:
        found.setdefault((each.reference, each.rule), []).append(each)
    return found


def _behind(change: Change) -> str:
    """Return who says so, and when; what the entry itself shows needs nobody, and is seen today."""
    return f"{change.source or 'the entry itself'}, {change.date or datetime.date.today().isoformat()}"


def _status(
    fixes: Sequence[Fix], resolved: Sequence[Sequence[Resolution]], *, usable: bool, write: bool, asks: bool
) -> int:
    resolutions = [each for several in resolved for each in several]
    unchecked = [each for each in resolutions if each.status == "unavailable" and each.problems]
    if unchecked:
        complain(f"{len(unchecked)} of {len(resolutions)} references could not be checked: {unchecked[0].problems[0]}")
    if not usable:
        return UNUSABLE
    if asks and len(unchecked) * 2 > len(resolutions):
        return CANNOT
    pending = any(done.doubtful or done.left or (done.changes and not write) for done in fixes)
    return FINDINGS if pending else 0
