"""Several names in one value, where the format has another sign or another line for each."""

from __future__ import annotations

import re

from ccsvi_refs.formats import people

_INITIALS = r"(?:[^\W\d_]\.[\s-]?){1,4}"
_NAME = re.compile(rf"[^\W\d_][\w'’ -]*\s{_INITIALS}")
_ONLY_INITIALS = re.compile(_INITIALS)


def between_commas(raw: str) -> list[dict[str, str]]:
    """Return the names of ``Lund A., Doe B.C.`` or ``Lund, A., Doe, B.C.``, none where that is not how they stand."""
    parts = [part.strip() for part in raw.split(",") if part.strip()] if "," in raw and "{" not in raw else []
    if len(parts) > 1 and all(_NAME.fullmatch(part) for part in parts):
        return [name for name in map(people.parse, parts) if name]
    families, initials = parts[::2], parts[1::2]
    is_paired = len(parts) > 3 and len(families) == len(initials)
    if is_paired and all(map(_ONLY_INITIALS.fullmatch, initials)) and not any(map(people.is_suffix, parts)):
        return [people.person(family, given) for family, given in zip(families, initials, strict=True)]
    return []
