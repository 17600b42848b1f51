"""What an editor can ask for, and how the server is reached: over standard input and output, or a loopback port."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from typing import Any, BinaryIO

from lsprotocol import types
from pygls.exceptions import JsonRpcException
from pygls.io_ import run_async

from ccsvi_refs.lsp import acting, asking, capabilities, completing, hovering, options
from ccsvi_refs.lsp.options import Options
from ccsvi_refs.lsp.session import PATIENCE, Session

_SECTION = "ccsvi-refs"
_LOGS = ("ccsvi_refs", "pygls")
_LEVELS = ((logging.ERROR, types.MessageType.Error), (logging.WARNING, types.MessageType.Warning))


class Log(logging.Handler):
    """Sends what is logged to the editor; nothing more once the session has ended."""

    def __init__(self, session: Session, loop: asyncio.AbstractEventLoop) -> None:
        super().__init__(logging.WARNING)
        self.session = session
        self._loop = loop

    def emit(self, record: logging.LogRecord) -> None:
        """Send one message, without the trace of an error."""
        level = next((kind for least, kind in _LEVELS if record.levelno >= least), types.MessageType.Info)
        message = types.LogMessageParams(level, record.getMessage()[:2000])
        with suppress(RuntimeError):  # the loop is closed
            self._loop.call_soon_threadsafe(self.session.window_log_message, message)


def server(wanted: Options) -> Session:
    """Return a server that does all that it says it can."""
    session = Session(wanted)
    for name in _LOGS:
        logging.getLogger(name).addHandler(logging.NullHandler())
    logging.getLogger("pygls").propagate = False
    session.feature(types.INITIALIZE)(_initialize)
    session.feature(types.INITIALIZED)(_initialized)
    session.feature(types.SHUTDOWN)(_shutdown)
    session.feature(types.WORKSPACE_DID_CHANGE_CONFIGURATION)(_configured)
    session.feature(types.TEXT_DOCUMENT_DID_SAVE, types.SaveOptions(include_text=False))(_saved)
    session.feature(types.TEXT_DOCUMENT_HOVER)(_hover)
    session.feature(types.TEXT_DOCUMENT_DEFINITION)(_definition)
    offers = types.CompletionOptions(trigger_characters=list(completing.TRIGGERS))
    session.feature(types.TEXT_DOCUMENT_COMPLETION, offers)(_complete)
    kinds = [types.CodeActionKind.QuickFix, acting.FIX_ALL]
    session.feature(types.TEXT_DOCUMENT_CODE_ACTION, types.CodeActionOptions(kinds, resolve_provider=True))(_act)
    session.feature(types.CODE_ACTION_RESOLVE)(_resolve)
    return session


def _initialize(ls: Session, params: types.InitializeParams) -> None:
    ls.options = options.told(ls.options, params.initialization_options)
    loop = asyncio.get_running_loop()
    for name in _LOGS:
        logging.getLogger(name).addHandler(Log(ls, loop))


async def _initialized(ls: Session, _: types.InitializedParams) -> None:
    await _configure(ls, None)


async def _configured(ls: Session, params: types.DidChangeConfigurationParams) -> None:
    await _configure(ls, params.settings)


async def _configure(ls: Session, said: object) -> None:
    """Take in what the editor's user has set, asking for it where the editor can be asked."""
    workspace = ls.client_capabilities.workspace
    if workspace and workspace.configuration:
        wanted = types.ConfigurationParams([types.ConfigurationItem(section=_SECTION)])
        with suppress(JsonRpcException, TimeoutError):
            answer: Sequence[Any] = await asyncio.wait_for(ls.workspace_configuration_async(wanted), PATIENCE)
            said = answer[0] if answer else None
    ls.configure(options.told(ls.options, said))


def _shutdown(ls: Session, _: None) -> None:
    ls.rest()


def _saved(ls: Session, params: types.DidSaveTextDocumentParams) -> None:
    ls.save(params.text_document.uri)


async def _hover(ls: Session, params: types.HoverParams) -> types.Hover | None:
    checked = await ls.settled(params.text_document.uri)
    if checked is None:
        return None
    kind = capabilities.hover_kind(ls.client_capabilities)
    return await asking.in_thread(partial(hovering.hover, checked, params.position, kind))


async def _definition(ls: Session, params: types.DefinitionParams) -> list[types.Location]:
    checked = await ls.settled(params.text_document.uri)
    return await asking.in_thread(partial(completing.definition, checked, params.position)) if checked else []


async def _complete(ls: Session, params: types.CompletionParams) -> types.CompletionList | None:
    seen = ls.snapshot(params.text_document.uri)
    return await asking.in_thread(partial(completing.complete, seen, params.position)) if seen else None


async def _act(ls: Session, params: types.CodeActionParams) -> list[types.CodeAction]:
    checked = await ls.settled(params.text_document.uri)
    if checked is None:
        return []
    job, _ = options.job(ls.options, checked.snapshot.path)
    told, only, editor = ls.told(checked), params.context.only, capabilities.editor(ls.client_capabilities)
    return await asking.in_thread(partial(acting.actions, checked, told, params.range, only, job, editor))


async def _resolve(ls: Session, action: types.CodeAction) -> types.CodeAction:
    """Return the action with its edits; without any, where the document has changed since it was offered."""
    about = action.data if isinstance(action.data, dict) else {}
    checked = await ls.settled(str(about.get("uri", "")))
    if checked is None or checked.version != about.get("version"):
        return action
    job, _ = options.job(ls.options, checked.snapshot.path)
    editor = capabilities.editor(ls.client_capabilities)
    return await asking.in_thread(partial(acting.fix_all, checked, job, editor)) or action


def over_pipes(session: Session, reader: BinaryIO, writer: BinaryIO) -> int:
    """Serve an editor that started this process, and return the exit status."""
    try:
        session.start_io(reader, writer)
    finally:
        _unlog(session)
    return session.status


def over_tcp(session: Session, host: str, port: int, ready: Callable[[str, int], None]) -> int:
    """Serve the first editor that comes to a port, and return the exit status; ``ready`` hears which port it is."""
    try:
        asyncio.run(_serve(session, host, port, ready))
    finally:
        _unlog(session)
    return session.status


def _unlog(session: Session) -> None:
    for log in map(logging.getLogger, _LOGS):
        for handler in [each for each in log.handlers if isinstance(each, Log) and each.session is session]:
            log.removeHandler(handler)


class _Begun:
    """A stream of which one line was read already."""

    def __init__(self, line: bytes, reader: asyncio.StreamReader) -> None:
        self._line = line
        self._reader = reader

    async def readline(self) -> bytes:
        """Return the next line, that one first."""
        line, self._line = self._line, b""
        return line or await self._reader.readline()

    async def readexactly(self, n: int) -> bytes:
        """Return so many bytes."""
        return await self._reader.readexactly(n)


async def _serve(session: Session, host: str, port: int, ready: Callable[[str, int], None]) -> None:
    """Serve one editor; a browser that a page has sent here speaks HTTP, and is turned away."""
    ended, stop, busy = asyncio.Event(), session.begin(), False

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal busy
        try:
            line = b""
            with suppress(ValueError, ConnectionError):  # a line without end; who came is gone
                line = await reader.readline()
            if busy or not line.startswith((b"Content-Length: ", b"Content-Type: ")):
                return
            busy = True
            session.protocol.set_writer(writer)
            with suppress(asyncio.IncompleteReadError, ConnectionError, ValueError):
                await run_async(stop, _Begun(line, reader), session.protocol, error_handler=session.report_server_error)
            ended.set()
        finally:
            writer.close()

    async with await asyncio.start_server(talk, host, port) as listening:
        ready(*listening.sockets[0].getsockname()[:2])
        await ended.wait()
