"""A data file put right in the test process: resolved against records of our own, audited, changed."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from ccsvi_refs import auditing, formats
from ccsvi_refs.auditing import Finding
from ccsvi_refs.correcting import records
from ccsvi_refs.correcting.changes import Change, applied
from ccsvi_refs.model import Notice, Reference, Value
from ccsvi_refs.resolving import Resolution, deciding
from ccsvi_refs.resolving.cases import case


class Fixed(NamedTuple):
    text: str
    changes: list[Change]
    left: list[Finding]


def registered(item: dict[str, Any], notices: Sequence[Notice] = ()) -> Reference:
    return Reference(item, None, {name: (Value("crossref", value),) for name, value in item.items()}, notices)


def _name(text: str) -> dict[str, str]:
    family, _, given = text.partition(", ")
    return {"family": family, "given": given}


def work(title: str, authors: str, journal: str, date: tuple[int, ...], place: str, doi: str) -> dict[str, Any]:
    """Return a registered article; ``place`` is ``80(4):392-399``."""
    volume, _, rest = place.partition("(")
    issue, _, page = rest.partition("):")
    return {
        "id": doi, "type": "article-journal", "title": title, "author": list(map(_name, authors.split("; "))),
        "container-title": journal, "issued": {"date-parts": [list(date)]}, "volume": volume, "issue": issue,
        "page": page, "DOI": doi,
    }  # fmt: skip


VEINS = work(
    "Chronic cerebrospinal venous insufficiency in patients with multiple sclerosis",
    "Zamboni, Paolo; Galeotti, Roberto; Menegatti, Erica; Malagoni, Anna Maria; Dall’Ara, Simona",
    "Journal of Neurology, Neurosurgery & Psychiatry", (2009, 4), "80(4):392-399", "10.1136/jnnp.2008.157164",
)  # fmt: skip
TRIAL = work(
    "Efficacy and Safety of Extracranial Vein Angioplasty in Multiple Sclerosis: A Randomized Clinical Trial",
    "Zamboni, Paolo; Tesio, Luigi; Müller, Jörg",
    "JAMA Neurology", (2018, 1), "75(1):35-43", "10.1001/jamaneurol.2017.3825",
)  # fmt: skip
LAKES = work(
    "Winter ice on small lakes and the timing of the spring bloom",
    "Ångström, Åsa; Nuñez, María José; van der Berg, Pieter",
    "Limnology Letters", (2014, 2), "12(2):101-118", "10.5555/limno.2014.0012",
)  # fmt: skip
WORKS = (VEINS, TRIAL, LAKES)


def resolved(text: str, kind: str, works: Sequence[Reference]) -> list[Resolution]:
    found = []
    for reference in formats.read(text, kind):
        asked = case(reference.as_cited())
        asked.found = list(works)
        found.append(deciding.resolution(asked, deciding.decide(asked), ("crossref",)))
    return found


def fixed(
    text: str,
    kind: str,
    *,
    works: Sequence[Reference] = tuple(map(registered, WORKS)),
    unsafe: bool = True,
    writes: Callable[[str], bool] = lambda text: True,
    mark_retracted: bool = False,
) -> Fixed:
    """Return a text put right, the changes made, and the findings whose corrections had no place."""
    resolutions = resolved(text, kind, works)
    findings = auditing.audit(formats.read(text, kind), resolutions)
    changes, left = records.changes(text, kind, resolutions, findings, writes=writes, mark_retracted=mark_retracted)
    wanted = [each for each in changes if unsafe or each.certain]
    return Fixed(applied(text, wanted), wanted, left)


def put_right_alone(whole: str, kind: str, right: str, wrong: str) -> None:
    """Assert that a fault put into a text is put right, that no other line changes, and that once is enough."""
    text = whole.replace(right, wrong, 1)
    assert text != whole
    made = fixed(text, kind)
    assert not made.left
    assert made.changes
    assert fixed(made.text, kind) == (made.text, [], [])
    unchanged = [line for line in text.split("\n") if line in whole.split("\n") and line not in wrong.split("\n")]
    assert [line for line in made.text.split("\n") if line in unchanged] == unchanged


def altered(before: str, after: str) -> list[tuple[str, str]]:
    """Return the lines that differ, each with what stands in its place; "" for one that was put in or taken out."""
    old, new = before.split("\n"), after.split("\n")
    found: list[tuple[str, str]] = []
    for kind, a, b, c, d in difflib.SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        if kind != "equal":
            paired = max(b - a, d - c)
            found += zip((old[a:b] + [""] * paired)[:paired], (new[c:d] + [""] * paired)[:paired], strict=True)
    return found
