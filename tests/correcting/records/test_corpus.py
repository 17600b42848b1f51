"""Records that others wrote, each beside a twin that a registry might have: put right, they say what the twin says."""

from __future__ import annotations

import random

from ccsvi_refs import auditing, formats
from ccsvi_refs.correcting import records
from ccsvi_refs.correcting.changes import applied
from ccsvi_refs.errors import InputError
from ccsvi_refs.formats import decoding
from ccsvi_refs.model import Bibliography, Reference
from ccsvi_refs.resolving import Resolution, comparing
from ccsvi_refs.resolving.cases import case
from tests.conftest import Corpus
from tests.correcting.records.fixing import registered

LONGEST = 60_000


def twin(reference: Reference, chance: random.Random) -> Reference:
    """Return the reference with other numbers, pages and year, a word of its title and an author changed, and a DOI."""
    data = reference.to_csl() | {"DOI": f"10.5555/twin.{chance.randrange(10**6)}"}
    data.pop("custom", None)
    if str(data.get("volume", "")).isdecimal():
        data["volume"] = str(int(data["volume"]) + 1)
    if data.get("page", "").replace("-", "").isdecimal():
        data["page"] = data["page"][:-1] + str((int(data["page"][-1]) + 3) % 10)
    if reference.issued and len(reference.issued.parts) == 1 and reference.issued.year > 1500:
        data["issued"] = {"date-parts": [[reference.issued.year - 7, *reference.issued.parts[0][1:]]]}
    words = data.get("title", "").split()
    if len(words) > 4:
        data["title"] = " ".join(["zebra" if place == 2 else word for place, word in enumerate(words)])
    if len(data.get("author", ())) > 2:
        data["author"][chance.randrange(len(data["author"]))] = {"family": "Quagga", "given": "Zoe Ada"}
    return registered(data)


def beside(bibliography: Bibliography, twins: list[Reference]) -> list[Resolution]:
    found = []
    for reference, record in zip(bibliography, twins, strict=True):
        asked = case(reference.as_cited())
        asked.identifiers = {}
        differing = tuple(comparing.discrepancies(asked, [record]))
        found.append(Resolution(asked.cited, "matched", record, 1.0, discrepancies=differing, registered=(record,)))
    return found


def test_records_of_all_programs_are_put_right_once_and_lose_nothing(corpus: Corpus) -> None:
    chance, made, left, again = random.Random(7), 0, 0, 0
    for path in sorted((corpus / "formats").rglob("*")):
        kind = formats.by_suffix(path.name) if path.is_file() and path.stat().st_size < LONGEST else None
        if kind not in records.FORMATS:
            continue
        text = decoding.decode(path.read_bytes())
        try:
            bibliography = formats.read(text, kind)
        except InputError:
            continue
        twins = [twin(reference, chance) for reference in bibliography]
        resolutions = beside(bibliography, twins)
        changes, without = records.changes(text, kind, resolutions, auditing.audit(bibliography, resolutions))
        after = applied(text, changes)
        read = formats.read(after, kind)
        assert len(read) == len(bibliography), path
        repeated = beside(read, twins)
        again += len(records.changes(after, kind, repeated, auditing.audit(read, repeated))[0])
        made += len({(each.reference, each.rule) for each in changes})
        left += len(without)
    assert made > 300
    assert again == 0
    # Most of what is left are values that several entries share and names that BibTeX could not take apart.
    assert left * 20 < made
