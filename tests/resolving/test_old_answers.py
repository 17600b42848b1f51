"""What stands where a service cannot be asked again: answers too old to be used otherwise."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from ccsvi_refs.model import FrozenDict, Mention, Reference
from ccsvi_refs.resolving import resolve
from ccsvi_refs.transport import answers
from tests.service_data import Holdings, article, work
from tests.services import TEXT, Answer, Services

DRUM = work("10.1000/drum", "Rhythm and recall in elderly drummers", "Malagoni", volume="12", page="101-109")
HARP = work("10.1000/harp", "Harp strings under arctic conditions", "Nielsen", volume="7", page="33-41")
CITED = [
    Reference(FrozenDict({"id": "d", "DOI": "10.1000/drum"})),
    Reference(
        FrozenDict({"id": "h"}), Mention("Nielsen J. Harp strings under arctic conditions. J Tests 2015;7:33-41.")
    ),
    Reference(FrozenDict({"id": "n"}), Mention("Quill P. Bassoons among bees. Journal of Bees 1999;1:2-3.")),
]


@pytest.fixture
def nothing_lasts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answers, "FOUND", timedelta(seconds=-1))
    monkeypatch.setattr(answers, "ABSENT", timedelta(seconds=-1))


@pytest.mark.usefixtures("nothing_lasts")
def test_offline_an_expired_answer_was_dropped(tmp_path: Path) -> None:
    with Services(Holdings([DRUM, HARP], {"11": article("11", DRUM)})) as services:
        first = resolve(CITED, services.settings(tmp_path))
        asked = len(services.requests)
        offline = resolve(CITED, services.settings(tmp_path, offline=True))
        assert len(services.requests) == asked
    assert [found.status for found in offline] == [found.status for found in first]
    assert [found.status for found in first] == ["matched", "matched", "not-found"]
    assert offline[0].reference == first[0].reference
    assert all(any("Crossref could not be asked again" in problem for problem in r.problems) for r in offline)
    assert not any(found.problems for found in first)


@pytest.mark.usefixtures("nothing_lasts")
def test_what_is_down_is_asked_again_when_it_is_back(tmp_path: Path) -> None:
    with Services(Holdings([DRUM, HARP])) as services:
        resolve(CITED, services.settings(tmp_path))
        services.fail_always("crossref", Answer(b"Forbidden", 403, TEXT))
        down = resolve(CITED, services.settings(tmp_path))
        services.recover("crossref")
        back = resolve(CITED, services.settings(tmp_path))
    assert [found.status for found in down] == ["matched", "matched", "not-found"]
    assert all(any("its answer of" in problem for problem in found.problems) for found in down)
    assert not any(found.problems for found in back)


def test_recent_answers_are_used_offline_without_a_word(tmp_path: Path) -> None:
    with Services(Holdings([DRUM, HARP], {"11": article("11", DRUM)})) as services:
        resolve(CITED, services.settings(tmp_path))
        offline = resolve(CITED, services.settings(tmp_path, offline=True))
    assert not any(found.problems for found in offline)
