"""Raised letters, digits and signs of Unicode, and what each raises."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from unicodedata import decomposition

#: Where Unicode has letters that it says are raised ones: https://www.unicode.org/reports/tr44/#Character_Decomposition_Mappings.
_PLACES = (
    range(0xAA, 0xBB), range(0x2B0, 0x2E5), range(0x10FC, 0x10FD), range(0x1D2C, 0x1DC0), range(0x2070, 0x2080),
    range(0x2120, 0x2123), range(0x2C7D, 0x2C7E), range(0x2D6F, 0x2D70), range(0x3192, 0x31A0), range(0xA69C, 0xA69E),
    range(0xA770, 0xA771), range(0xA7F1, 0xA7FA), range(0xAB5C, 0xAB6A), range(0x10780, 0x107BB),
    range(0x1F16A, 0x1F16D),
)  # fmt: skip
#: Raised by their names alone: glottal stops and the small letters of the Koran.
_BY_NAME = {"ˀ": "ʔ", "ˁ": "ʕ", "ۥ": "و", "ۦ": "ي"}


def _raised() -> Iterator[tuple[str, str]]:
    for letter in map(chr, chain.from_iterable(_PLACES)):
        kind, *plain = decomposition(letter).split() or [""]
        if kind == "<super>":
            yield letter, "".join(chr(int(code, 16)) for code in plain)


SUPERSCRIPTS = {**dict(_raised()), **_BY_NAME}
