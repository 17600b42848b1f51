"""Blocks of a .bib file: nothing is lost, no block eats the next, and each is said with its line."""

from __future__ import annotations

import pytest

from ccsvi_refs.formats.bibtex import scanning

NEXT = "@misc{next, title={T}}"


def blocks(text: str) -> list[scanning.Block]:
    return list(scanning.blocks(text))


@pytest.mark.parametrize(
    ("text", "failure"),
    [
        ("@misc{a, title = x #", "a value is missing"),
        ("@misc{a, title =", "a value is missing"),
        ('@misc{a, title = "never closed', "not balanced"),
        ("@misc{a, title = {never closed", "not balanced"),
        ('@misc{a, title = "one } more", year=1}', "not balanced"),
        ("@misc{a, title = x", "it is not closed"),
        ("@misc{a b", "neither a comma nor the end"),
        ("@misc{a, t={T} oops, y=1}", "no comma but 'oops, y=1}'"),
        ("@misc{a, t={T}, {x}}", "a field should begin where '{x}}' stands"),
    ],
)
def test_a_broken_entry_does_not_eat_the_next(text: str, failure: str) -> None:
    broken, following = blocks(f"{text}\n{NEXT}")
    assert (broken.raw, broken.line) == (text, 1)
    assert failure in broken.failure
    assert (following.key, following.line, following.raw, following.failure) == ("next", 2, NEXT, "")


def test_what_was_read_before_an_entry_breaks_is_kept() -> None:
    broken, _ = blocks(f"@misc{{a, title={{Kept}},\n year = 2001 oops}}\n{NEXT}")
    assert [(field.name, field.pieces[0].text, field.line) for field in broken.fields] == [
        ("title", "Kept", 1),
        ("year", "2001", 2),
    ]


def test_reading_goes_on_behind_a_broken_entry_on_the_same_line() -> None:
    assert [block.key for block in blocks("@misc{a, {x}} " + NEXT)] == ["a", "next"]


def test_a_comment_in_braces_goes_over_lines_and_hides_what_is_in_it() -> None:
    comment, following = blocks("@comment{one\n @misc{hidden, title={H}}\n}" + NEXT)
    assert (comment.kind, comment.raw.count("\n"), following.key, following.line) == ("comment", 2, "next", 3)


@pytest.mark.parametrize("comment", ["@comment(one)", "@comment{never closed"])
def test_a_comment_that_is_no_closed_group_ends_with_its_line(comment: str) -> None:
    first, following = blocks(f"{comment}\n{NEXT}")
    assert (first.raw, following.key) == (comment, "next")
    assert [block.raw for block in blocks(comment)] == [comment]


def test_after_twenty_open_comments_ends_are_not_looked_for_any_more() -> None:
    closed = "@comment{x\ny}\n"
    assert closed.strip() in [block.raw for block in blocks("@comment{open\n" * 19 + closed)]
    assert closed.strip() not in [block.raw for block in blocks("@comment{open\n" * 20 + closed)]


def test_text_between_entries_is_kept_with_its_line() -> None:
    loose, _, last = blocks(f"\n\nfree text\n\n{NEXT}\n\nmore")
    assert [(block.kind, block.raw, block.line) for block in (loose, last)] == [("", "free text", 3), ("", "more", 7)]
    assert [block.kind for block in blocks(f" \n,\n{NEXT}\n,\n")] == ["misc"]


def test_an_entry_behind_a_percent_sign_is_other_text() -> None:
    first, following = blocks(f"  % @misc{{old, title={{O}}}}\n{NEXT}")
    assert (first.kind, first.raw, following.key) == ("", "  % @misc{old, title={O}}", "next")
    assert [block.kind for block in blocks("% @misc{old, title={O}}")] == [""]


def test_strings_and_preambles_have_no_key() -> None:
    preamble, string = blocks('@PREAMBLE{ {x} # y # "z" }\n@string{J = {Journal}, k = 3}')
    pieces = [(piece.text, piece.is_delimited) for piece in preamble.fields[0].pieces]
    assert (preamble.kind, pieces) == ("preamble", [("x", True), ("y", False), ("z", True)])
    assert [(field.name, field.pieces[0].text) for field in string.fields] == [("j", "Journal"), ("k", "3")]


@pytest.mark.parametrize(
    ("text", "key", "names", "repairs"),
    [
        ("@misc{k}", "k", [], []),
        ("@misc{k,}", "k", [], []),
        ("@misc(k, t={)})", "k", ["t"], []),
        ("@misc{, t={T}}", "", ["t"], []),
        ("@misc{t={T}}", "", ["t"], []),
        ("@misc{a b c, t={T}}", "a b c", ["t"], ["the key 'a b c' has white space in it"]),
        ("@misc{a t={T}}", "a", ["t"], ["a comma is missing after the key 'a'"]),
        ("@misc{a, t={T} u=2}", "a", ["t", "u"], ["a comma is missing between two fields"]),
        ("@misc{a,, t={T},, u=2,}", "a", ["t", "u"], []),
    ],
)
def test_keys_and_commas_that_were_forgotten_are_repaired_and_said(
    text: str, key: str, names: list[str], repairs: list[str]
) -> None:
    (block,) = blocks(text)
    assert (block.key, [field.name for field in block.fields], block.repairs, block.failure) == (
        key,
        names,
        repairs,
        "",
    )
