"""An editor for tests: it starts the server, keeps its own texts, and counts places as the specification says."""

from __future__ import annotations

import asyncio
import os
import re
import sys
from functools import partial
from pathlib import Path

from lsprotocol import types
from pygls.lsp.client import LanguageClient

import ccsvi_refs
from ccsvi_refs.lsp import server
from ccsvi_refs.lsp.options import Options

WAIT = 15
CAPABILITIES = types.ClientCapabilities(
    window=types.WindowClientCapabilities(work_done_progress=True),
    workspace=types.WorkspaceClientCapabilities(
        configuration=True, workspace_edit=types.WorkspaceEditClientCapabilities(document_changes=True)
    ),
    text_document=types.TextDocumentClientCapabilities(
        publish_diagnostics=types.PublishDiagnosticsClientCapabilities(related_information=True),
        code_action=types.CodeActionClientCapabilities(
            resolve_support=types.ClientCodeActionResolveOptions(properties=["edit"])
        ),
    ),
)


def offset(text: str, place: types.Position) -> int:
    """Return the index in a text of a position counted in UTF-16."""
    starts = [0, *(match.end() for match in re.finditer("\r\n|\r|\n", text))]
    start = starts[place.line]
    line = re.split("[\r\n]", text[start:])[0].encode("utf-16-le", "surrogatepass")
    assert place.character <= len(line) // 2, "a place behind the end of its line"
    return start + len(line[: 2 * place.character].decode("utf-16-le"))


def within(text: str, where: types.Range) -> str:
    return text[offset(text, where.start) : offset(text, where.end)]


def position(text: str, words: str, behind: int = 0) -> types.Position:
    """Return where words first stand in a text."""
    at = text.index(words) + behind
    before = text[:at].replace("\r\n", "\n").replace("\r", "\n")
    line = before.rpartition("\n")[2]
    return types.Position(before.count("\n"), len(line.encode("utf-16-le")) // 2)


class Editor:
    """What a user has open; ``told`` are the last diagnostics of each document, ``log`` what the server logged."""

    def __init__(self, environment: dict[str, str], *, settings: object = None, here: Options | None = None) -> None:
        """Of the settings the server is told when it asks; ``here`` is one in this process, with these options."""
        self.client = LanguageClient("test", "1")
        self.texts: dict[str, str] = {}
        self.versions: dict[str, int] = {}
        self.told: dict[str, types.PublishDiagnosticsParams] = {}
        self.log: list[str] = []
        self.stages: list[object] = []
        self._news = asyncio.Condition()
        code = Path(ccsvi_refs.__file__).parents[1]
        self._environment = os.environ | environment | {"PYTHONPATH": str(code)}
        self._here = server.server(here) if here else None
        self._served: asyncio.Task[int] | None = None
        self._settings = settings

    async def __aenter__(self) -> Editor:
        client = self.client

        @client.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
        async def published(params: types.PublishDiagnosticsParams) -> None:
            async with self._news:
                self.told[params.uri] = params
                self._news.notify_all()

        @client.feature(types.PROGRESS)
        async def moved(params: types.ProgressParams) -> None:
            async with self._news:
                self.stages.append(params)
                self._news.notify_all()

        @client.feature(types.WINDOW_LOG_MESSAGE)
        def logged(params: types.LogMessageParams) -> None:
            self.log.append(params.message)

        @client.feature(types.WINDOW_WORK_DONE_PROGRESS_CREATE)
        def create(params: types.WorkDoneProgressCreateParams) -> None:
            return None

        @client.feature(types.WORKSPACE_CONFIGURATION)
        def configured(params: types.ConfigurationParams) -> list[object]:
            return [self._settings]

        if self._here is None:
            await client.start_io(sys.executable, "-m", "ccsvi_refs", "lsp", env=self._environment)
        else:
            loop, where = asyncio.get_running_loop(), asyncio.Queue[tuple[str, int]]()
            ready = partial(loop.call_soon_threadsafe, where.put_nowait)
            serve = partial(server.over_tcp, self._here, "127.0.0.1", 0, lambda *at: ready(at))
            self._served = asyncio.create_task(asyncio.to_thread(serve))
            await client.start_tcp(*await where.get())
        self.answer = await client.initialize_async(types.InitializeParams(CAPABILITIES))
        client.initialized(types.InitializedParams())
        return self

    async def __aexit__(self, *_: object) -> None:
        process = self.client._server
        if process is not None and process.returncode is None:
            process.kill()
        if self._served and not self._served.done():
            self.client.exit(None)
        await self.client.stop()

    async def leave(self) -> int:
        """Say goodbye as the specification has it and return the server's exit status."""
        await self.client.shutdown_async(None)
        return await self.go()

    async def go(self) -> int:
        """Go without goodbye and return the server's exit status."""
        self.client.exit(None)
        process = self.client._server
        ended = process.wait() if process else self._served
        assert ended is not None
        return await asyncio.wait_for(ended, WAIT)

    def open(self, uri: str, text: str, language: str = "") -> str:
        self.texts[uri], self.versions[uri] = text, 1
        item = types.TextDocumentItem(uri, language, 1, text)
        self.client.text_document_did_open(types.DidOpenTextDocumentParams(item))
        return uri

    def open_file(self, path: Path, language: str = "") -> str:
        return self.open(path.as_uri(), path.read_bytes().decode(), language)

    def type(self, uri: str, *edits: types.TextEdit) -> None:
        """Make edits one after the other, and tell the server."""
        changes: list[types.TextDocumentContentChangeEvent] = []
        for edit in edits:
            self._put(uri, edit)
            changes.append(types.TextDocumentContentChangePartial(edit.range, edit.new_text))
        self.versions[uri] += 1
        named = types.VersionedTextDocumentIdentifier(self.versions[uri], uri)
        self.client.text_document_did_change(types.DidChangeTextDocumentParams(named, changes))

    def _put(self, uri: str, edit: types.TextEdit) -> None:
        text = self.texts[uri]
        start, end = offset(text, edit.range.start), offset(text, edit.range.end)
        self.texts[uri] = text[:start] + edit.new_text + text[end:]

    def apply(self, edit: types.WorkspaceEdit) -> None:
        """Make the edits of an action, which are all of places in the text as it is."""
        for change in edit.document_changes or []:
            assert isinstance(change, types.TextDocumentEdit)
            uri = change.text_document.uri
            assert change.text_document.version == self.versions[uri]
            edits = [each for each in change.edits if isinstance(each, types.TextEdit)]
            backwards = sorted(edits, key=lambda each: -offset(self.texts[uri], each.range.start))
            self.type(uri, *backwards)

    def save(self, uri: str, path: Path) -> bytes:
        data = self.texts[uri].encode()
        path.write_bytes(data)
        self.client.text_document_did_save(types.DidSaveTextDocumentParams(types.TextDocumentIdentifier(uri)))
        return data

    async def diagnostics(self, uri: str, *rules: str) -> list[types.Diagnostic]:
        """Return the diagnostics of a document as it is, when they are those of all these rules and no others."""

        def done() -> bool:
            told = self.told.get(uri)
            return bool(
                told
                and told.version == self.versions[uri]
                and sorted(str(each.code) for each in told.diagnostics) == sorted(rules)
            )

        async with self._news:
            try:
                await asyncio.wait_for(self._news.wait_for(done), WAIT)
            except TimeoutError:
                raise AssertionError(f"instead of {rules}: {self.told.get(uri)}, {self.log}") from None
            return list(self.told[uri].diagnostics)

    async def staged(self, kind: str) -> types.ProgressParams:
        """Return the first report of progress of a kind, when there is one."""

        def found() -> types.ProgressParams | None:
            each = (each for each in self.stages if isinstance(each, types.ProgressParams))
            return next((one for one in each if one.value["kind"] == kind), None)

        async with self._news:
            await asyncio.wait_for(self._news.wait_for(lambda: found() is not None), WAIT)
            one = found()
            assert one
            return one

    async def actions(self, uri: str, where: types.Range, only: list[str] | None = None) -> list[types.CodeAction]:
        context = types.CodeActionContext([], only)
        named = types.TextDocumentIdentifier(uri)
        found = await self.client.text_document_code_action_async(types.CodeActionParams(named, where, context))
        return [each for each in found or [] if isinstance(each, types.CodeAction)]

    async def hover(self, uri: str, words: str, behind: int = 0) -> str:
        place = position(self.texts[uri], words, behind)
        named = types.TextDocumentIdentifier(uri)
        found = await self.client.text_document_hover_async(types.HoverParams(named, place))
        return found.contents.value if found and isinstance(found.contents, types.MarkupContent) else ""

    async def keys(self, uri: str, words: str, behind: int) -> list[str]:
        """Return the keys that are offered for what is being written."""
        place = position(self.texts[uri], words, behind)
        named = types.TextDocumentIdentifier(uri)
        found = await self.client.text_document_completion_async(types.CompletionParams(named, place))
        return [item.label for item in found.items] if isinstance(found, types.CompletionList) else []
