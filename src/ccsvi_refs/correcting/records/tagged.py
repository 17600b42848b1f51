"""A file of lines with tags and its places → the edits that make a record's fields say what is wanted."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ccsvi_refs.correcting.places import Edit
from ccsvi_refs.correcting.records import dating, region, tagged_names
from ccsvi_refs.correcting.records.manners import MANNERS, MEDLINE, RIS, Manner
from ccsvi_refs.correcting.records.region import Made, NoPlaceError
from ccsvi_refs.correcting.records.source import Source
from ccsvi_refs.correcting.records.tagged_lines import Line, lines
from ccsvi_refs.correcting.records.wanting import OTHER_WORK, Wanted
from ccsvi_refs.formats import cleaning
from ccsvi_refs.model import Date, Reference
from ccsvi_refs.text import calendar, folding

_NO_INSERTION = frozenset({"title", "author", "container-title", "ISBN", "PMID", "PMCID", "status"})
_SLASHED = re.compile(r"(\d{4})(?:([/-])(\d{1,2})?(?:\2(\d{1,2})?)?)?(?P<rest>.*)", re.DOTALL)
_SPOKEN = re.compile(r"(\d{4})(?: ([A-Za-z]{3})\b(?: (\d{1,2})\b)?)?(?P<rest>.*)", re.DOTALL)
_WITH_ISSUE = re.compile(r"(\d+)(\s*\()([^()]+)(\))")
_DOI = re.compile(r"10\.\d{4,9}/\S+")


@dataclass(slots=True)
class TaggedFile:
    """A file's text, how its format writes, and the lines of its records by the ids of their references."""

    text: str
    manner: Manner
    records: dict[str, list[Line]] = field(default_factory=dict)


def load(source: Source) -> TaggedFile:
    """Return a file whose references were read from it, ready for corrections."""
    text = source.text
    file = TaggedFile(text, MANNERS[source.format])
    placed = [(place.line, reference.id) for reference in source.references
              if reference.mention and (place := reference.mention.location)]  # fmt: skip
    begins = [0, *(match.end() for match in re.finditer("\n", text))]
    stops = [*(begins[line - 1] for line, _ in placed[1:]), len(text)]
    for (line, key), stop in zip(placed, stops, strict=True):
        file.records[key] = lines(text, file.manner, begins[line - 1], stop)
    return file


def edits(file: TaggedFile, reference: Reference, wanted: Wanted) -> Made:
    """Return the edits in the file's text that make a field say what is wanted."""
    record = file.records.get(reference.id)
    if not record:
        raise NoPlaceError("its record was not found again")
    if wanted.field == "author":
        return Made(list(tagged_names.edits(file.text, file.manner, record, reference, wanted.names)))
    if wanted.field == "issued":
        return Made(_dated(file, record, reference, wanted))
    if wanted.field == "page" and file.manner is RIS:
        return Made(list(_ris_pages(file, record, wanted)))
    line = _line(file, record, reference, wanted)
    if line is None or wanted.field == "note":
        return Made(list(_absent(file, record, reference, wanted)))
    made = list(_changed(file, line, wanted))
    if wanted.field == "container-title":
        raw = line.said(file.text)
        named = [each for each in record if each.tag in file.manner.fields[wanted.field] and each is not line]
        made += [edit for each in named if each.said(file.text) == raw for edit in _changed(file, each, wanted)]
    if wanted.field == "DOI" and wanted.finding.rule in OTHER_WORK:
        made += _in_addresses(file, record, wanted)
    return Made(made)


def _line(file: TaggedFile, record: Sequence[Line], reference: Reference, wanted: Wanted) -> Line | None:
    """Return the line that holds a field, None where none does."""
    tags = file.manner.fields.get(wanted.field, ())
    found = [line for tag in tags for line in record if line.tag == tag]
    if wanted.field == "container-title":
        said = folding.compact(reference.container_title)
        same = [line for line in found if folding.compact(line.said(file.text)) == said]
        return next(iter(same or found), None)
    if wanted.field == "DOI" and file.manner is MEDLINE:
        return next((line for line in found if line.said(file.text).endswith("[doi]")), None)
    full = [line for line in found if line.said(file.text)]
    return next(iter(full or found), None)


def _changed(file: TaggedFile, line: Line, wanted: Wanted) -> Iterator[Edit]:
    """Yield the edits of a line's value."""
    raw = line.said(file.text)
    value = line.region(_plain)
    if wanted.field == "status":
        yield Edit(value.start, value.end, "ppublish")
    elif wanted.field in ("title", "container-title") and raw:
        yield from region.reworded(file.text, [value], _plain(wanted.value))
    elif wanted.field == "page":
        pages = region.paged(raw, wanted.value, "-")
        yield from region.replaced(file.text, value, region.within(raw, wanted.finding.cited, pages))
    elif wanted.field == "DOI" and (match := _DOI.search(file.text, value.start, value.end)):
        yield Edit(match.start(), match.end(), wanted.value)
    elif wanted.field == "volume" and (match := _WITH_ISSUE.fullmatch(raw)):
        yield Edit(value.start, value.start + len(match[1]), wanted.value)
    else:
        yield from region.replaced(file.text, value, region.within(raw, wanted.finding.cited, _plain(wanted.value)))


def _plain(value: str) -> str:
    return " ".join(cleaning.plain(value).split())


def _absent(file: TaggedFile, record: Sequence[Line], reference: Reference, wanted: Wanted) -> Iterator[Edit]:
    """Yield the edits of a value that has no line: in another line that says it too, else a new one."""
    if wanted.field == "issue" and reference.text("issue"):
        yield _behind_volume(file, record, wanted)
    elif wanted.finding.rule in OTHER_WORK and (made := _in_addresses(file, record, wanted)):
        yield from made
    elif wanted.field in _NO_INSERTION or wanted.field not in file.manner.fields:
        raise NoPlaceError("the record has no field for it")
    else:
        region.missing(wanted)
        value = f"{wanted.value} [doi]" if wanted.field == "DOI" and file.manner is MEDLINE else wanted.value
        yield _new(file, record, file.manner.fields[wanted.field][0], value)


def _behind_volume(file: TaggedFile, record: Sequence[Line], wanted: Wanted) -> Edit:
    """Return the edit of an issue that stands with the volume: ``80(4)``."""
    for line in record:
        if line.tag == "VL" and (match := _WITH_ISSUE.fullmatch(line.said(file.text))):
            return Edit(line.value + match.start(3), line.value + match.end(3), wanted.value)
    raise NoPlaceError("its line was not found")


def _in_addresses(file: TaggedFile, record: Sequence[Line], wanted: Wanted) -> list[Edit]:
    """Return the edits where the DOI that is wrong stands in an address."""
    held = [line for line in record if line.tag in file.manner.addresses]
    return [
        edit
        for line in held
        for edit in region.identified(file.text, (line.value, line.last), wanted.finding.cited, wanted.value)
    ]


def _new(file: TaggedFile, record: Sequence[Line], tag: str, value: str) -> Edit:
    """Return the edit that puts a line into a record, in the manner of its others."""
    like = next((line for line in record if line.said(file.text) and line.tag != "TY"), record[0])
    lead = file.text[like.start : like.value] if like.said(file.text) else file.manner.layout
    lead = (
        lead.replace(like.tag.ljust(4), tag.ljust(4), 1) if file.manner is MEDLINE else lead.replace(like.tag, tag, 1)
    )
    last = [line for line in record if line.tag != file.manner.end][-1]
    anchor = next((found[-1] for name in file.manner.after.get(tag, ())
                   if (found := [line for line in record if line.tag == name])), last)  # fmt: skip
    at = anchor.last
    return Edit(at, at, f"\n{lead}{_plain(value)}")


def _ris_pages(file: TaggedFile, record: Sequence[Line], wanted: Wanted) -> Iterator[Edit]:
    """Yield the edits of pages that stand in ``SP`` and ``EP``, or both in ``SP``, or in ``C7`` for an article."""
    by_tag = {line.tag: line for line in reversed(record) if line.said(file.text)}
    start, end = by_tag.get("SP"), by_tag.get("EP")
    first, dash, last = wanted.value.partition("-")
    if start is None and end is None and "C7" in by_tag:
        yield from region.replaced(file.text, by_tag["C7"].region(_plain), wanted.value)
        return
    if start is None:
        tags = [("SP", first), ("EP", last)] if dash else [("SP", first)]
        yield from (_new(file, record, tag, value) for tag, value in tags)
        return
    raw = start.said(file.text)
    if end is None and region.is_range(raw):
        yield from region.replaced(file.text, start.region(_plain), region.paged(raw, wanted.value, "-"))
        return
    yield from region.replaced(file.text, start.region(_plain), first)
    if end is None and dash:
        yield _new(file, record, "EP", last)
    elif end is not None and dash:
        yield from region.replaced(file.text, end.region(_plain), last)
    elif end is not None:
        yield Edit(end.start, end.end, "")


def _dated(file: TaggedFile, record: Sequence[Line], reference: Reference, wanted: Wanted) -> list[Edit]:
    """Return the edits of every line that says the date cited."""
    made: list[Edit] = []
    for line in record:
        raw = line.said(file.text)
        if line.tag in file.manner.dates and raw:
            is_year = not reference.year or str(reference.year) in raw
            made += _date(file.text, line, wanted) if is_year else []
    if made:
        return made
    if reference.year or not wanted.date:
        raise NoPlaceError("the line of its date was not found")
    parts = wanted.date.parts[0]
    return [_new(file, record, file.manner.fields["issued"][0], str(parts[0]))]


def _date(text: str, line: Line, wanted: Wanted) -> list[Edit]:
    """Return the edits of a date as ``2010/03/12/``, ``2010-03-12``, ``2010 Mar 12`` or a year."""
    raw = line.said(text)
    if (match := _SPOKEN.fullmatch(raw)) and match[2] and calendar.month(match[2]):
        cited = tuple(filter(None, (int(match[1]), calendar.month(match[2]), int(match[3] or 0))))
        new = calendar.spoken(Date((dating.parts(cited, wanted),))) + match["rest"]
    elif match := _SLASHED.fullmatch(raw):
        cited = tuple(int(part) for part in match.group(1, 3, 4) if part)
        new = _slashed(match, dating.parts(cited, wanted))
    else:
        return [dating.year(text, line.value, line.last, wanted)]
    return region.replaced(text, line.region(_plain), new)


def _slashed(match: re.Match[str], parts: Sequence[int]) -> str:
    """Return a date with as many slashes as another has; what is not known of the new one is left out."""
    sign, rest = match[2] or "", match["rest"]
    if not sign:
        return f"{parts[0]}{rest}"
    shown = [f"{parts[0]:04d}"]
    slots = match[0][: match.start("rest")].count(sign)
    shown += [f"{parts[place]:02d}" if len(parts) > place else "" for place in range(1, slots + 1)]
    return (sign.join(shown).rstrip("-") if sign == "-" else sign.join(shown)) + rest
