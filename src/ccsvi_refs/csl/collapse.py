"""Joining the cites of one citation: grouping, collapsing and delimiters.

https://docs.citationstyles.org/en/stable/specification.html#cite-grouping
https://docs.citationstyles.org/en/stable/specification.html#cite-collapsing
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from ccsvi_refs.csl.output import WORDS, Piece, first_tagged, plain, tagged, without


class Rendered(NamedTuple):
    """One rendered cite: with its names, without them, and what the user put around it."""

    pieces: list[Piece]
    again: Callable[[], list[Piece]]
    prefix: list[Piece]
    suffix: list[Piece]
    bare: bool
    number: int

    @property
    def nameless(self) -> list[Piece]:
        """Return the cite rendered again without its names."""
        return self.again()


@dataclass(frozen=True, slots=True)
class Joints:
    """The delimiters of a citation and how it collapses."""

    collapse: str
    delimiter: str
    group: str
    after_collapse: str
    year_suffix: str
    grouped: bool
    moves: bool


def read_joints(attrs: Mapping[str, str], delimiter: str, sorts: bool, in_note: bool) -> Joints:
    """Return the attributes of cs:citation that join cites; cites are moved into groups where citations are sorted."""
    collapse = attrs.get("collapse", "")
    by_year = collapse in ("year", "year-suffix", "year-suffix-ranged")
    usual = delimiter if in_note or "after-collapse-delimiter" in attrs else ", "
    group = attrs.get("cite-group-delimiter", usual)
    return Joints(
        collapse=collapse,
        delimiter=delimiter,
        group=group,
        after_collapse=attrs.get("after-collapse-delimiter", delimiter),
        year_suffix=attrs.get("year-suffix-delimiter", attrs.get("cite-group-delimiter", delimiter)),
        grouped=by_year or "cite-group-delimiter" in attrs,
        moves=sorts,
    )


def join(cites: list[Rendered], joints: Joints) -> list[Piece]:
    """Return the cites of a citation in a row."""
    if joints.collapse == "citation-number":
        return _numbers(cites, joints)
    if not joints.grouped:
        return _row(cites, joints.delimiter)
    return _groups(cites, joints)


def _whole(cite: Rendered) -> list[Piece]:
    return [*cite.prefix, *cite.pieces, *cite.suffix]


def _starts_with_mark(cite: Rendered) -> bool:
    """Tell whether the user's own prefix begins with the punctuation that joins it to the cite before."""
    return plain(cite.prefix)[:1] in tuple(".,;:!?")


def _row(cites: list[Rendered], delimiter: str) -> list[Piece]:
    out: list[Piece] = []
    for cite in cites:
        row = _whole(cite)
        if out and row and delimiter and not _starts_with_mark(cite):
            out.append(delimiter)
        out += row
    return out


def _numbers(cites: list[Rendered], joints: Joints) -> list[Piece]:
    """Return cites with three or more numbers in a row as a range."""
    runs: list[list[Rendered]] = []
    for cite in cites:
        last = runs[-1][-1] if runs else None
        follows = last is not None and last.bare and cite.bare and cite.number and cite.number == last.number + 1
        if follows:
            runs[-1].append(cite)
        else:
            runs.append([cite])
    out: list[Piece] = []
    collapsed = False
    for run in runs:
        if out:
            out.append(joints.after_collapse if collapsed else joints.delimiter)
        collapsed = len(run) > 2
        if collapsed:
            out += [*_whole(run[0]), "–", *_whole(run[-1])]
        else:
            out += _row(run, joints.delimiter)
    return out


def author_text(pieces: list[Piece]) -> str | None:
    """Return what cites are grouped by: the text of their names, else all but the dates; None for "Anonymous"."""
    names = first_tagged(pieces, "names")
    if names is not None:
        return None if names.value == WORDS else plain(names.kids)
    return plain(without(pieces, lambda node: node.tag in ("date", "year-suffix")))


def grouped(cites: list[Rendered], moves: bool) -> list[list[Rendered]]:
    """Return the cites with those of the same authors together; only neighbours where nothing may be moved."""
    groups: list[list[Rendered]] = []
    places: dict[str, int] = {}
    for cite in cites:
        key = author_text(cite.pieces)
        place = -1 if key is None else places.get(key, -1)
        if place >= 0 and (moves or place == len(groups) - 1):
            groups[place].append(cite)
        else:
            if key is not None:
                places[key] = len(groups)
            groups.append([cite])
    return groups


def _groups(cites: list[Rendered], joints: Joints) -> list[Piece]:
    out: list[Piece] = []
    after = ""
    for group in grouped(cites, joints.moves):
        content = _group(group, joints)
        if out and content:
            out.append("" if _starts_with_mark(group[0]) else after)
        out += content
        collapsed = len(group) > 1 or not group[-1].bare or joints.collapse == "year"
        after = joints.after_collapse if joints.collapse and collapsed else joints.delimiter
    return out


def _group(group: list[Rendered], joints: Joints) -> list[Piece]:
    if joints.collapse in ("year-suffix", "year-suffix-ranged"):
        return _with_suffixes(group, joints)
    out = _whole(group[0])
    for number, cite in enumerate(group[1:]):
        row = [*cite.prefix, *(cite.nameless if joints.collapse else cite.pieces), *cite.suffix]
        joint = joints.after_collapse if joints.collapse and not group[number].bare else joints.group
        out += [joint, *row] if out and row else row
    return out


def _with_suffixes(group: list[Rendered], joints: Joints) -> list[Piece]:
    """Return a group in which cites of the same year show their year suffix only."""
    out: list[Piece] = []
    years: list[list[Rendered]] = []
    for cite in group:
        if years and _same_year(years[-1][-1], cite):
            years[-1].append(cite)
        else:
            years.append([cite])
    for number, run in enumerate(years):
        head = [*run[0].prefix, *(run[0].nameless if number else run[0].pieces), *run[0].suffix]
        out += [joints.group, *head] if out and head else head
        out += _suffixes(run, joints)
    return out


def _year_of(cite: Rendered) -> tuple[str, str]:
    """Return the text of a cite without its names and year suffix, and the suffix."""
    suffix = "".join(plain([node]) for node in tagged(cite.nameless, "year-suffix"))
    whole = plain(cite.nameless)
    return (whole.replace(suffix, "", 1) if suffix else whole), suffix


def _same_year(first: Rendered, second: Rendered) -> bool:
    (year, suffix), (other_year, other_suffix) = _year_of(first), _year_of(second)
    return first.bare and second.bare and bool(suffix) and bool(other_suffix) and year == other_year


def _suffix_node(cite: Rendered) -> list[Piece]:
    node = first_tagged(cite.nameless, "year-suffix")
    return [node] if node is not None else []


def _suffixes(run: list[Rendered], joints: Joints) -> list[Piece]:
    """Return the year suffixes after the first of a run; with ranges where the style asks for them."""
    out: list[Piece] = []
    for number, segment in enumerate(_segments(run, joints.collapse == "year-suffix-ranged")):
        if len(segment) > 2:
            if number:
                out += [joints.year_suffix, *_suffix_node(segment[0])]
            out += ["–", *_suffix_node(segment[-1])]
            continue
        for place, cite in enumerate(segment):
            if number or place:
                out += [joints.year_suffix, *_suffix_node(cite)]
    return out


def _segments(run: list[Rendered], ranged: bool) -> list[list[Rendered]]:
    """Return the run cut where letters do not follow each other, or everywhere where there are no ranges."""
    segments: list[list[Rendered]] = []
    for cite in run:
        if ranged and segments and _letter(cite) == _letter(segments[-1][-1]) + 1:
            segments[-1].append(cite)
        else:
            segments.append([cite])
    return segments


def _letter(cite: Rendered) -> int:
    node = first_tagged(cite.nameless, "year-suffix")
    number = 0
    for character in str(node.value if node else ""):
        number = 26 * number + ord(character) - 96
    return number
