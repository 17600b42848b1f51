"""The protocol as the session speaks it: texts whose lines end as it says, an exit whose status is kept."""

from __future__ import annotations

from collections.abc import Generator
from typing import TYPE_CHECKING, Any

from lsprotocol import types
from pygls.protocol import LanguageServerProtocol, lsp_method

if TYPE_CHECKING:
    from ccsvi_refs.lsp.session import Session


class Protocol(LanguageServerProtocol):
    """The protocol, with texts whose lines end as the specification says, and an exit whose status is kept.

    What it overrides are generators, of the handlers that are to be called.
    """

    _server: Session  # pyright: ignore[reportIncompatibleVariableOverride]  # it serves no other

    @lsp_method(types.TEXT_DOCUMENT_DID_OPEN)
    def lsp_text_document__did_open(self, params: types.DidOpenTextDocumentParams) -> Generator[Any, Any, None]:
        """Take in a document that was opened."""
        self._server.open(params.text_document)
        yield from ()

    @lsp_method(types.TEXT_DOCUMENT_DID_CHANGE)
    def lsp_text_document__did_change(self, params: types.DidChangeTextDocumentParams) -> Generator[Any, Any, None]:
        """Take in changes of a document."""
        self._server.change(params.text_document, params.content_changes)
        yield from ()

    @lsp_method(types.TEXT_DOCUMENT_DID_CLOSE)
    def lsp_text_document__did_close(self, params: types.DidCloseTextDocumentParams) -> Generator[Any, Any, None]:
        """Forget a document that was closed."""
        self._server.close(params.text_document.uri)
        yield from ()

    @lsp_method(types.EXIT)
    def lsp_exit(self, *_: object) -> Generator[Any, Any, None]:
        """End the session; its status is 1 where no shutdown was asked for before."""
        self._server.leave(0 if self._shutdown else 1)
        yield from ()
