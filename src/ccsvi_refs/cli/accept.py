"""``ccsvi-refs accept``: a finding that is accepted, with its reason and its last day, written to the settings file."""

from __future__ import annotations

import datetime
import glob
import os
from collections.abc import Sequence
from pathlib import PurePath

import click

from ccsvi_refs import files, locking
from ccsvi_refs.auditing import RULES, Finding, suggestion
from ccsvi_refs.cli import asking, examining, inputs
from ccsvi_refs.cli.configuration import settings, settings_file
from ccsvi_refs.cli.terminal import CANNOT, UNUSABLE, complain
from ccsvi_refs.cli.writing import replace_file
from ccsvi_refs.errors import InputError, SettingsError
from ccsvi_refs.pages import site
from ccsvi_refs.settings import AcceptedFinding, accepting

#: How the codes of rules begin that a look at the links may show.
_ABOUT_LINKS = ("link-", "not-locked", "lock-")


def accept(
    about: str,
    rule: str,
    sources: tuple[str, ...],
    reason: str,
    until: str,
    form: str | None,
    locked: bool,
    offline: bool | None,
    registry: str | None,
    mirror: str | None,
    no_links: bool,
) -> int:
    """Write that a finding of INPUT under RULE about the reference ID (or the link with that address) is accepted."""
    if rule not in RULES:
        raise click.UsageError(f"unknown rule {rule!r}{suggestion(rule)}")
    if not reason.strip():
        raise click.UsageError("--reason: an accepted finding needs one")
    last = _last_day(until)
    chosen = settings(offline=offline, mirror=mirror)
    held = examining.held(locking.NAME, registry, mirror) if locked else None
    names = () if held else asking.registries(registry, mirror, chosen)
    job = examining.Job(chosen, names, not no_links and rule.startswith(_ABOUT_LINKS), held=held)
    found, unchecked = _examined(sources, form, job)
    meant = _meant(found, about, rule)
    if not meant:
        complain(_nothing(found, about, rule, unchecked))
        return CANNOT if unchecked else UNUSABLE
    _write(_entry(meant, about, rule, reason.strip(), last), meant)
    return 0


def _examined(sources: Sequence[str], form: str | None, job: examining.Job) -> tuple[list[Finding], int]:
    """Return the findings about the INPUTs, and how many references could not be checked."""
    pages, usable = inputs.read_all(sources, form, job.settings)
    if not usable:
        raise InputError("not every INPUT could be read")
    parts = examining.audited(site.settled(pages), sources, job)
    unchecked = sum(found.status == "unavailable" for part in parts for found in part.resolutions)
    return [finding for part in parts for finding in part.findings], unchecked if job.registries else 0


def _last_day(until: str) -> datetime.date:
    try:
        last = datetime.date.fromisoformat(until)
    except ValueError:
        raise click.UsageError(f"--until: expected a date like 2027-01-31, found {until!r}") from None
    if last < datetime.date.today():
        raise click.UsageError(f"--until: {until} has passed")
    return last


def _meant(found: Sequence[Finding], about: str, rule: str) -> list[Finding]:
    """Return the findings under a rule about a reference, or about the link or text that is named as it is cited."""
    ruled = [finding for finding in found if finding.rule == rule]
    return [each for each in ruled if each.reference == about] or [each for each in ruled if each.cited == about]


def _nothing(found: Sequence[Finding], about: str, rule: str, unchecked: int) -> str:
    others = sorted({finding.rule for finding in found if about in (finding.reference, finding.cited)})
    named = sorted({finding.reference for finding in found if finding.rule == rule} - {""})
    said = f"no finding {rule} about {about}"
    if unchecked:
        said += f"; {unchecked} references could not be checked"
    if others:
        said += f"; {about} has {', '.join(others[:9])}"
    return said + (f"; {rule} is about {', '.join(named[:9])}" if named else "")


def _entry(meant: Sequence[Finding], about: str, rule: str, reason: str, last: datetime.date) -> AcceptedFinding:
    """Return the entry that accepts some findings: of the reference, or of what is cited, on its page."""
    first = meant[0]
    paths = {finding.location.path for finding in meant if finding.location}
    path = _pattern(paths.pop()) if len(paths) == 1 else ""
    if first.reference == about:
        return AcceptedFinding(rule, glob.escape(about), path, "", reason, last)
    return AcceptedFinding(rule, "", path, about, reason, last)


def _pattern(path: str) -> str:
    """Return a page's path as a pattern that fits it wherever the command runs, empty where it is no file of ours."""
    pure = PurePath(path)
    if pure.is_absolute():
        folder = settings_file().resolve().parent
        pure = pure.relative_to(folder) if pure.is_relative_to(folder) else PurePath()
    known = os.path.exists(path) and ".." not in pure.parts  # noqa: PTH110 - a name may hold a null byte
    return glob.escape(pure.as_posix()) if known and pure.name else ""


def _covered(entry: AcceptedFinding, meant: Sequence[Finding]) -> bool:
    """Return whether findings are accepted already, by another entry and for as long."""
    ends = [each.accepted.until for each in meant if each.accepted]
    return len(ends) == len(meant) and all(end is None or (entry.until and end >= entry.until) for end in ends)


def _write(entry: AcceptedFinding, meant: Sequence[Finding]) -> None:
    path = settings_file()
    before = files.contents(path) if os.path.lexists(path) else None
    try:
        text = (before or b"").decode()
    except UnicodeDecodeError as error:
        raise SettingsError(f"{path}: {error}") from None
    done = accepting.accepted(text, path, entry)
    what = f"{entry.rule} of {entry.reference or entry.cited}"
    if done.outcome == "known" or (done.outcome == "added" and _covered(entry, meant)):
        raise InputError(f"{path}: {what} is accepted already, at least until {entry.until}")
    replace_file(done.text.encode(), str(path), before)
    renewed = f", and was until {done.until}" if done.outcome == "renewed" else ""
    several = "" if len(meant) == 1 else f" ({len(meant)} findings)"
    complain(f"{path}: {what}{several} is accepted until {entry.until}{renewed}")
