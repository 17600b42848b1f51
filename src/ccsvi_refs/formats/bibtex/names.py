"""BibTeX's name lists → CSL names.

Grammar: https://mirrors.ctan.org/info/bibtex/tamethebeast/ttb_en.pdf, section 3; biblatex's ``family=…, given=…`` form:
section 3.14 of its manual. A name wholly in braces is an institution's. Letters that LaTeX writes as macros become
themselves first, so that a macro's space or brace parts no word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from ccsvi_refs.formats import latex, name_lists, people
from ccsvi_refs.model import Name

_KEYED = re.compile(r"\s*(family|given|prefix|suffix|given-i|useprefix)\s*=\s*", re.IGNORECASE)
_SIMPLE = re.compile(r"([^\W\d_][^,{}\\~]*?),\s*([^,{}\\~]+)")
_LETTER = re.compile(r"[^\W\d_]")
_BREAK = re.compile(r"[{}]|(?<=\s)and(?=\s)", re.IGNORECASE)
_COMMA = re.compile(r"[{},]")
_GAP = re.compile(r"[{}]|[\s~]+")
_LONGEST = 100_000


class Names(NamedTuple):
    """The names of a field, whether the list goes on unnamed, and what BibTeX would say against it."""

    names: list[dict[str, str]]
    others: bool
    problem: str = ""


def read(value: str) -> Names:
    """Return the names of a field as CSL names, and whether the list ends in ``and others``."""
    names: list[dict[str, str]] = []
    others, problem = False, ""
    for raw in _split(latex.letters(value[:_LONGEST])):
        if people.is_others(raw):
            others = True
            continue
        several = name_lists.between_commas(raw)
        if several:
            problem = "names are separated by commas, where BibTeX wants 'and'"
        elif len(_parts(raw, _COMMA)) > 3 and not _KEYED.match(raw):
            problem = f"the name {raw.strip()[:80]!r} has more commas than BibTeX allows"
        names += several or filter(None, [_name(raw)])
    return Names(names, others, problem)


def _split(value: str) -> list[str]:
    if ";" in value and "{" not in value and not re.search(r"\sand\s", value, re.IGNORECASE):
        parts = value.split(";")
    else:
        parts = _parts(f" {value} ", _BREAK)
    return [part for part in parts if part.strip(" \t\n,")]


def _parts(text: str, breaks: re.Pattern[str]) -> list[str]:
    """Return the parts of a text between the breaks that stand outside all braces."""
    found, start, depth = [], 0, 0
    for match in breaks.finditer(text):
        sign = match.group()
        if sign in "{}":
            depth = max(0, depth + (1 if sign == "{" else -1))
        elif not depth:
            found.append(text[start : match.start()])
            start = match.end()
    return [*found, text[start:]]


def _name(raw: str) -> dict[str, str]:
    if simple := _SIMPLE.fullmatch(raw.strip()):
        family, given = simple.groups()
        if family[0].isupper() and not people.is_generation(given.strip()):
            return {"family": _folded(family), "given": people.initials(_folded(given))}
    if _is_braced(raw.strip()):
        return {"literal": latex.decode(raw.strip()[1:-1])}
    if keyed := _keyed(raw):
        return keyed
    if "," not in raw and "{" not in raw and len(raw.split()) > 2 and people.says_institution(raw):
        return {"literal": latex.decode(raw)}
    written = _parts(raw, _COMMA)
    parts = [part for part in written if part.strip(" \t\n~")]
    if len(parts) == 1 < len(written):
        parts.append("")
    if len(parts) > 3:
        return {"literal": latex.decode(raw)}
    return _from_parts(*(latex.decode(" ".join(words)) for words in _roles(parts)))


def _roles(parts: list[str]) -> Iterator[list[str]]:
    """Yield the words of given name, particle, family name and suffix: ``First von Last``, ``von Last, Jr, First``."""
    words = [[word for word in _parts(part.strip(), _GAP) if word] for part in parts]
    if len(words) == 1:
        only = words[0]
        particles = [index for index, word in enumerate(only[:-1]) if _is_particle(word)]
        first, last = (particles[0], particles[-1] + 1) if particles else (len(only) - 1, len(only) - 1)
        yield from (only[:first], only[first:last], only[last:], [])
        return
    family, given, suffix = words[0], words[-1], words[1] if len(words) > 2 else []
    particles = [index for index, word in enumerate(family[:-1]) if _is_particle(word)]
    last = particles[-1] + 1 if particles and _is_particle(family[0]) else 0
    yield from (given, family[:last], family[last:], suffix)


def _is_particle(word: str) -> bool:
    """Return whether a word begins in lower case; what stands in braces has no case, unless a macro begins it."""
    if word.startswith("{") and not word.startswith("{\\"):
        return False
    letter = _LETTER.search(latex.decode(word))
    return bool(letter) and letter.group().islower()  # type: ignore[union-attr]  # bool() has asked


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
    return Name(family, people.initials(given), "", suffix, "", particle).to_csl()


def _keyed(raw: str) -> dict[str, str]:
    """Return the name of biblatex's extended form, empty where the name is not in it."""
    if not _KEYED.match(raw):
        return {}
    fields = {}
    for part in _parts(raw, _COMMA):
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
