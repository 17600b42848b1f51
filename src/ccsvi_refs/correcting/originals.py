"""The bytes of a text file and its text, so that a change in the text changes those bytes and no others."""

from __future__ import annotations

import codecs
import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ccsvi_refs.correcting.changes import Change, applied
from ccsvi_refs.errors import InputError
from ccsvi_refs.formats import decoding
from ccsvi_refs.formats.decoding import Encoded
from ccsvi_refs.location import Location


@dataclass(frozen=True, slots=True)
class Original:
    """A text file: ``text`` is what readers are given, ``encoded`` what its bytes say, line ends and marks and all.

    ``joints`` are the offsets in ``text`` of line feeds that two characters of the file stand for.
    """

    text: str
    encoded: Encoded
    joints: Sequence[int]
    skipped: int

    @property
    def whole(self) -> str:
        """The text with its own line ends, and with the byte order mark that a line of a diff would have."""
        return ("\ufeff" if self.encoded.mark == codecs.BOM_UTF8 else "") + self.encoded.text

    @property
    def line_end(self) -> str:
        """The line end that the file has most often."""
        raw = self.encoded.text
        pairs = raw.count("\r\n")
        singles = {"\r\n": pairs, "\n": raw.count("\n") - pairs, "\r": raw.count("\r") - pairs}
        return max(singles, key=lambda end: (singles[end], end == "\n"))

    def writes(self, text: str) -> bool:
        """Return whether the file's encoding has every character of a text, for sure: a guessed one those it shows."""
        if self.encoded.is_guess and not text.isascii():
            return all(char.isascii() or char in self.text for char in text)
        try:
            text.encode(self.encoded.declared)
        except UnicodeEncodeError:
            return False
        return True


def read(data: bytes, path: str) -> Original:
    """Return a text file; InputError where its bytes are no text, or are not what its text would be written as."""
    found = decoding.encoded(data, path)
    if found.mark + found.text.encode(found.encoding, "replace") != data:
        message = f"is not {found.encoding} throughout, so that nothing can be written back without changing the rest"
        raise InputError(message, Location(path))
    skipped = len(found.text) - len(found.text.removeprefix("\ufeff"))
    raw = found.text[skipped:]
    joints = [match.start() - index for index, match in enumerate(re.finditer("\r\n", raw))]
    return Original(raw.replace("\r\n", "\n").replace("\r", "\n"), found, joints, skipped)


def written(original: Original, changes: Sequence[Change]) -> bytes:
    """Return the file's bytes with the changes made; new lines end as the file's lines do."""
    placed = [
        replace(
            each,
            start=_raw(original, each.start),
            end=_raw(original, each.end),
            text=each.text.replace("\n", original.line_end),
        )
        for each in changes
    ]
    return original.encoded.mark + applied(original.encoded.text, placed).encode(original.encoded.declared)


def _raw(original: Original, offset: int) -> int:
    """Return where in the file's own text an offset in the text with plain line ends is."""
    return offset + bisect_right(original.joints, offset - 1) + original.skipped
