"""What an editor says it can do.

https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/#clientCapabilities
"""

from __future__ import annotations

from lsprotocol.types import ClientCapabilities, MarkupKind

from ccsvi_refs.lsp.acting import Editor


def editor(said: ClientCapabilities) -> Editor:
    """Return which edits and actions an editor takes."""
    edits = said.workspace and said.workspace.workspace_edit
    action = said.text_document and said.text_document.code_action
    waits = bool(action and action.resolve_support and "edit" in action.resolve_support.properties)
    return Editor(bool(edits and edits.document_changes), waits)


def hover_kind(said: ClientCapabilities) -> MarkupKind:
    """Return what an editor shows beside a place: Markdown, if it can."""
    hover = said.text_document and said.text_document.hover
    kinds = hover.content_format if hover else None
    return MarkupKind.PlainText if kinds and MarkupKind.Markdown not in kinds else MarkupKind.Markdown


def relates(said: ClientCapabilities) -> bool:
    """Return whether an editor shows what is related to a diagnostic."""
    told = said.text_document and said.text_document.publish_diagnostics
    return bool(told and told.related_information)


def shows_progress(said: ClientCapabilities) -> bool:
    """Return whether an editor shows progress that the server begins."""
    return bool(said.window and said.window.work_done_progress)
