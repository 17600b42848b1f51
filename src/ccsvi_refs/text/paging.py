"""Page ranges: dashes made one, elided last pages written out."""

from __future__ import annotations

import re

_DASH = re.compile(r"(?:(?<!\s)\s++)?+[-‐-―−]+\s*")
_PART = re.compile(r"(?:(?<!\s)\s++)?+[,;]\s*")
_RANGE = re.compile(r"([A-Za-z]*)(\d+)([A-Za-z]*)-([A-Za-z]*)(\d+)([A-Za-z]*)")


def expand(pages: str) -> str:
    """Return pages with hyphens and full last pages: ``392-399`` for ``392-9``, ``E1203-E1212`` for ``E1203-12``."""
    parts = _PART.split(_DASH.sub("-", pages.strip()).strip("-"))
    return ", ".join(_full(part) for part in parts if part)


def _full(part: str) -> str:
    match = _RANGE.fullmatch(part)
    if not match:
        return part
    lead, first, tail, last_lead, last, last_tail = match.groups()
    if last_lead and last_lead != lead:
        return part
    elided = len(last) < len(first)
    if elided:
        last = first[: len(first) - len(last)] + last
    if last.zfill(len(first)) < first.zfill(len(last)):
        return part
    kept_lead = lead if elided or not last_lead else last_lead
    return f"{lead}{first}{tail}-{kept_lead}{last}{last_tail}"


def dashes(pages: str) -> str:
    """Return pages as written, with one hyphen for whatever dash."""
    return _DASH.sub("-", pages.strip())


_ROMAN = re.compile(r"[ivxlcdm]+", re.IGNORECASE)


def doubled(pages: str) -> str:
    """Return pages with two hyphens for each range, as BibTeX writes it; the hyphen in a page's number stays."""
    parts = _PART.split(_DASH.sub("-", pages))
    return ", ".join(map(_doubled, parts))


def _doubled(part: str) -> str:
    """Return one range; letters alone before a hyphen are the beginning of a number: ``B-12``, ``B-12--B-15``."""
    pieces = part.split("-")
    units = [pieces[0]]
    for piece in pieces[1:]:
        starts_number = re.fullmatch(r"[A-Za-z]+", units[-1]) and re.match(r"\d", piece)
        if starts_number and not (_ROMAN.fullmatch(units[-1]) and units[-1].islower()):
            units[-1] = f"{units[-1]}-{piece}"
        else:
            units.append(piece)
    return "--".join(units)
