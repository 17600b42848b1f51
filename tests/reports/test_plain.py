"""Text from outside is made safe to print."""

from ccsvi_refs.reports.plain import printable


def test_terminal_sequences_and_surrogates_do_not_get_through():
    assert printable("a\x1b[31mred\x07 \ud800 \u202e b\n\tc") == "a\ufffd[31mred\ufffd \ufffd \ufffd b\n\tc"
