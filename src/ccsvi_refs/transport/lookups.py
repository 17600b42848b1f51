"""Many questions of one kind: what is known is recalled, the rest asked in batches, each answer kept by itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from ccsvi_refs.errors import ServiceError
from ccsvi_refs.transport.answers import Answer
from ccsvi_refs.transport.client import Client
from ccsvi_refs.transport.services import Name

#: Returns a JSON value for each question it got an answer to; None or an empty list says that there is nothing.
Ask = Callable[[Sequence[str]], Mapping[str, Any]]


@dataclass(slots=True)
class Lookup:
    """What a service said to each question: its value, that it has none, or why it could not be asked.

    ``stale`` are the questions that it could not be asked again, and whose old answer stands.
    """

    found: dict[str, Any] = field(default_factory=dict)
    absent: set[str] = field(default_factory=set)
    failed: dict[str, ServiceError] = field(default_factory=dict)
    asked: dict[str, datetime] = field(default_factory=dict)
    stale: set[str] = field(default_factory=set)

    def add(self, key: str, answer: Answer) -> None:
        """Take in one answer."""
        self.asked[key] = answer.asked
        if not answer.fresh:
            self.stale.add(key)
        if answer.value:
            self.found[key] = answer.value
        else:
            self.absent.add(key)

    def joined(self, other: Lookup) -> Lookup:
        """Return both lookups as one."""
        return Lookup(
            self.found | other.found,
            self.absent | other.absent,
            self.failed | other.failed,
            self.asked | other.asked,
            self.stale | other.stale,
        )


@dataclass(frozen=True, slots=True)
class Questions:
    """Questions of one ``kind`` to one service, ``size`` of them in a request."""

    service: Name
    kind: str
    size: int
    lane: str = ""


def recall(client: Client, questions: Questions, keys: Iterable[str]) -> tuple[Lookup, list[str]]:
    """Return what was answered before, and the keys that have to be asked."""
    lookup = Lookup()
    unknown = []
    prefix = _prefix(client, questions)
    for key in dict.fromkeys(keys):
        answer = client.answers.recall(prefix + key)
        if answer and answer.fresh:
            lookup.add(key, answer)
        else:
            unknown.append(key)
    return lookup, unknown


def look_up(client: Client, questions: Questions, keys: Iterable[str], ask: Ask) -> Lookup:
    """Return what the service has for each key; a batch that fails leaves the others standing."""
    keys = list(dict.fromkeys(keys))
    lookup, unknown = recall(client, questions, keys)
    prefix = _prefix(client, questions)
    batches = [unknown[start : start + questions.size] for start in range(0, len(unknown), questions.size)]

    def one(batch: Sequence[str]) -> None:
        try:
            values = ask(batch)
        except ServiceError as error:
            _stand_by(client, lookup, batch, prefix, error)
            values = {}
        for key in batch:
            if key in values:
                lookup.add(key, client.answers.remember(prefix + key, values[key], found=bool(values[key])))
        if client.progress:
            client.progress(questions.kind, len(lookup.asked) + len(lookup.failed), len(keys))

    _each(one, batches, client.concurrent(questions.service, questions.lane))
    return lookup


def _stand_by(client: Client, lookup: Lookup, batch: Sequence[str], prefix: str, error: ServiceError) -> None:
    """Let old answers stand where a service cannot be asked, and note the trouble where there is none."""
    for key in batch:
        if answer := client.answers.recall(prefix + key):
            lookup.add(key, answer)
        else:
            lookup.failed[key] = error


def _prefix(client: Client, questions: Questions) -> str:
    return f"{client.base(questions.service)} {questions.kind} "


def _each(function: Callable[[Sequence[str]], None], batches: Sequence[Sequence[str]], workers: int) -> None:
    if workers == 1 or len(batches) < 2:
        for batch in batches:
            function(batch)
        return
    pool = ThreadPoolExecutor(max_workers=workers)
    try:
        for _ in pool.map(function, batches):
            pass
    finally:
        pool.shutdown(cancel_futures=True)
