"""JSON text → its values with their places, so that a broken one among good ones is told apart."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from ccsvi_refs.errors import InputError
from ccsvi_refs.location import LineIndex
from ccsvi_refs.model import Problem
from ccsvi_refs.text.values import is_deep, mended

_GAP = re.compile(r"[\s,\x1e]*")
_MOST_FAILURES = 1000
#: Half a character, or what may be one half of two.
_HALF = re.compile(r"\\u[dD][89a-fA-F]|[\ud800-\udfff]")
_DECODER = json.JSONDecoder()


@dataclass(frozen=True, slots=True)
class Placed:
    """A JSON value and the part of the text it was read from, which others may share."""

    data: Any
    start: int
    end: int
    is_shared: bool = False


def values(text: str, path: str, wrappers: Sequence[str] = ()) -> Iterator[Placed | Problem]:
    """Yield the elements of an array, or one value after another, and a problem for each that cannot be read.

    An object that holds an array under one of ``wrappers`` stands for that array. InputError where nothing is JSON.
    """
    index, failures = LineIndex(text, path), 0
    start = _GAP.match(text).end()  # type: ignore[union-attr]  # the pattern matches the empty string
    wrapper = re.compile(rf'\{{\s*"(?:{"|".join(wrappers)})"\s*:\s*\[').match(text, start) if wrappers else None
    is_array = wrapper is not None or text.startswith("[", start)
    found = False
    for item in _elements(text, wrapper.end() if wrapper else start + is_array, is_array, index):
        if isinstance(item, Problem) and not found and not _later_record(text, start):
            raise InputError(item.message, item.location)
        found = found or isinstance(item, Placed)
        yield from _unwrapped(item, wrappers)
        if isinstance(item, Problem):
            failures += 1
            if failures == _MOST_FAILURES:
                yield Problem("too much of this is no valid JSON; what follows was not read", item.location)
                return


def _later_record(text: str, start: int) -> bool:
    return text[start : start + 1] in ("[", "{")


def _unwrapped(item: Placed | Problem, wrappers: Sequence[str]) -> Iterator[Placed | Problem]:
    inner = None
    if isinstance(item, Placed) and isinstance(item.data, dict):
        inner = next((item.data[name] for name in wrappers if isinstance(item.data.get(name), list)), None)
    if inner is None or not isinstance(item, Placed):
        yield item
    else:
        yield from (Placed(part, item.start, item.end, len(inner) > 1) for part in inner)


def _elements(text: str, position: int, is_array: bool, index: LineIndex) -> Iterator[Placed | Problem]:
    while True:
        position = _GAP.match(text, position).end()  # type: ignore[union-attr]  # the pattern matches the empty string
        if position >= len(text):
            if is_array:
                yield Problem("the array is not closed: the text ends too early", index.locate(max(0, len(text) - 1)))
            return
        if is_array and text[position] == "]":
            return
        try:
            value, end = _DECODER.raw_decode(text, position)
        except (ValueError, RecursionError) as error:
            place = error.pos if isinstance(error, json.JSONDecodeError) else position
            message = _reason(error)
            following = _resume(text, position)
            yield Problem(
                f"is no valid JSON: {message}", index.locate(min(place, len(text) - 1)), text[position:following][:2000]
            )
            position = following
            continue
        yield from _sound(Placed(value, position, end), text, index)
        position = end


def _sound(item: Placed, text: str, index: LineIndex) -> Iterator[Placed | Problem]:
    """Yield a value as it can be used: not nested too deeply, without halves of characters."""
    found = text[item.start : item.end]
    if is_deep(item.data):
        yield Problem("is nested too deeply", index.locate(item.start), found[:2000])
        return
    data = mended(item.data) if _HALF.search(found) else item.data
    if data != item.data:
        yield Problem("holds half a character; U+FFFD stands for it", index.locate(item.start), found[:2000])
    yield Placed(data, item.start, item.end)


def _reason(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return error.msg
    return "nested too deeply" if isinstance(error, RecursionError) else "a number is too long"


def _resume(text: str, start: int) -> int:
    """Return where the next record seems to begin: an object at the margin of the broken one, else the end."""
    line_start = text.rfind("\n", 0, start) + 1
    margin = text[line_start:start]
    if margin.strip(" \t[,") or text[start : start + 1] != "{":
        margin = ""
    pattern = rf"\n{re.escape(margin)}(?=\{{)" if not margin.strip() else r"\n\s{0,4}(?=\{)"
    match = re.compile(pattern).search(text, start + 1)
    return match.end() if match else len(text)
