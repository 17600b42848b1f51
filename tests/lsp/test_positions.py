"""Places in lines, as editors count them, and edits made by them."""

import pytest

pytest.importorskip("pygls", reason="needs the extra lsp")

from hypothesis import example, given, settings
from hypothesis import strategies as st
from lsprotocol.types import Position, PositionEncodingKind, Range

from ccsvi_refs.lsp.positions import Places, edited, split
from tests.lsp.editor import offset

#: Line ends, what Python but no editor takes for one, letters of one to four bytes, a tab and a mark.
TEXTS = st.text(st.sampled_from("\r\n\u2028\x0c\x85aé𝒜\t\ufeff"), max_size=12)


@given(TEXTS, st.integers(0, 5), st.integers(0, 9), st.integers(0, 5), st.integers(0, 9), TEXTS)
@example("a\r", 1, 0, 1, 0, "\n")
@example("a\r\nb", 0, 5, 1, 0, "")
@settings(max_examples=60, deadline=None)
def test_an_edit_lands_where_the_editor_makes_it(text, line, column, last, end, new):
    where = Range(Position(line, column), Position(last, end))
    lines = split(text)

    def clamped(place):
        if place.line >= len(lines):
            return len(text)
        held = len(lines[place.line].rstrip("\r\n").encode("utf-16-le")) // 2
        column = min(place.character, held)
        try:
            return offset(text, Position(place.line, column))
        except UnicodeDecodeError:  # within a pair: the letter is not divided
            return offset(text, Position(place.line, column + 1))

    start = clamped(where.start)
    stop = max(start, clamped(where.end))
    edited(lines, where, new, PositionEncodingKind.Utf16)
    assert "".join(lines) == text[:start] + new + text[stop:]
    assert lines == split("".join(lines))
    assert "".join(split(text)) == text


@pytest.mark.parametrize(
    ("encoding", "column", "mark"),
    [(PositionEncodingKind.Utf16, 5, 1), (PositionEncodingKind.Utf8, 8, 3), (PositionEncodingKind.Utf32, 4, 1)],
)
def test_letters_beyond_the_first_plane_count_as_the_editor_says(encoding, column, mark):
    lines = split("𝒜éb 8;\r\n")
    edited(lines, Range(Position(0, column), Position(0, column + 1)), "7", encoding)
    assert lines == ["𝒜éb 7;\r\n", ""]
    places = Places("a\n𝒜éb 8;", "\ufeff", encoding)
    assert places.range(6, 7) == Range(Position(1, column), Position(1, column + 1))
    for at in range(len(places.text) + 1):
        assert places.offset(places.position(at)) == at
    assert places.position(0) == Position(0, mark)
    assert places.offset(Position(0, 0)) == 0
    assert places.offset(Position(9, 9)) == len(places.text)
    assert places.at(2, 2) == 3
    assert places.at(99, 99) == len(places.text)


def test_a_line_of_very_many_letters_is_taken_apart_in_one_pass():
    assert split("[" * 2_000_000) == ["[" * 2_000_000]
    assert split("\r" * 3) == ["\r", "\r", "\r", ""]
