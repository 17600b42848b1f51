"""Text from outside, made safe to print."""

from __future__ import annotations

import re

#: Control characters, among them the escape that starts a terminal sequence, and lone surrogates.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")


def printable(text: str) -> str:
    """Return the text with control characters replaced, so that it can neither drive a terminal nor break XML."""
    return _UNPRINTABLE.sub("\N{REPLACEMENT CHARACTER}", text)
