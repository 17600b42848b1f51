"""Text from outside, made safe to print: it can drive neither a terminal nor a CI runner, nor hide what it says.

Terminals: ECMA-48. Hidden text: https://www.unicode.org/reports/tr36/#Bidirectional_Text_Spoofing and
https://trojansource.codes. Runners: https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions,
https://learn.microsoft.com/en-us/azure/devops/pipelines/scripts/logging-commands.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

#: Controls, line separators, overrides of writing direction, annotation marks, tags, halves of characters, and what is
#: no character.
_HARMFUL = (
    "\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufff9-\ufffb\U000e0000-\U000e007f\ud800-\udfff\ufffe\uffff"
)
_DIRECTIONS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
#: Marks of writing direction: harmless in a text, but they can make a line of a report look like another.
_MARKS = "\u061c\u200e\u200f"
_IN_TEXTS = re.compile(f"[{_HARMFUL}]")
_IN_REPORTS = re.compile(f"[{_HARMFUL}{_MARKS}]")
_BREAKS = frozenset("\x0b\x0c\r\x1c\x1d\x1e\x85\u2028\u2029")
_HALVES = re.compile("[\ud800-\udfff]")
#: What begins a command to a runner: a double colon at the start of a line, ``##[`` and its kin anywhere.
_COMMAND = re.compile(r"^[^\S\n]*:(?=:)|##(?=\[|vso\[|teamcity\[)", re.MULTILINE | re.IGNORECASE)
_BRACKET = re.compile(r"(##(?:vso|teamcity)?)\[", re.IGNORECASE)


def printable(text: str) -> str:
    """Return a report's text in which every character is one to be seen, a tab or a line feed."""
    return _IN_REPORTS.sub(_shown, text)


def harmless(text: str) -> str:
    """Return a work's text, or a document, without what could drive a terminal or turn its letters around."""
    return _IN_TEXTS.sub(lambda match: "" if match.group() in _DIRECTIONS else _shown(match), text)


def one_line(text: str) -> str:
    """Return a text that can be seen, on one line."""
    return " ".join(printable(text).split())


def few(things: Sequence[str], most: int) -> str:
    """Return things by name, the first few of many: ``a, b and 7 more``."""
    more = f" and {len(things) - most} more" if len(things) > most else ""
    return ", ".join(things[:most]) + more


def escaped(json: str) -> str:
    r"""Return JSON text with what must not be printed written as ``\uXXXX``, so that no value is changed."""
    return _BRACKET.sub(r"\1\\u005b", _IN_REPORTS.sub(_escape, json))


def without_commands(text: str) -> str:
    """Return a text in which a zero width space breaks whatever a CI runner would take for a command."""
    return _COMMAND.sub("\\g<0>\u200b", text)


def whole(text: str) -> str:
    """Return a text without halves of characters: pairs of them become the character, single ones U+FFFD."""
    if not _HALVES.search(text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _shown(match: re.Match[str]) -> str:
    char = match.group()
    if char in _BREAKS:
        return " "
    return "" if char in _MARKS else "\N{REPLACEMENT CHARACTER}"


def _escape(match: re.Match[str]) -> str:
    code = ord(match.group())
    if code < 0x10000:
        return f"\\u{code:04x}"
    code -= 0x10000
    return f"\\u{0xD800 + (code >> 10):04x}\\u{0xDC00 + (code & 0x3FF):04x}"
