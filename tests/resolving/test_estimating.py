"""An estimate that holds: no service is asked more often than was said before the run."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from ccsvi_refs.model import FrozenDict, Mention, Reference
from ccsvi_refs.resolving import estimate, resolve
from ccsvi_refs.transport.services import SERVICES
from tests.resolving.test_resuming import NAMED, TEXTS, WORKS
from tests.service_data import Holdings, article
from tests.services import Services

UNKNOWN = [
    f"Void {chr(65 + n)}. Harps of number {n} in the deep north. J Nowhere 19{60 + n};{n}:1-2." for n in range(12)
]


def of_text(text: str, key: str) -> Reference:
    return Reference(FrozenDict({"id": key}), Mention(text))


MIXES = {
    "strings": [of_text(text, str(n)) for n, text in enumerate([*TEXTS, *UNKNOWN])],
    "dois": [Reference(FrozenDict({"id": str(n), "DOI": f"10.1000/w{n}"})) for n in range(len(NAMED) + 6)],
    "pmids": [Reference(FrozenDict({"id": str(n), "PMID": str(n + 11)})) for n in range(9)],
    "wrong places": [of_text(text.replace("2015;", "2015;9"), str(n)) for n, text in enumerate(TEXTS)],
}


@pytest.mark.parametrize("mix", MIXES)
def test_no_service_is_asked_more_often_than_was_said(tmp_path: Path, mix: str) -> None:
    articles = {str(n): article(str(n), item) for n, item in enumerate(WORKS[:12], 11)}
    with Services(Holdings(WORKS, articles)) as services:
        settings = services.settings(tmp_path)
        before = estimate(MIXES[mix], settings)
        resolve(MIXES[mix], settings)
        asked = Counter(SERVICES[seen.service].title for seen in services.requests)
        after = estimate(MIXES[mix], settings)
    assert asked - Counter(before.requests) == Counter()
    assert sum(after.requests.values()) < sum(before.requests.values())


def test_what_is_known_of_every_reference_needs_no_requests(tmp_path: Path) -> None:
    with Services(Holdings(WORKS)) as services:
        settings = services.settings(tmp_path)
        resolve(MIXES["dois"][:8], settings)
        after = estimate(MIXES["dois"][:8], settings)
    assert str(after) == "no requests: every answer is known"
