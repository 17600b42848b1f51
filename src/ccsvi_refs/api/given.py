"""What the library's functions were given → references, a page, settings."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from ccsvi_refs.errors import InputError
from ccsvi_refs.location import Location
from ccsvi_refs.model import Bibliography, Mention, Reference
from ccsvi_refs.settings import Settings, from_environment

if TYPE_CHECKING:
    from ccsvi_refs.api.words import InputFormat, Source
    from ccsvi_refs.auditing import Finding


def loaded(source: str | Path | IO[str] | IO[bytes], form: InputFormat | None = None) -> Bibliography:
    """Return what a file cites, or the works that a text names."""
    from ccsvi_refs import pages

    if isinstance(source, str) and form is None and (named := _named(source)):
        return named
    return pages.load(source, form)


def _named(source: str) -> Bibliography | None:
    """Return the works that a text names, None where it names none, or a file; InputError for what is malformed."""
    from ccsvi_refs.text import naming

    if os.path.exists(source):  # noqa: PTH110 - a text may hold a null byte, which Path refuses
        return None
    if found := naming.works(source):
        return Bibliography(naming.references(found), path=source)
    if problem := naming.problem(source):
        raise InputError(problem, Location(source))
    return None


def references(source: Source) -> list[Reference]:
    """Return the references that were given in whatever way; InputError for what is none."""
    if isinstance(source, (str, Path)):
        return list(loaded(source))
    if isinstance(source, Reference):
        return [source]
    if isinstance(source, Mapping):
        item: Mapping[str, Any] = source  # pyright: ignore[reportAssignmentType]  # a mapping of references is no Source
        return [_reference(item)]
    return [_reference(item) for item in source]


def _reference(item: Reference | Mapping[str, Any]) -> Reference:
    if not isinstance(item, (Reference, Mapping)):
        raise InputError(f"expected a reference or a CSL-JSON item, found {item!r:.80}")
    return item if isinstance(item, Reference) else Reference(item)


def page(source: Source) -> Bibliography:
    """Return the page that was given, or one that cites the references that were."""
    if isinstance(source, Bibliography):
        return source
    return loaded(source) if isinstance(source, (str, Path)) else Bibliography(tuple(references(source)))


def settings(chosen: Settings | None) -> Settings:
    """Return the settings that were given, else those of the environment."""
    return chosen or from_environment(os.environ)


def behind(findings: Iterable[Finding]) -> Bibliography:
    """Return what findings say of the page that they are about."""
    cited = {each.reference: Mention("", each.location, number=each.number) for each in findings if each.reference}
    paths = [each.location.path for each in findings if each.location]
    references = tuple(Reference({"id": key}, mention) for key, mention in cited.items())
    return Bibliography(references, path=paths[0] if paths else "")
