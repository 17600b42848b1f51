"""Asks a service over HTTP: politely, again where that helps, and never past a block."""

from __future__ import annotations

import logging
import random
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from http.cookiejar import DefaultCookiePolicy
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urlencode, urljoin, urlsplit

from ccsvi_refs.errors import AddressRefused, ServiceError
from ccsvi_refs.settings import Settings
from ccsvi_refs.transport.answers import Answers
from ccsvi_refs.transport.pacing import Pace
from ccsvi_refs.transport.redacting import quieten
from ccsvi_refs.transport.replies import Reply
from ccsvi_refs.transport.services import SERVICES, Name, credentials, learned, secret_headers, user_agent, withheld

if TYPE_CHECKING:
    import requests

_log = logging.getLogger(__name__)

T = TypeVar("T")
Progress = Callable[[str, int, int], None]

#: Seconds that one request may spend on waits which the service or our back-off imposes.
PATIENCE = 120.0
BODY_LIMIT = 64 * 1024 * 1024
#: Longer addresses are sent as a form; proxies on the way cut at 8 KiB or less.
ADDRESS_LIMIT = 2_000
#: Requests in a row that failed in spite of repetition; then the service counts as down for this run.
FAILURES = 3
_REDIRECTS = 5


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

    ``progress`` hears of each batch: the kind of question, how many are answered, how many there are.
    """

    def __init__(self, settings: Settings, progress: Progress | None = None) -> None:
        self.settings = settings
        self.progress = progress
        self.answers = Answers(settings.cache_dir)
        #: What was read of answers: each is read once, whoever asks for it again.
        self.readings: dict[tuple[str, str, str], tuple[datetime, Any]] = {}
        self._session = _session(settings)
        self._pace = {
            name: Pace(service.rates(settings), self.answers.stamp(service.base(settings)))
            for name, service in SERVICES.items()
        }
        self._refused: dict[Name, ServiceError] = {}
        self._failures: dict[Name, int] = {}
        self._lock = threading.Lock()
        quieten()
        for sentence in withheld(settings):
            _log.warning("%s", sentence)

    def __enter__(self) -> Client:
        return self

    def __exit__(self, *_: object) -> None:
        self._session.close()
        self.answers.close()

    def base(self, service: Name) -> str:
        """Return the address a service is asked at."""
        return SERVICES[service].base(self.settings)

    def concurrent(self, service: Name, lane: str = "") -> int:
        """Return how many requests at a time make sense now."""
        return self._pace[service].rate(lane).concurrent

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
                if attempt >= failed.tries or waited + wait > PATIENCE:
                    raise self._failed(call.service, failed) from None
                waited += wait
                time.sleep(wait)
            else:
                self._failures[call.service] = 0
                return value

    def _check(self, service: Name) -> None:
        title = SERVICES[service].title
        if self.settings.offline:
            raise ServiceError(f"{title} was not asked: offline", title)
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
        with pace.turn(call.lane):
            reply = self._fetch(call)
            pace.learn(call.lane, learned(reply.headers, pace.rate(call.lane)))
        self._judge(call, reply)
        try:
            return read(reply)
        except ServiceError as error:
            raise _Retry(error, tries=3) from None

    def _judge(self, call: Call, reply: Reply) -> None:
        """Raise what follows from the status; return where the body is worth reading."""
        service, status = call.service, reply.status
        wait = reply.retry_after()
        if reply.over_limit or (status == 503 and wait is not None):
            raise self._wait(service, reply, wait)
        if status in (401, 403):
            raise self._stop(service, reply.unusable("refuses our requests" + reply.reason))
        if status >= 500 or status in (408, 425):
            raise _Retry(reply.unusable("has trouble answering"), tries=4, wait=wait)
        if status not in call.statuses:
            what = "did not understand the request" if status in (400, 414) else "gave no usable answer"
            raise reply.unusable(what + reply.reason)

    def _wait(self, service: Name, reply: Reply, seconds: float | None) -> Exception:
        if seconds is not None and seconds > PATIENCE:
            return self._stop(service, reply.unusable(f"asks us to wait {seconds:.0f} seconds"))
        self._pace[service].pause(1.0 if seconds is None else seconds)
        return _Retry(reply.unusable("asks us to wait"), tries=6, wait=seconds)

    def _stop(self, service: Name, error: ServiceError) -> ServiceError:
        error.blocked = True
        self._refused[service] = error
        return error

    def _fetch(self, call: Call) -> Reply:
        import requests

        title = SERVICES[call.service].title
        try:
            with self._open(call) as response:
                content = b"".join(_body(response, title, self.settings.timeout))
                return Reply(title, response.status_code, response.headers, content)
        except AddressRefused as error:
            raise self._stop(call.service, ServiceError(f"{title}: {error.message}", title)) from None
        except requests.Timeout:
            raise _Retry(ServiceError(f"{title} did not answer in time", title), tries=2, counts=2) from None
        except requests.exceptions.ChunkedEncodingError:
            raise _Retry(ServiceError(f"{title} broke off its answer", title), tries=4) from None
        except requests.RequestException as error:
            reason = _reason(error)
            unreached = ServiceError(f"{title} could not be reached: {reason}", title)
            absent = reason in _ABSENT
            raise _Retry(unreached, tries=2 if absent else 3, counts=FAILURES if absent else 1) from None

    def _open(self, call: Call) -> requests.Response:
        base = self.base(call.service)
        params = {**call.params, **credentials(call.service, self.settings)}
        query = urlencode(params)
        as_form = call.form and len(base) + len(call.path) + len(query) > ADDRESS_LIMIT
        url = base + call.path + (f"?{query}" if query and not as_form else "")
        options: dict[str, Any] = {"stream": True, "allow_redirects": False, "timeout": self.settings.timeout}
        options["headers"] = {"Accept": call.accept, "User-Agent": user_agent(call.service, self.settings)}
        method, data = ("POST", params) if as_form else ("GET", None)
        secret = secret_headers(call.service, self.settings)
        response = self._session.request(method, url, data=data, **(options | {"headers": options["headers"] | secret}))
        for _ in range(_REDIRECTS):
            target = urljoin(response.url, response.headers.get("location", ""))
            if not response.is_redirect or as_form or not (call.onward or _same_host(url, target)):
                break
            response.close()
            response = self._session.get(target, **options)
        return response


def _session(settings: Settings) -> requests.Session:
    import requests

    from ccsvi_refs.transport import guard

    session = requests.Session()
    session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
    for scheme in ("http://", "https://"):
        session.mount(scheme, guard.Adapter(allow_private=settings.allow_private, pool_maxsize=10))
    return session


def _body(response: requests.Response, title: str, timeout: float) -> Iterator[bytes]:
    """Yield the body, within BODY_LIMIT bytes and four times the time-out."""
    size = 0
    until = time.monotonic() + 4 * timeout
    for chunk in response.iter_content(64 * 1024):
        size += len(chunk)
        if size > BODY_LIMIT:
            raise ServiceError(f"{title} sent more than {BODY_LIMIT} bytes", title, status=response.status_code)
        if time.monotonic() > until:
            raise _Retry(ServiceError(f"{title} did not finish its answer in time", title), tries=2, counts=2)
        yield chunk


def _same_host(url: str, target: str) -> bool:
    """Return whether a redirect stays on the host we meant to ask, so that nothing of ours goes elsewhere."""
    ours, theirs = urlsplit(url), urlsplit(target)
    upgraded = (ours.scheme, theirs.scheme) == ("http", "https") and ours.hostname == theirs.hostname
    return upgraded or (ours.scheme, ours.netloc) == (theirs.scheme, theirs.netloc)


def _backoff(attempt: int) -> float:
    """Return seconds to wait before the next attempt: 0.5, 1, 2, 4 ..., each up to a quarter longer by chance."""
    return float(min(0.5 * 2 ** (attempt - 1), 30.0) * random.uniform(1.0, 1.25))  # noqa: S311 - no secret


#: What urllib3 and the system say, in our words.
_REASONS = {
    "NameResolutionError": "its name is not known",
    "Connection refused": "connection refused",
    "Connection reset": "connection reset",
    "RemoteDisconnected": "connection closed",
    "unreachable": "no route to it",
    "CERTIFICATE_VERIFY_FAILED": "its certificate is not valid",
}
_ABSENT = frozenset({"its name is not known", "connection refused", "no route to it"})


def _reason(error: Exception) -> str:
    """Return why a connection failed, without the address that was asked."""
    text = repr(error)
    return next((reason for sign, reason in _REASONS.items() if sign in text), "connection failed")
