"""Asks a service over HTTP: politely, again where that helps, and never past a block."""

from __future__ import annotations

import logging
import random
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, TypeVar
from urllib.parse import urlencode, urlsplit

from ccsvi_refs.errors import ServiceError
from ccsvi_refs.settings import Settings
from ccsvi_refs.transport.answers import Answers
from ccsvi_refs.transport.exchange import Exchange, Request, Unanswered
from ccsvi_refs.transport.ledger import Ledger
from ccsvi_refs.transport.pacing import LanePace, Turn
from ccsvi_refs.transport.redacting import redact
from ccsvi_refs.transport.replies import Reply
from ccsvi_refs.transport.services import (
    SERVICES,
    Name,
    Rate,
    credentials,
    learned,
    secret_headers,
    user_agent,
    withheld,
)
from ccsvi_refs.transport.sharing import share

_log = logging.getLogger(__name__)

T = TypeVar("T")
OnAnswers = Callable[[str, int, int], None]

#: Seconds that one request may spend on waits which the service or our back-off imposes.
PATIENCE = 120.0
#: The same where whoever registered a DOI answers.
ONWARD_PATIENCE = 10.0
BODY_LIMIT = 32 * 1024 * 1024
#: The same where whoever registered a DOI answers.
ONWARD_LIMIT = 2 * 1024 * 1024
#: A whole answer, redirects included, may take that many time-outs.
_WHOLE = 2.0
#: Longer addresses are sent as a form; proxies on the way cut at 8 KiB or less.
ADDRESS_LIMIT = 2_000
#: Requests in a row that failed in spite of repetition; then the service counts as down for this run.
FAILURES = 3
#: How often a request is sent to a service that asks us to wait and says nothing sensible of how long.
_SENSELESS = 3


@dataclass(frozen=True, slots=True)
class Call:
    """One request: the service, the lane of its limits, the path after its address, and the parameters.

    With ``form`` a call too long for an address goes as a form in the body; ``statuses`` are those that are answers;
    ``accept`` is the media type asked for; ``onward`` lets redirects lead to other hosts.
    """

    service: Name
    path: str
    params: Mapping[str, str] = field(default_factory=dict)
    lane: str = ""
    form: bool = False
    statuses: tuple[int, ...] = (200, 404, 410)
    accept: str = "*/*"
    onward: bool = False


class _Retry(Exception):  # noqa: N818 - not an error: what to do next
    """An attempt failed and another may help: at most ``tries`` in all, after ``wait`` seconds where that is known.

    ``counts`` is for how many failures it counts: FAILURES where there is no service at all, two where it cost the
    whole time-out twice.
    """

    def __init__(self, error: ServiceError, tries: int, wait: float | None = None, *, counts: int = 1) -> None:
        super().__init__(str(error))
        self.error = error
        self.tries = tries
        self.wait = wait
        self.counts = counts


class Client:
    """A polite client for all services, with their earlier answers; several threads may use it.

    ``progress`` hears of each batch: the kind of question, how many are answered, how many there are; ``before`` is
    called before each request, and may end the run by raising.
    """

    def __init__(
        self, settings: Settings, progress: OnAnswers | None = None, before: Callable[[], None] | None = None
    ) -> None:
        self.settings = settings
        self.progress = progress
        self._before = before
        self._share = share(settings)
        self.answers = Answers(settings.cache_dir, timedelta(seconds=settings.keep_answers), self._share)
        #: What was read of answers: each is read once, whoever asks for it again.
        self.readings: dict[tuple[str, str, str], tuple[datetime, Any]] = {}
        self._exchange = Exchange(allow_private=settings.allow_private)
        self._until = time.monotonic() + settings.deadline
        #: Who asks what at present, in this process and others with the same cache.
        self.ledger = Ledger(settings.cache_dir, share=self._share)
        self._documented = {name: service.rates(settings) for name, service in SERVICES.items()}
        self._pace = {
            name: LanePace(f"{name} {service.base(settings)}", self._documented[name], self.ledger)
            for name, service in SERVICES.items()
        }
        self._refused: dict[Name, ServiceError] = {}
        self._failures: dict[Name, int] = {}
        self._lock = threading.Lock()
        for sentence in withheld(settings):
            _log.warning("%s", sentence)

    def __enter__(self) -> Client:
        return self

    def __exit__(self, *_: object) -> None:
        self._exchange.close()
        self.answers.close()
        self.ledger.close()
        if self._share:
            self._share.close()

    def base(self, service: Name) -> str:
        """Return the address a service is asked at."""
        return SERVICES[service].base(self.settings)

    @property
    def over(self) -> bool:
        """Whether the time of the run is over, or nobody is to be asked: then there is nothing to wait for."""
        return self.settings.offline or time.monotonic() >= self._until

    def concurrent(self, service: Name, lane: str = "") -> int:
        """Return how many requests at a time can ever make sense."""
        return self._documented[service][lane].concurrent

    def rate(self, service: Name, lane: str = "") -> Rate:
        """Return the limits that a lane of a service keeps at present."""
        return self._pace[service].rate(lane)

    def send(self, call: Call, read: Callable[[Reply], T]) -> T:
        """Return what ``read`` makes of the answer.

        ServiceError where the service cannot be asked, refuses us, or gives no answer that ``read`` can use.
        """
        waited = 0.0
        attempt = 0
        while True:
            attempt += 1
            self._check(call.service)
            try:
                value = self._attempt(call, read)
            except _Retry as failed:
                wait = _backoff(attempt) if failed.wait is None else failed.wait
                if attempt >= failed.tries or waited + wait > min(_patience(call), self._until - time.monotonic()):
                    raise self._failed(call.service, failed) from None
                waited += wait
                time.sleep(wait)
            else:
                self._failures[call.service] = 0
                return value

    def _check(self, service: Name) -> None:
        title = SERVICES[service].title
        if self._before:
            self._before()
        if self.settings.offline:
            raise ServiceError(f"{title} was not asked: offline", title)
        if time.monotonic() >= self._until:
            raise self._over(title)
        if refused := self._refused.get(service):
            raise refused

    def _failed(self, service: Name, failed: _Retry) -> ServiceError:
        with self._lock:
            self._failures[service] = self._failures.get(service, 0) + failed.counts
            if self._failures[service] >= FAILURES:
                self._refused[service] = failed.error
        return failed.error

    def _attempt(self, call: Call, read: Callable[[Reply], T]) -> T:
        pace = self._pace[call.service]
        with pace.turn(call.lane) as turn:
            reply = self._fetch(call)
        self._judge(call, reply, turn)
        pace.learn(call.lane, learned(reply.headers, self._documented[call.service][call.lane]))
        try:
            return read(reply)
        except ServiceError as error:
            raise _Retry(error, tries=3) from None

    def _judge(self, call: Call, reply: Reply, turn: Turn) -> None:
        """Raise what follows from the status; return where the body is worth reading."""
        status = reply.status
        wait = reply.retry_after()
        if reply.over_limit or (status == 503 and wait is not None):
            raise self._wait(call, reply, turn, wait)
        if status in (401, 403):
            raise self._stop(call, reply.unusable("refuses our requests" + reply.reason))
        if status >= 500 or status in (408, 425):
            raise _Retry(reply.unusable("has trouble answering"), tries=4, wait=wait)
        if status not in call.statuses:
            what = "did not understand the request" if status in (400, 414) else "gave no usable answer"
            raise reply.unusable(what + reply.reason)

    def _wait(self, call: Call, reply: Reply, turn: Turn, seconds: float | None) -> Exception:
        if seconds is not None and seconds > _patience(call):
            return self._stop(call, reply.unusable(f"asks us to wait {seconds:.0f} seconds"))
        self._pace[call.service].slow_down(turn, 1.0 if seconds is None else seconds)
        if said := reply.senseless_wait:
            error = reply.unusable(f"asks us to wait and names no time to come (Retry-After: {said})")
            return _Retry(error, tries=_SENSELESS, counts=_refusals(call))
        return _Retry(reply.unusable("asks us to wait"), tries=6, wait=seconds, counts=_refusals(call))

    def _stop(self, call: Call, error: ServiceError) -> ServiceError:
        """Leave a service alone from now on; one of many hosts that redirects lead to says nothing of the others."""
        if not call.onward:
            error.blocked = True
            self._refused[call.service] = error
        return error

    def _fetch(self, call: Call) -> Reply:
        title = SERVICES[call.service].title
        try:
            received = self._exchange.fetch(self._request(call))
        except Unanswered as trouble:
            raise self._trouble(call, title, trouble) from None
        _log.debug("%s: %s: %d", title, redact(received.url), received.status)
        return Reply(title, received.status, received.headers, received.content)

    def _trouble(self, call: Call, title: str, trouble: Unanswered) -> Exception:
        said, tries, counts = _TROUBLES[trouble.kind]
        error = ServiceError(f"{title} {said}".format(trouble), title)
        if trouble.kind in ("late", "unfinished") and time.monotonic() >= self._until:
            return self._over(title)
        if trouble.kind == "refused":
            return self._stop(call, error)
        return _Retry(error, tries, counts=1 if call.onward else counts)

    def _over(self, title: str) -> ServiceError:
        return ServiceError(
            f"{title} was not asked to the end: the run's {self.settings.deadline:g} seconds are over", title
        )

    def _request(self, call: Call) -> Request:
        base = self.base(call.service)
        params = {**call.params, **credentials(call.service, self.settings)}
        query = urlencode(params)
        as_form = call.form and len(base) + len(call.path) + len(query) > ADDRESS_LIMIT
        left = max(self._until - time.monotonic(), 0.001)
        return Request(
            base + call.path + (f"?{query}" if query and not as_form else ""),
            {"Accept": call.accept, "User-Agent": user_agent(call.service, self.settings)},
            secret_headers(call.service, self.settings),
            params if as_form else None,
            seconds=min(self.settings.timeout, left),
            whole=min(_WHOLE * self.settings.timeout, left),
            most=ONWARD_LIMIT if call.onward else BODY_LIMIT,
            onward=(lambda _, __: True) if call.onward else _same_host,
        )


def _refusals(call: Call) -> int:
    """Return for how many failures it counts that a service asked us to wait each time a request was sent."""
    return 1 if call.onward else FAILURES


def _patience(call: Call) -> float:
    return ONWARD_PATIENCE if call.onward else PATIENCE


def _same_host(url: str, target: str) -> bool:
    """Return whether a redirect stays on the host we meant to ask, so that nothing of ours goes elsewhere."""
    ours, theirs = urlsplit(url), urlsplit(target)
    upgraded = (ours.scheme, theirs.scheme) == ("http", "https") and ours.hostname == theirs.hostname
    return upgraded or (ours.scheme, ours.netloc) == (theirs.scheme, theirs.netloc)


def _backoff(attempt: int) -> float:
    """Return seconds to wait before the next attempt: 0.5, 1, 2, 4 ..., each up to a quarter longer by chance."""
    return float(min(0.5 * 2 ** (attempt - 1), 30.0) * random.uniform(1.0, 1.25))  # noqa: S311 - no secret


#: What is said of each kind of trouble, how often a request is sent at most, and for how many failures it counts.
_TROUBLES: Mapping[str, tuple[str, int, int]] = {
    "late": ("did not answer in time", 2, 2),
    "unfinished": ("did not finish its answer in time", 1, 2),
    "broken off": ("broke off its answer", 4, 1),
    "large": ("sent too much: {}", 1, 1),
    "packed": ("sent what cannot be unpacked: {}", 3, 1),
    "refused": ("is not asked: {}", 1, 1),
    "absent": ("could not be reached: {}", 2, FAILURES),
    "unreached": ("could not be reached: {}", 3, 1),
}
