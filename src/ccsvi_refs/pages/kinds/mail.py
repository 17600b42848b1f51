"""Saved web pages of many parts (MHTML, https://www.rfc-editor.org/rfc/rfc2557) to a document: their HTML."""

from __future__ import annotations

import email
import email.policy
from email.message import EmailMessage

from ccsvi_refs.errors import InputError
from ccsvi_refs.formats.decoding import decode
from ccsvi_refs.location import Location
from ccsvi_refs.pages import html
from ccsvi_refs.pages.document import Document


def read(data: bytes, path: str) -> Document:
    """Return the first HTML part taken apart; places are those in it. InputError where there is none."""
    message = email.message_from_bytes(data, policy=email.policy.default)
    for part in message.walk():
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            content = _content(part, path)
            return Document(html.read(content, path), content)
    raise InputError("holds no HTML page", Location(path))


def _content(part: object, path: str) -> str:
    if isinstance(part, EmailMessage):
        payload = part.get_payload(decode=True)
        if isinstance(payload, bytes):
            charset = str(part.get_content_charset() or "")
            try:
                return payload.decode(charset or "utf-8")
            except (LookupError, ValueError):
                return decode(payload, path)
    return ""
