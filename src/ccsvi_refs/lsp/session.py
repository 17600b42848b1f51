"""A session with an editor: its documents, checked when they change, and the registries asked when they are saved."""

from __future__ import annotations

import asyncio
import logging
import threading
import time
import uuid
from collections.abc import Coroutine, Sequence
from functools import partial
from typing import Any

from lsprotocol import types
from pygls.exceptions import JsonRpcException
from pygls.lsp.server import LanguageServer
from pygls.protocol import default_converter

from ccsvi_refs._version import __version__
from ccsvi_refs.errors import CcsviRefsError
from ccsvi_refs.examining import Facts, Job
from ccsvi_refs.lsp import asking, capabilities, checking, diagnosing, documents, options
from ccsvi_refs.lsp.asking import in_thread
from ccsvi_refs.lsp.checking import Checked
from ccsvi_refs.lsp.diagnosing import Told
from ccsvi_refs.lsp.documents import Opened, Snapshot
from ccsvi_refs.lsp.options import Options
from ccsvi_refs.lsp.protocol import Protocol
from ccsvi_refs.model import Bibliography

#: Seconds without a change after which a document is checked again.
PAUSE = 0.3
#: As many at most where a check takes longer than that.
_LONGEST_PAUSE = 3.0
#: Documents that registries are asked about at the same time.
_AT_ONCE = 2
#: Seconds for an editor to answer what it is asked.
PATIENCE = 5.0
_LOG = logging.getLogger(__name__)


class Session(LanguageServer):
    """The server: what is open, what its user wants, and the exit status, which is 1 until the editor says goodbye."""

    def __init__(self, wanted: Options) -> None:
        super().__init__(
            "ccsvi-refs", __version__, protocol_cls=Protocol, converter_factory=default_converter, max_workers=2
        )
        self.options = wanted
        self.status = 1
        self._documents: dict[str, Opened] = {}
        self._told: dict[str, tuple[int, Sequence[Told]]] = {}
        self._slots = asyncio.Semaphore(_AT_ONCE)
        self._complained: set[str] = set()
        self._tasks: set[asyncio.Task[None]] = set()

    # What the editor says of documents.

    def open(self, item: types.TextDocumentItem) -> None:
        """Take in a document that was opened, check it and ask about it."""
        self.close(item.uri)
        document = documents.opened(item)
        self._documents[item.uri] = document
        self.examine(document)

    def change(
        self,
        named: types.VersionedTextDocumentIdentifier,
        changes: Sequence[types.TextDocumentContentChangeEvent],
    ) -> None:
        """Take in changes of a document, and check it when no more follow."""
        document = self._documents.get(named.uri)
        if document is None:
            return
        documents.change(document, changes, named.version, self.encoding)
        if document.waiting:
            document.waiting.cancel()
        pause = min(max(PAUSE, document.took), _LONGEST_PAUSE)
        document.waiting = asyncio.get_running_loop().call_later(pause, self._check_soon, document)

    def save(self, uri: str) -> None:
        """Ask about a document that was saved, and check those that may rest on it."""
        if document := self._documents.get(uri):
            self.examine(document)
        for other in self._documents.values():
            if other.uri != uri and other.checked and other.checked.read and other.checked.read.page.citations:
                other.checked = None
                self._check_soon(other)

    def close(self, uri: str) -> None:
        """Forget a document, and what is being asked about it."""
        if document := self._documents.pop(uri, None):
            _stop(document)
            self._told.pop(uri, None)
            self._publish(uri, None, [])

    def rest(self) -> None:
        """Ask nothing further, and check nothing more."""
        for document in self._documents.values():
            _stop(document)

    def leave(self, status: int) -> None:
        """End the session: nothing is waited for."""
        self.status = status
        self.rest()
        if self._stop_event is not None:
            self._stop_event.set()

    def begin(self) -> threading.Event:
        """Return what ends the loop that listens to the editor."""
        self._stop_event = threading.Event()
        return self._stop_event

    def configure(self, wanted: Options) -> None:
        """Take in what the editor's user wants; where that is something else than before, documents are asked about."""
        if wanted != self.options:
            self.options = wanted
            for document in self._documents.values():
                self.examine(document)

    # What is known of them.

    def snapshot(self, uri: str) -> Snapshot | None:
        """Return an open document as it is now."""
        document = self._documents.get(uri)
        return documents.snapshot(document, self.encoding) if document else None

    def told(self, checked: Checked) -> Sequence[Told]:
        """Return what the editor was told with a check."""
        version, told = self._told.get(checked.snapshot.uri, (-1, ()))
        return told if version == checked.version else ()

    async def settled(self, uri: str) -> Checked | None:
        """Return the check of a document as it is now, None where there is none."""
        document = self._documents.get(uri)
        if document is None:
            return None
        for _ in range(3):  # while its user goes on typing, no answer is right for long
            await self._check(document)
            if document.checked and document.checked.version == document.version:
                return document.checked
        return None

    def examine(self, document: Opened) -> None:
        """Begin to check a document and to ask about it; what was being asked is asked no further."""
        _stop(document)
        document.checked = None
        document.asking = self._begin(self._ask(document))

    async def _check(self, document: Opened) -> None:
        """Check a document, if its version was not, and tell the editor, if it has not changed meanwhile."""
        async with document.lock:
            if document.checked and document.checked.version == document.version:
                return
            seen = documents.snapshot(document, self.encoding)
            begun = time.monotonic()
            checked, told, beside = await in_thread(partial(self._judge, document, seen, self.options))
            document.took = time.monotonic() - begun
            if self._documents.get(document.uri) is document and document.version == seen.version:
                document.checked = checked
                self._told[document.uri] = (seen.version, told)
                self._publish(document.uri, seen.version, [*(each.diagnostic for each in told), *beside])

    def _judge(
        self, document: Opened, seen: Snapshot, wanted: Options
    ) -> tuple[Checked, Sequence[Told], Sequence[types.Diagnostic]]:
        """Return the check of a version, and what the editor is to be told of it."""
        job, refused = options.job(wanted, seen.path)
        for sentence in refused:
            if sentence not in self._complained:
                self._complained.add(sentence)
                _LOG.warning("%s", sentence)
        known = dict(document.known)
        checked = checking.check(seen, known, document.statuses, job)
        if again := checking.recollected(checked, known, job):
            document.known.update(again)
            checked = checking.check(seen, known | again, document.statuses, job)
        return (
            checked,
            diagnosing.told(checked, related=capabilities.relates(self.client_capabilities)),
            diagnosing.beside(checked),
        )

    def _check_soon(self, document: Opened) -> None:
        document.waiting = None
        self._begin(self._check(document))

    async def _ask(self, document: Opened) -> None:
        """Ask the registries what is not known of a document, and check it by what they say."""
        while (checked := await self.settled(document.uri)) is None:
            await asyncio.sleep(PAUSE)
        if checked.read is None:
            return
        job, _ = options.job(self.options, document.path)
        page = checking.unknown(checked.read.page, document.known)
        if not page.references and not (job.links and page.links):
            return
        async with self._slots:
            facts = await self._facts(page, job)
        if facts is not None and self._documents.get(document.uri) is document:
            document.known |= checking.learned(facts.resolutions)
            document.statuses = facts.statuses
            document.checked = None
            await self._check(document)

    async def _facts(self, page: Bibliography, job: Job) -> Facts | None:
        """Return what the registries and sites say, None where nobody wants to know it any more."""
        stop = threading.Event()
        loop = asyncio.get_running_loop()
        token = await self._progress(page.path)

        def report(stage: str, done: int, total: int) -> None:
            if token:
                loop.call_soon_threadsafe(self._report, token, stage, done, total)

        asked = in_thread(partial(asking.ask, page, job, stop, report))
        if token:
            self.work_done_progress.tokens[token].add_done_callback(lambda _: asked.cancel())
        try:
            return await asked
        except CcsviRefsError as error:
            _LOG.warning("%s", error)
            return None
        finally:
            stop.set()
            if token:
                self.work_done_progress.tokens.pop(token, None)
                self.work_done_progress.end(token, types.WorkDoneProgressEnd())

    async def _progress(self, path: str) -> str:
        """Return the token of a progress that the editor shows, empty where it shows none."""
        if not capabilities.shows_progress(self.client_capabilities):
            return ""
        token = str(uuid.uuid4())
        try:
            await asyncio.wait_for(self.work_done_progress.create_async(token), PATIENCE)
        except (JsonRpcException, TimeoutError):
            return ""
        name = path.replace("\\", "/").rpartition("/")[2]
        begin = types.WorkDoneProgressBegin(f"Checking references of {name}", cancellable=True, percentage=0)
        self.work_done_progress.begin(token, begin)
        return token

    def _report(self, token: str, stage: str, done: int, total: int) -> None:
        if token in self.work_done_progress.tokens:
            percentage = 100 * done // total if total else 100
            report = types.WorkDoneProgressReport(message=f"{stage}: {done} of {total}", percentage=percentage)
            self.work_done_progress.report(token, report)

    def _begin(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._ended)
        return task

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()):
            _LOG.error("internal error, please report it: %s: %s", type(error).__name__, error)

    def _publish(self, uri: str, version: int | None, diagnostics: Sequence[types.Diagnostic]) -> None:
        self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, list(diagnostics), version))

    # What the editor can do.

    @property
    def encoding(self) -> str:
        """In what the editor counts places in a line."""
        return self.server_capabilities.position_encoding or types.PositionEncodingKind.Utf16

    def report_server_error(self, error: Exception, source: type[Exception]) -> None:
        """Log what went wrong; a request has its error for an answer, and nothing else is for the user to see."""
        _LOG.error("%s: %s", source.__name__, error)


def _stop(document: Opened) -> None:
    """Begin no check and ask nothing further about a document."""
    if document.waiting:
        document.waiting.cancel()
        document.waiting = None
    if document.asking:
        document.asking.cancel()
        document.asking = None
