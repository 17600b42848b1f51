"""BibTeX's name lists ⇄ CSL names.

Grammar: https://mirrors.ctan.org/info/bibtex/tamethebeast/ttb_en.pdf, section 3; biblatex's ``family=…, given=…`` form:
section 3.14 of its manual. A name wholly in braces is an institution's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from bibtexparser.middlewares.names import InvalidNameError, parse_single_name_into_parts, split_multiple_persons_names

from ccsvi_refs.formats import latex, people
from ccsvi_refs.model import Name

_KEYED = re.compile(r"\s*(family|given|prefix|suffix|given-i|useprefix)\s*=\s*", re.IGNORECASE)
_SIMPLE = re.compile(r"([^\W\d_][^,{}\\~]*?),\s*([^,{}\\~]+)")
_LOWER = re.compile(r"[^\W\d_]")
_LONGEST = 100_000


def read(value: str) -> tuple[list[dict[str, str]], bool]:
    """Return the names of a field as CSL names, and whether the list ends in ``and others``."""
    if len(value) > _LONGEST or value.count("{") != value.count("}"):
        value = value.replace("{", "").replace("}", "")[:_LONGEST]
    names, others = [], False
    for raw in _split(value):
        if people.is_others(raw):
            others = True
        elif name := _name(raw):
            names.append(name)
    return names, others


def _split(value: str) -> list[str]:
    if ";" in value and "{" not in value and not re.search(r"\sand\s", value, re.IGNORECASE):
        return [part for part in value.split(";") if part.strip(" ,")]
    if "{" not in value:
        return [part for part in re.split(r"\s+and\s+", value.strip(), flags=re.IGNORECASE) if part.strip(" ,")]
    found: list[str] = split_multiple_persons_names(value)
    return [part for part in found if part.strip(" ,")]


def _name(raw: str) -> dict[str, str]:
    if simple := _SIMPLE.fullmatch(raw.strip()):
        family, given = simple.groups()
        if family[0].isupper() and not people.is_generation(given.strip()):
            return {"family": _folded(family), "given": _folded(given)}
    if _is_braced(raw.strip()):
        return {"literal": latex.decode(raw.strip()[1:-1])}
    if keyed := _keyed(raw):
        return keyed
    if "," not in raw and "{" not in raw and len(raw.split()) > 2 and people.is_institution(raw):
        return {"literal": latex.decode(raw)}
    try:
        parts = parse_single_name_into_parts(raw, strict=False)
    except (InvalidNameError, IndexError, ValueError):
        return {"literal": latex.decode(raw)}
    return _from_parts(*(latex.decode(" ".join(words)) for words in (parts.first, parts.von, parts.last, parts.jr)))


def _from_parts(given: str, particle: str, family: str, suffix: str) -> dict[str, str]:
    if not given and not particle and people.is_institution(family):
        return {"literal": family}
    if suffix and people.is_suffix(given):
        given, suffix = suffix, given
    if suffix and not given and not people.is_suffix(suffix.strip()):
        given, suffix = suffix, ""
    if people.is_generation(given) and not suffix and " " in family:
        first, _, family = family.rpartition(" ")
        given, suffix = first, given
    if particle and not family:
        family, particle = particle, ""
    return Name(family, given, "", suffix, "", particle).to_csl()


def _keyed(raw: str) -> dict[str, str]:
    """Return the name of biblatex's extended form, empty where the name is not in it."""
    if not _KEYED.match(raw):
        return {}
    fields = {}
    for part in re.split(r",(?![^{]*\})", raw):
        key, _, value = part.partition("=")
        fields[key.strip().lower()] = latex.decode(value.strip().strip('"'))
    particle = fields.get("prefix", "")
    dropping = fields.get("useprefix", "true").lower() == "false"
    return Name(
        fields.get("family", ""), fields.get("given", ""), "", fields.get("suffix", ""),
        particle if dropping else "", "" if dropping else particle,
    ).to_csl()  # fmt: skip


def _is_braced(text: str) -> bool:
    """Return whether one pair of braces holds the whole name."""
    if not (text.startswith("{") and text.endswith("}")) or text.startswith("{\\"):
        return False
    depth = 0
    for i, char in enumerate(text):
        depth += (char == "{") - (char == "}")
        if not depth:
            return i == len(text) - 1
    return False


def _folded(text: str) -> str:
    return " ".join(text.split())


def write(names: Iterable[Name], others: bool = False) -> str:
    """Return names as a BibTeX list that :func:`read` reads back."""
    written = [_written(name) for name in names]
    return " and ".join([*filter(None, written), *(["others"] if others else [])])


def _written(name: Name) -> str:
    if name.literal or not name.family:
        only = name.literal or name.given
        return "{" + latex.encode(only) + "}" if only else ""
    particle, given = _part(name.non_dropping_particle), _part(name.given)
    family, suffix = _part(name.family, True), _part(name.suffix)
    if name.dropping_particle or (_LOWER.search(family) and family[0] == "{" and particle):
        return _extended(name)
    if particle and particle != particle.lower():
        return _extended(name)
    if not particle and family and not family.startswith("{") and _is_von(family):
        family = "{" + family + "}"
    last = f"{particle} {family}".strip()
    if not given and not suffix:
        return last if " " not in last else f"{last},"
    return ", ".join([last, suffix, given] if suffix else [last, given])


def _is_von(family: str) -> bool:
    """Return whether BibTeX would take the first word of a family name for a particle."""
    letter = _LOWER.search(family)
    return bool(letter) and letter.group().islower()  # type: ignore[union-attr]  # bool() has asked


def _part(text: str, is_family: bool = False) -> str:
    """Return a part of a name as LaTeX, in braces where a comma or the word ``and`` would break the list."""
    encoded = latex.encode(text)
    breaks = "," in encoded or re.search(r"(?:^|\s)and(?:\s|$)|=", encoded, re.IGNORECASE)
    return "{" + encoded + "}" if breaks or (is_family and people.is_suffix(encoded)) else encoded


def _extended(name: Name) -> str:
    particle = name.dropping_particle or name.non_dropping_particle
    parts = [("family", name.family), ("given", name.given), ("prefix", particle), ("suffix", name.suffix)]
    fields = [f"{key}={{{latex.encode(value)}}}" for key, value in parts if value]
    return ", ".join([*fields, f"useprefix={'false' if name.dropping_particle else 'true'}"])
