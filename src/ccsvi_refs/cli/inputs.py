"""The command's inputs."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, cast

from ccsvi_refs import api
from ccsvi_refs.cli import documents, sources
from ccsvi_refs.cli.terminal import complain, is_quiet
from ccsvi_refs.errors import EmptyInput, InputError, ServiceError
from ccsvi_refs.formats import combining
from ccsvi_refs.model import Bibliography
from ccsvi_refs.settings import Settings

if TYPE_CHECKING:
    from ccsvi_refs.auditing import Finding, Severity
    from ccsvi_refs.reports import Audited

#: Fewer references are done before anybody has read how long they take.
_MANY = 50


def read(named: Sequence[str], form: str | None = None, chosen: Settings | None = None) -> Bibliography:
    """Return what one INPUT holds, or several together, saying on standard error what of it could not be read."""
    names, errors = sources.expand(named, sources.Filter())
    if len(names) == 1 and not errors:
        bibliography = _load(names[0], form, chosen)
    else:
        found, usable = read_all(named, form, chosen)
        if not usable:
            raise InputError("not every INPUT could be read")
        bibliography = combining.together(found)
    for problem in bibliography.problems:
        complain(str(problem))
    return bibliography


def read_all(
    named: Sequence[str],
    form: str | None = None,
    chosen: Settings | None = None,
    *,
    include: Sequence[str] = (),
    exclude: Sequence[str] = (),
    allow_empty: bool = False,
    as_works: bool = True,
) -> tuple[list[Bibliography], bool]:
    """Return what the usable INPUTs hold, and whether all were usable; the others are complained about.

    Directories, globs and sitemaps stand for what is in them. An empty file is said to be one, and is unusable only
    where it is all there is and not allowed to be.
    """
    names, errors = sources.expand(named, sources.Filter(tuple(include), tuple(exclude)))
    found: list[Bibliography] = []
    usable = not errors
    for error in errors:
        complain(str(error))
    for name in names:
        try:
            found += documents.read(name, form, chosen, as_works=as_works)
        except EmptyInput as error:
            complain(str(error))
            usable = usable and (allow_empty or len(names) > 1)
        except (InputError, ServiceError) as error:
            complain(str(error))
            usable = False
    return found, usable


def _load(source: str, form: str | None, chosen: Settings | None) -> Bibliography:
    (bibliography,) = documents.read(source, form, chosen)[:1]
    return bibliography


def announce(bibliography: Bibliography, chosen: Settings, registries: Sequence[str] | None = None) -> None:
    """Say on standard error how long the services' limits make a run, where that is worth saying."""
    if is_quiet() or len(bibliography) < _MANY or chosen.offline or registries == ("mirror",):
        return
    expected = api.estimate(bibliography, settings=chosen, registries=registries)
    complain(f"{len(bibliography)} references: {expected}")


def ignore_entries(chosen: Settings) -> list[Audited]:
    """Return what is wrong with the entries that take links out of the check, none where nothing is."""
    from ccsvi_refs import auditing, links
    from ccsvi_refs.reports import Audited

    findings = list(auditing.ignore_findings(links.problems(chosen.links, datetime.date.today())))
    return [Audited(Bibliography(path="settings"), findings)] if findings else []


def fails(findings: Iterable[Finding], threshold: str) -> bool:
    """Return whether any finding that nothing accepts is at least as grave as ``--fail-on`` asks."""
    from ccsvi_refs import auditing  # what judges is not loaded for what is only read

    return threshold != "never" and bool(auditing.grave(findings, cast("Severity", threshold)))
