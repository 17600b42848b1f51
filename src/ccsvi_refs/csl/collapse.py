"""Joining the cites of one citation: grouping, collapsing and delimiters.

https://docs.citationstyles.org/en/stable/specification.html#cite-grouping
https://docs.citationstyles.org/en/stable/specification.html#cite-collapsing
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from ccsvi_refs.csl.joints import Joints
from ccsvi_refs.csl.output import WORDS, Piece, first_tagged, has_text, parted, plain, stripped, without


@dataclass(slots=True)
class Rendered:
    """One rendered cite and what the user put around it; ``id`` is that of its item.

    ``draw_nameless`` renders it without its names, which happens once at most; ``located`` tells whether its locator
    is printed; ``number`` is the number it prints, 0 for none; ``named`` is the cite with its names, where the sentence
    before has them; ``delimiter`` stands behind the cite where its language has one of its own.
    """

    id: str
    pieces: list[Piece]
    draw_nameless: Callable[[], list[Piece]]
    prefix: list[Piece]
    suffix: list[Piece]
    located: bool
    number: int
    named: list[Piece] | None = None
    delimiter: str = ""
    _nameless: list[Piece] | None = None

    def nameless(self) -> list[Piece]:
        """Return the cite without its names."""
        if self._nameless is None:
            self._nameless = self.draw_nameless()
        return self._nameless

    @property
    def continued(self) -> bool:
        """Tell whether something of its own follows the cite: a locator or the user's words."""
        return self.located or bool(self.suffix)


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


def _closing_mark(cite: Rendered) -> str:
    """Return the comma or semicolon that the user's own words end with: it joins them to the cite behind."""
    return "" if not (text := plain(cite.suffix).rstrip()) or text[-1] not in ",;" else text[-1]


def _behind(cite: Rendered, joint: str) -> str:
    """Return what stands between a cite and the next: a space where the user's own words end a sentence."""
    words = plain(cite.suffix).strip()
    ends = words[-1:] == "." and (words[0] in ".?!" or words[-2:-1] in tuple(')]"”’'))
    return " " if ends else joint


def _row(cites: list[Rendered], delimiter: str) -> list[Piece]:
    out: list[Piece] = []
    closed = own = ""
    for cite in cites:
        row = _whole(cite)
        if out and row and (own or delimiter) and not _starts_with_mark(cite):
            out.append(" " if closed else own or delimiter)
        out += row
        if row:
            closed, own = _closing_mark(cite) or _behind(cite, ""), cite.delimiter
    return out


def _numbers(cites: list[Rendered], joints: Joints) -> list[Piece]:
    """Return cites with three or more numbers in a row as a range."""
    runs: list[list[Rendered]] = []
    for cite in cites:
        last = runs[-1][-1] if runs else None
        follows = last is not None and not last.continued and not cite.prefix and not cite.continued
        if follows and last is not None and cite.number and cite.number == last.number + 1:
            runs[-1].append(cite)
        else:
            runs.append([cite])
    out: list[Piece] = []
    collapsed, last = False, runs[0][-1]
    for run in runs:
        if out:
            out.append(_behind(last, joints.after_collapse if collapsed else joints.delimiter))
        collapsed, last = len(run) > 2 or run[-1].located, run[-1]
        if len(run) > 2:
            out += [*_whole(run[0]), "–", *_whole(run[-1])]
        else:
            out += _row(run, joints.delimiter)
    return out


def author_text(pieces: list[Piece], unnamed: bool) -> str | None:
    """Return what a cite is grouped by: the text of its names, None for "Anonymous".

    Without names that is all but the dates where ``unnamed`` cites are grouped, else nothing.
    """
    names = first_tagged(pieces, "names")
    if names is not None:
        return None if names.value == WORDS else plain(names.kids)
    return plain(without(pieces, lambda node: node.tag in ("date", "year-suffix"))) if unnamed else None


def grouped(cites: list[Rendered], moves: bool, unnamed: bool) -> list[list[Rendered]]:
    """Return the cites with those of the same authors together; only neighbours where nothing may be moved.

    ``unnamed`` tells whether cites without names are grouped by all but their dates, as where they collapse.
    """
    groups: list[list[Rendered]] = []
    places: dict[str, int] = {}
    for cite in cites:
        key = author_text(cite.named or cite.pieces, unnamed)
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
    after, closes = "", joints.collapse in ("year", "year-suffix-ranged")
    for group in grouped(cites, joints.moves, bool(joints.collapse)):
        content = _group(group, joints)
        if out and content:
            out.append("" if _starts_with_mark(group[0]) else after)
        out += content
        collapsed = len(group) > 1 or group[-1].continued or (closes and not group[-1].number)
        after = joints.after_collapse if joints.collapse and collapsed else group[-1].delimiter or joints.delimiter
        after = _behind(group[-1], after)
    return out


def _group(group: list[Rendered], joints: Joints) -> list[Piece]:
    if joints.collapse in ("year-suffix", "year-suffix-ranged"):
        return _with_suffixes(group, joints)
    out = _whole(group[0])
    for number, cite in enumerate(group[1:]):
        row = [*cite.prefix, *(cite.nameless() if joints.collapse else cite.pieces), *cite.suffix]
        joint = joints.continued if joints.collapse and group[number].continued else joints.group
        out += [_behind(group[number], joint), *row] if out and row else row
    return out


def _with_suffixes(group: list[Rendered], joints: Joints) -> list[Piece]:
    """Return a group in which the cites that repeat the year of the one before show their year suffix only."""
    out: list[Piece] = []
    for number, segment in enumerate(_segments(group, joints)):
        shown = _shown(segment[0], first=not number)
        if number and has_text(shown):
            out.append(_year_joint(segment[0].before, segment[0].cite, segment[0].repeats, joints))
        out += shown
        if len(segment) > 2:
            out += ["–", *_shown(segment[-1])]
            continue
        for step in segment[1:]:
            out += [_year_joint(step.before, step.cite, step.repeats, joints), *_shown(step)]
    return out


class Step(NamedTuple):
    """A cite in its group, with the one before it, whether it repeats that one's year, and whether its whole date."""

    cite: Rendered
    before: Rendered | None
    repeats: bool
    again: bool


def _steps(group: list[Rendered], joints: Joints) -> Iterator[Step]:
    before = None
    for cite in group:
        apart = before is None or (joints.strict and (before.located or cite.located))
        repeats = before is not None and not apart and _same_year(before, cite)
        again = joints.years and before is not None and not (apart or repeats) and _is_same(before, cite)
        yield Step(cite, before, repeats, again)
        before = cite


def _is_same(before: Rendered, cite: Rendered) -> bool:
    """Tell whether a cite is of the work before it and has the date of that again."""
    return before.id == cite.id and _date(before) == _date(cite) != ""


def _date(cite: Rendered) -> str:
    """Return the date that a cite prints, empty where it has none, or a year suffix."""
    nameless = cite.nameless()
    date = first_tagged(nameless, "date") if first_tagged(nameless, "year-suffix") is None else None
    return plain(date.kids) if date is not None else ""


def _same_year(first: Rendered, second: Rendered) -> bool:
    """Tell whether two cites are alike up to their year suffixes; labels of works have no year of their own."""
    if first_tagged(second.nameless(), "citation-label") is not None:
        return False
    (year, suffix), (other, other_suffix) = (parted(cite.nameless(), "year-suffix") for cite in (first, second))
    return bool(suffix and other_suffix) and plain(year) == plain(other)


def _shown(step: Step, first: bool = False) -> list[Piece]:
    """Return a cite as its group shows it: whole, without its names, or from its year suffix on."""
    cite = step.cite
    if step.again:
        rest = without(cite.nameless(), lambda node: node.tag == "date")
        return [*cite.prefix, *stripped(rest, 0, " ,;:."), *cite.suffix]
    if not step.repeats:
        return [*cite.prefix, *(cite.pieces if first else cite.nameless()), *cite.suffix]
    rest = parted(cite.nameless(), "year-suffix")[1]
    return [*cite.prefix, *(rest if cite.located or _says_more(cite) else rest[:1]), *cite.suffix]


def _says_more(cite: Rendered) -> bool:
    """Tell whether a cite has words or numbers behind its year suffix."""
    return any(map(str.isalnum, plain(parted(cite.nameless(), "year-suffix")[1][1:])))


def _year_joint(before: Rendered | None, cite: Rendered, repeats: bool, joints: Joints) -> str:
    if before is not None and before.continued:
        return _behind(before, joints.continued)
    return joints.year_suffix if repeats and not (cite.prefix or cite.continued) else joints.group


def _segments(group: list[Rendered], joints: Joints) -> list[list[Step]]:
    """Return the cites cut where letters do not follow each other, or everywhere where there are no ranges."""
    segments: list[list[Step]] = []
    ranged = joints.collapse == "year-suffix-ranged"
    for step in _steps(group, joints):
        apart = step.before is None or not step.repeats or step.before.continued
        if ranged and not (apart or step.cite.prefix or step.cite.continued) and _follows(step):
            segments[-1].append(step)
        else:
            segments.append([step])
    return segments


def _follows(step: Step) -> bool:
    if step.before is None or _says_more(step.before) or _says_more(step.cite):
        return False
    return _letter(step.cite) == _letter(step.before) + 1


def _letter(cite: Rendered) -> int:
    node = first_tagged(cite.nameless(), "year-suffix")
    number = 0
    for character in str(node.value if node else ""):
        number = 26 * number + ord(character) - 96
    return number
