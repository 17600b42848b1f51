"""Inputs → what is wrong with them: the registries and sites asked, or what a lock has of them recalled."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import click

from ccsvi_refs import auditing, examining
from ccsvi_refs.cli import asking
from ccsvi_refs.model import Bibliography
from ccsvi_refs.reports import Audited


@dataclass(frozen=True, slots=True)
class Job(examining.Job):
    """What is to be done with each input: a lock may stand for the asking, and progress may be hidden."""

    held: examining.Held | None = None
    quiet: bool = False


def held(path: str, registry: str | None, mirror: str | None) -> examining.Held:
    """Return the lock in a file; InputError where there is none, a usage error where somebody was to be asked."""
    if registry or mirror:
        raise click.UsageError("--locked asks nobody: neither --registry nor --mirror goes with it")
    return examining.held(path)


def audited(found: Sequence[Bibliography], sources: Sequence[str], job: Job) -> list[Audited]:
    """Return what is known of every input, and what is wrong with it."""
    if job.held:
        facts = examining.recalled(found, job.held, job)
    else:
        asking.announce_all(found, job.settings, job.registries, hidden=job.quiet)
        facts = examining.asked(found, job, asking.stage(hidden=job.quiet))
    return _without_bare_pages([examining.weighed(*each, job) for each in zip(found, facts, strict=True)], sources)


def _without_bare_pages(audited: list[Audited], sources: Sequence[str]) -> list[Audited]:
    """Return what was audited; that a page has no references is said where it was named itself, or none has any."""
    if not any(len(part.bibliography) for part in audited):
        return audited
    return [
        part
        if part.bibliography.path in sources
        else replace(part, findings=[finding for finding in part.findings if finding.rule != "no-references"])
        for part in audited
    ]


def others(job: Job) -> Iterator[Audited]:
    """Yield what is wrong with the entries of the settings that keep findings from failing, and with the lock's."""
    if job.held and (part := examining.about_lock(job.held, job)):
        yield part
    if findings := examining.about_settings(job):
        yield Audited(Bibliography(path="settings"), auditing.weighed(findings, job.settings, job.known))
