"""Reference → resolution: looked up, verified against what is cited, merged from every registry that has it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace

from ccsvi_refs.errors import SettingsError, meant
from ccsvi_refs.model import Reference
from ccsvi_refs.registries import bundled, table
from ccsvi_refs.registries.mirror import Mirror
from ccsvi_refs.resolving import agreeing, joining, running
from ccsvi_refs.resolving.cases import Case, case
from ccsvi_refs.resolving.estimating import Estimate, estimate
from ccsvi_refs.resolving.resolution import (
    Asked,
    Candidate,
    Disagreement,
    Discrepancy,
    IdentifierTrouble,
    Nearest,
    Resolution,
)
from ccsvi_refs.resolving.running import Progress, Run
from ccsvi_refs.resolving.texts import NOBODY_HAS_IT, with_texts
from ccsvi_refs.settings import Settings

__all__ = [
    "NOBODY_HAS_IT",
    "Asked",
    "Candidate",
    "Disagreement",
    "Discrepancy",
    "Estimate",
    "IdentifierTrouble",
    "Nearest",
    "Resolution",
    "chosen",
    "estimate",
    "resolve",
    "with_texts",
]

#: Asked where none are named.
REGISTRIES = tuple(registry.name for registry in table.REGISTRIES if not registry.needs)


def resolve(
    references: Iterable[Reference],
    settings: Settings,
    *,
    registries: Sequence[str] | None = None,
    progress: Progress | None = None,
) -> list[Resolution]:
    """Return what the registries know of each reference, in order; ``progress`` hears how many are done.

    All registries are asked where none are named, but those that need a key only with one. A registry that cannot be
    asked never makes a reference "not-found": what the others have is given, and what none has is "unavailable".
    """
    names = chosen(registries, settings)
    cited = list(references)
    if set(names) == {"mirror"}:
        return agreeing.compared(list(_from_mirror(cited, settings, progress)))
    run = Run([case(reference) for reference in cited], names, progress)
    age = running.in_mirror_first(settings, run.cases) if "mirror" in names else ""
    run.ask(settings)
    return agreeing.compared([_aged(_resolution(case, names), age) for case in run.cases])


def chosen(registries: Sequence[str] | None, settings: Settings) -> tuple[str, ...]:
    """Return the registries a run asks, all that can be asked where none are named; SettingsError where one cannot."""
    if registries is None:
        return tuple(known.name for known in table.REGISTRIES if not known.needs or getattr(settings, known.needs))
    known = {registry.name: registry for registry in (*table.REGISTRIES, table.MIRROR)}
    wrong = [name for name in registries if name not in known]
    if wrong or not registries:
        instead = meant(wrong[0], known) if wrong else ""
        named = ", ".join(map(repr, wrong)) or repr("")
        raise SettingsError(f"unknown registry {named}; known are {', '.join(known)}{instead}")
    if "mirror" in registries and not settings.mirror:
        raise SettingsError("the registry 'mirror' needs the directory of a mirror")
    for name in registries:
        if (needs := known[name].needs) and not getattr(settings, needs):
            raise SettingsError(f"the registry {name!r} needs the setting {needs.replace('_', '-')}")
    return tuple(registries)


def _from_mirror(
    references: Sequence[Reference], settings: Settings, progress: Progress | None
) -> Iterator[Resolution]:
    """Yield what a mirror alone knows, one reference at a time: candidates of a long list would fill the memory."""
    with closing(Mirror(settings.mirror or "")) as mirror:
        for done, reference in enumerate(references, 1):
            asked = case(reference)
            running.in_mirror(mirror, asked)
            yield _aged(joining.resolution(asked, ("mirror",)), mirror.info.age)
            if progress:
                progress(done, len(references))


def _aged(found: Resolution, age: str) -> Resolution:
    """Return a resolution that says how old the mirror is which was asked."""
    return replace(found, notes=(*found.notes, f"the local mirror answered {age}")) if age else found


def _resolution(case: Case, registries: Sequence[str]) -> Resolution:
    found = joining.resolution(case, registries)
    if found.status == "unavailable" and not any(name in case.asked for name in registries):
        return _from_bundle(case, found)
    return found


def _from_bundle(case: Case, unavailable: Resolution) -> Resolution:
    """Return the answer of the bundled records, where no registry could be asked and they have the work."""
    known = replace(case, found=list(bundled.references()), failures={})
    found = joining.resolution(known, ())
    if found.status != "matched":
        return unavailable
    note = "No registry could be asked; the bundled records of the CCSVI page answered"
    return replace(found, notes=(note, *unavailable.notes), asked=unavailable.asked)
