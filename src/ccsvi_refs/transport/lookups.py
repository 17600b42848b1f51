"""Many questions of one kind: what is known is recalled, the rest asked in batches, each answer kept by itself."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Generic, TypeVar

from ccsvi_refs.errors import InputError, ServiceError
from ccsvi_refs.transport.answers import KeptAnswer
from ccsvi_refs.transport.client import Client
from ccsvi_refs.transport.services import SERVICES, Name

T = TypeVar("T")

#: Returns a JSON value for each question it got an answer to; None or an empty list says that there is nothing.
Ask = Callable[[Sequence[str]], Mapping[str, Any]]

#: What reading a JSON value of a wrong shape raises.
_MISSHAPEN = (TypeError, ValueError, LookupError, AttributeError, ArithmeticError, RecursionError, InputError)

#: Seconds between looks for what another process is asking.
_LOOK = 0.25

_log = logging.getLogger(__name__)


@dataclass(slots=True)
class Lookup(Generic[T]):
    """What a service said to each question: its value, that it has none, or why it could not be asked.

    ``stale`` are the questions that it could not be asked again, and whose old answer stands.
    """

    found: dict[str, T] = field(default_factory=dict)
    absent: set[str] = field(default_factory=set)
    failed: dict[str, ServiceError] = field(default_factory=dict)
    asked: dict[str, datetime] = field(default_factory=dict)
    stale: set[str] = field(default_factory=set)

    def add(self, key: str, value: T | None, answer: KeptAnswer) -> None:
        """Take in one answer and what was read of it."""
        self.asked[key] = answer.asked
        if not answer.fresh:
            self.stale.add(key)
        if value:
            self.found[key] = value
        else:
            self.absent.add(key)

    def take(self, other: Lookup[T]) -> None:
        """Take in another lookup's answers."""
        self.found |= other.found
        self.absent |= other.absent
        self.failed |= other.failed
        self.asked |= other.asked
        self.stale |= other.stale

    def joined(self, other: Lookup[T]) -> Lookup[T]:
        """Return both lookups as one."""
        both: Lookup[T] = Lookup()
        both.take(self)
        both.take(other)
        return both


@dataclass(frozen=True, slots=True)
class Questions(Generic[T]):
    """Questions of one ``kind`` to one service, ``size`` of them in a request.

    ``read`` makes what is wanted of an answer's JSON value; a value it cannot read is no answer.
    """

    service: Name
    kind: str
    size: int
    read: Callable[[Any], T]
    lane: str = ""


def recall(client: Client, questions: Questions[T], keys: Iterable[str]) -> tuple[Lookup[T], list[str]]:
    """Return what was answered before, and the keys that have to be asked."""
    lookup: Lookup[T] = Lookup()
    unknown = []
    prefix = _prefix(client, questions)
    for key in dict.fromkeys(keys):
        answer = client.answers.recall(prefix + key)
        if not (answer and answer.fresh and _taken(client, lookup, questions, key, answer)):
            unknown.append(key)
    return lookup, unknown


def look_up(client: Client, questions: Questions[T], keys: Iterable[str], ask: Ask) -> Lookup[T]:
    """Return what the service has for each key; a batch that fails leaves the others standing."""
    keys = list(dict.fromkeys(keys))
    lookup, unknown = recall(client, questions, keys)
    waiting: list[str] = []

    def one(batch: Sequence[str]) -> None:
        waiting.extend(_ask(client, lookup, questions, batch, ask))
        if client.progress:
            client.progress(questions.kind, len(lookup.asked) + len(lookup.failed), len(keys))

    _each(one, _batches(unknown, questions.size), client.concurrent(questions.service, questions.lane))
    while waiting:
        # Another process is asking; where it gets no answer, we ask.
        time.sleep(_LOOK)
        known, unknown = recall(client, questions, waiting)
        lookup.take(known)
        waiting.clear()
        _each(one, _batches(unknown, questions.size), 1)
    return lookup


def _batches(keys: Sequence[str], size: int) -> list[Sequence[str]]:
    return [keys[start : start + size] for start in range(0, len(keys), size)]


def _ask(client: Client, lookup: Lookup[T], questions: Questions[T], batch: Sequence[str], ask: Ask) -> Iterable[str]:
    """Take in the answers to a batch, and return what another process is asking at present."""
    prefix = _prefix(client, questions)
    # Another process may have asked since.
    known, batch = recall(client, questions, batch)
    lookup.take(known)
    mine = set(client.ledger.claim([prefix + key for key in batch], wait=not client.over))
    try:
        _ask_for(client, lookup, questions, [key for key in batch if prefix + key in mine], ask)
    finally:
        client.ledger.release(mine)
    return [key for key in batch if prefix + key not in mine]


def _ask_for(client: Client, lookup: Lookup[T], questions: Questions[T], batch: Sequence[str], ask: Ask) -> None:
    if not batch:
        return
    prefix = _prefix(client, questions)
    try:
        values = ask(batch)
    except ServiceError as error:
        _stand_by(client, lookup, questions, batch, error)
        return
    for key in batch:
        if key in values:
            answer = client.answers.remember(prefix + key, values[key], found=bool(values[key]))
            if not _taken(client, lookup, questions, key, answer):
                title = SERVICES[questions.service].title
                lookup.failed[key] = ServiceError(f"{title} sent a record of an unknown shape", title)


def _taken(client: Client, lookup: Lookup[T], questions: Questions[T], key: str, answer: KeptAnswer) -> bool:
    """Take an answer in; return whether it could be read. It is read once in a client's life."""
    known = (questions.service, questions.kind, key)
    if known not in client.readings or client.readings[known][0] != answer.asked:
        try:
            value = questions.read(answer.value) if answer.value else None
        except _MISSHAPEN as error:
            _log.warning("An answer about %s %s has a wrong shape and is left out: %r", questions.kind, key, error)
            return False
        client.readings[known] = (answer.asked, value)
    lookup.add(key, client.readings[known][1], answer)
    return True


def _stand_by(
    client: Client, lookup: Lookup[T], questions: Questions[T], batch: Sequence[str], error: ServiceError
) -> None:
    """Let old answers stand where a service cannot be asked, and note the trouble where there is none."""
    prefix = _prefix(client, questions)
    for key in batch:
        answer = client.answers.recall(prefix + key)
        if not (answer and _taken(client, lookup, questions, key, answer)):
            lookup.failed[key] = error


def _prefix(client: Client, questions: Questions[Any]) -> str:
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
