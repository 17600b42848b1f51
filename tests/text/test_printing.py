"""Text from outside is made safe to print."""

import json

import pytest

from ccsvi_refs.text.printing import escaped, harmless, one_line, printable, whole, without_commands
from ccsvi_refs.text.values import is_deep, mended

HARMFUL = [
    chr(code) for code in (*range(9), 11, 12, *range(14, 32), *range(0x7F, 0xA0), 0xD800, 0xDFFF, 0xFFFE, 0xFFFF)
]
HARMFUL += [*"\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u2028\u2029\ufff9\U000e0041\r"]
MARKS = [*"\u200e\u200f\u061c"]


def test_terminal_sequences_and_surrogates_do_not_get_through():
    assert printable("a\x1b[31mred\x07 \ud800 \u202e b\n\tc") == "a\ufffd[31mred\ufffd \ufffd \ufffd b\n\tc"


@pytest.mark.parametrize("char", [*HARMFUL, *MARKS])
def test_no_report_holds_what_cannot_be_seen(char):
    assert char not in printable(f"a{char}b")
    assert len(one_line(f"a{char}\nb").splitlines()) == 1


@pytest.mark.parametrize("char", HARMFUL)
def test_no_document_holds_what_drives_a_terminal_or_turns_letters_around(char):
    assert char not in harmless(f"a{char}b")


def test_marks_of_direction_stay_in_documents():
    text = "שלום\u200f ABC\u200e עולם"
    assert harmless(text) == text


def test_ordinary_text_in_any_script_is_left_alone():
    text = "Ünïcödé – «Zürich» 北京 مرحبا नमस्ते\u200dक 👩\u200d🔬 e\u0301\n\tx\u00a0y"
    assert printable(text) == harmless(text) == without_commands(text) == whole(text) == text


@pytest.mark.parametrize("char", [*HARMFUL[9:], *MARKS, "##[", "##vso[", "\U000e0041"])
def test_json_is_escaped_without_changing_a_value(char):
    value = {f"k{char}": [f"a{char}b"]}
    text = escaped(json.dumps(value, ensure_ascii=False, indent=1))
    assert char not in text
    assert json.loads(text) == value


@pytest.mark.parametrize(
    "line",
    [
        "::error::x", "  ::stop-commands::tok", "\t::x", "\u00a0::x", "\u3000\u2003::x", "a ##[add-mask]e", "##[group]",
        "###[error]", "a\n::x", "##VSO[task.setvariable]", "##teamcity[x]", "x\n\n  ::y::",
    ],
)  # fmt: skip
def test_nothing_that_a_runner_takes_for_a_command_stays_one(line):
    shown = without_commands(line)
    assert shown.replace("\u200b", "") == line
    for each in shown.split("\n"):
        assert not each.strip().startswith("::")
        assert "##[" not in each
        assert "##vso[" not in each.lower()
        assert "##teamcity[" not in each.lower()


@pytest.mark.parametrize("line", ["a::b", "std::vector", "# [1]", "## Heading", ":: ".strip()[:1] + " x", "C#[1]"])
def test_what_is_no_command_is_left_alone(line):
    assert without_commands(line) == line


def test_halves_of_characters_become_whole_or_are_replaced():
    assert whole("a\ud83d\ude00b\ud800c") == "a😀b\ufffdc"
    assert mended({"k\udfff": ["\ud800", {"x": 1}]}) == {"k\ufffd": ["\ufffd", {"x": 1}]}


def test_depth_is_told_without_recursion():
    shallow, deep = [], []
    for _ in range(60):
        shallow = [shallow]
    for _ in range(100_000):
        deep = {"a": deep}
    assert not is_deep(shallow)
    assert is_deep(deep)
    while deep:
        deep = deep["a"]
