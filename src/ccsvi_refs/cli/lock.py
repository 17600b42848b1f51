"""``ccsvi-refs lock``: what every citation and link is found to be, kept in a file, and what has changed since."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from ccsvi_refs import api, auditing, files, locking, reports
from ccsvi_refs.cli import asking, inputs
from ccsvi_refs.cli.configuration import settings
from ccsvi_refs.cli.terminal import CANNOT, FINDINGS, UNUSABLE, complain, detail, in_colour
from ccsvi_refs.cli.writing import emit_report, replace_file
from ccsvi_refs.errors import InputError, SettingsError
from ccsvi_refs.location import Location
from ccsvi_refs.locking import Lock, Locked, Run, Updated
from ccsvi_refs.model import Bibliography
from ccsvi_refs.pages import site
from ccsvi_refs.reports import Audited, Report, ReportFormat
from ccsvi_refs.settings import Settings

_EPOCH = "SOURCE_DATE_EPOCH"


@dataclass(frozen=True, slots=True)
class _Job:
    """What is done, and with which lock: ``held`` is what it has so far."""

    settings: Settings
    registries: tuple[str, ...]
    path: Path
    before: bytes | None
    held: Lock
    links: bool
    check: bool
    run: Run


def lock(
    sources: tuple[str, ...],
    form: str | None,
    include: tuple[str, ...],
    exclude: tuple[str, ...],
    allow_empty: bool,
    check: bool,
    output: str,
    report_format: ReportFormat,
    also: tuple[tuple[ReportFormat, str], ...],
    fail_on: str | None,
    offline: bool | None,
    registry: str | None,
    mirror: str | None,
    no_links: bool,
    quiet: bool,
    verbose: bool,
) -> int:
    """Write what the citations and links of INPUT are found to be to references.lock, and say what has changed."""
    told = detail(quiet=quiet, verbose=verbose)
    chosen = _asking_anew(settings(offline=offline, mirror=mirror))
    names = asking.registries(registry, mirror, chosen)
    run = Run(datetime.now(UTC), _epoch())
    path = Path(output)
    before = _before(path, check)
    held = locking.parse(before, str(path)) if before is not None else Lock()
    job = _Job(chosen, names, path, before, held, not no_links, check, run)
    found, usable = inputs.read_all(sources, form, chosen, include=include, exclude=exclude, allow_empty=allow_empty)
    pages = _asked(site.settled(found), job)
    updated = locking.update(job.held, pages, job.path.parent, job.run)
    is_new = bool(found) and not check and _write(updated.lock, job)
    report = Report(tuple(_parts(pages, updated, job)), registries=names, of_lock=True)
    facts = {"path": path.as_posix(), "checked": check, "written": is_new, "kept": sum(map(len, updated.kept))}
    if found:
        forms: tuple[tuple[ReportFormat, str | None], ...] = ((report_format, None), *also)
        for each, target in forms:
            emit_report(_written(report, each, facts, told, target), target, each)
    return _status(report, usable=usable, offline=chosen.offline, fail_on=fail_on or ("error" if check else "never"))


def _asking_anew(chosen: Settings) -> Settings:
    """Return the settings by which no earlier answer stands where somebody can be asked."""
    anew = replace(chosen.links, keep_ok=0.0, keep_walled=0.0, keep_broken=0.0)
    return replace(chosen, keep_answers=0.0, links=anew)


def _epoch() -> date | None:
    """Return the day that stands for the clock: https://reproducible-builds.org/specs/source-date-epoch/."""
    said = os.environ.get(_EPOCH, "")
    if not said:
        return None
    try:
        return datetime.fromtimestamp(int(said), UTC).date()
    except (ValueError, OverflowError, OSError):
        raise SettingsError(f"environment: {_EPOCH}: expected seconds since 1970, found {said!r:.40}") from None


def _before(path: Path, check: bool) -> bytes | None:
    """Return the bytes of the lock so far, None where there is none; InputError where it was to be checked."""
    if not path.parent.is_dir():
        raise InputError("there is no such folder", Location(str(path.parent)))
    if not os.path.lexists(path):
        if check:
            raise InputError("there is no such lock: run ccsvi-refs lock", Location(str(path)))
        return None
    return files.contents(path)


def _asked(found: Sequence[Bibliography], job: _Job) -> list[Locked]:
    """Return what every input's registries and sites say now."""
    statuses = asking.statuses(found, job.settings) if job.links else [None for _ in found]
    resolutions = asking.resolutions(found, job.settings, job.registries)
    resolved = api.with_texts(found, resolutions, settings=job.settings, registries=job.registries)
    return [Locked(*each) for each in zip(found, resolved, statuses, strict=True)]


def _write(lock: Lock, job: _Job) -> bool:
    """Write the lock where it says something new; return whether it did."""
    data = locking.write(lock).encode()
    # Git may have given the file the line ends of Windows.
    if job.before is not None and job.before.replace(b"\r\n", b"\n") == data:
        complain(f"{job.path}: nothing has changed")
        return False
    replace_file(data, str(job.path), job.before)
    complain(f"{job.path}: written")
    return True


def _parts(pages: Sequence[Locked], updated: Updated, job: _Job) -> Iterator[Audited]:
    for found, changes, kept in zip(pages, updated.changes, updated.kept, strict=True):
        findings = [
            *auditing.unreadable(found.page.problems),
            *auditing.change_findings(changes, written=not job.check),
            *auditing.kept_findings(kept),
        ]
        weighed = auditing.weighed(findings, job.settings)
        yield Audited(found.page, weighed, found.resolutions, found.statuses or ())
    if updated.gone:
        findings = auditing.weighed(auditing.gone_findings(updated.gone, str(job.path)), job.settings)
        yield Audited(Bibliography(path=str(job.path)), findings)


def _written(
    report: Report, form: ReportFormat, facts: Mapping[str, Any], told: reports.Detail, target: str | None
) -> str:
    if form == "json":
        return reports.changes_json(report, facts)
    return reports.audit_report(report, form, colour=in_colour(target), detail=told)


def _status(report: Report, *, usable: bool, offline: bool, fail_on: str) -> int:
    """Return the exit status: unusable input before what could not be asked, and that before changes."""
    if not usable:
        return UNUSABLE
    unchecked = bool(report.registries) and report.unchecked * 2 > len(report.resolutions)
    if unchecked and not offline:
        return CANNOT
    return FINDINGS if inputs.fails(report.findings, fail_on) else 0
