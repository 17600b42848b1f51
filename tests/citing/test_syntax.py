"""Pandoc's citation syntax, read in its place and left alone where it is none."""

from __future__ import annotations

import pytest

from ccsvi_refs.citing import opaque, syntax
from tests.citing.pages import body


def read(text: str) -> str:
    """Return a text with each citation as its keys, modes, prefixes and suffixes."""
    found = [one for one in syntax.read(text, opaque.survey(text)) if isinstance(one, syntax.Citation)]
    for one in reversed(found):
        rows = [_row(text, one, number) for number in range(len(one.cites))]
        text = f"{text[: one.place.start]}«{'; '.join(rows)}»{text[one.place.end :]}"
    return text


def _row(text: str, one: syntax.Citation, number: int) -> str:
    cite = one.cites[number]
    mode = "-" if cite.suppressed else "+" if one.narrative and not number else ""
    before, after = (text[span.start : span.end].strip() for span in (cite.prefix, cite.suffix))
    return "|".join(filter(None, (before and f"<{before}", mode + cite.key, after and f">{after}")))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[@a]", "«a»"),
        ("[see @a, pp. 33-35 and *passim*; @b, chap. 1]", "«<see|a|>, pp. 33-35 and *passim*; b|>, chap. 1»"),
        ("@a [p. 3] says", "«+a|>p. 3» says"),
        ("@a [p. 3; @b; see @c, x]", "«+a|>p. 3; b; <see|c|>, x»"),
        ("@a\n[p. 3]", "«+a|>p. 3»"),
        ("@a [@b] and @a [-@b]", "«+a; b» and «+a; -b»"),
        ("@a [p. 3](x) @a [^1] @a [p. 3]{.x}", "«+a» [p. 3](x) «+a» [^1] «+a» [p. 3]{.x}"),
        ("-@a and [-@a, p. 3] and [see -@a]", "«-a» and «-a|>, p. 3» and «<see|-a»"),
        ("@{a,b}; [@{https://x.y/z?q=1}]", "«+a,b»; «https://x.y/z?q=1»"),
        ("[@a{p. 3} rest] [@a, {pp. iv, x} rest]", "«a|>{p. 3} rest» «a|>, {pp. iv, x} rest»"),
        ("@a. @b: @c; @d's @a_b @a.b @a:b: @a/b/", "«+a». «+b»: «+c»; «+d»'s «+a_b» «+a.b» «+a:b»: «+a/b»/"),
        ("[@a;@b] [ @a ] [@a [x] y]", "«a; b» «a» «a|>[x] y»"),
        ('[@a "c; d" x; @b] [@a `c;d`; @b]', '«a|>"c; d" x; b» «a|>`c;d`; b»'),
        ("[[@a]] [foo [@a] bar]", "[«a»] [foo «a» bar]"),
        ("[no cite; @a] [@a;] [see@a]", "[no cite; «+a»] [«+a»;] [see@a]"),
        ("> [@a;\n> @b] x", "> «a; <>|b» x"),
        ("| @a | [@b] |\n|---|---|\n| [@c | @d] |", "| «+a» | «b» |\n|---|---|\n| «c|>| @d» |"),
        (
            "# Head [@a] {#id .c}\n\n- item @b\n\nterm\n:   def @c",
            "# Head «a» {#id .c}\n\n- item «+b»\n\nterm\n:   def «+c»",
        ),
    ],
)
def test_all_forms_are_read(text: str, expected: str):
    assert read(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "mail me@home.org or x@y",
        "code `[@a]` and ``@a ` @a``",
        "```\n[@a]\n```",
        "~~~ markdown\n@a\n~~~",
        "text\n\n    [@a] is code",
        "\\@a and [\\@a]",
        "<!-- [@a]\n\n @b --> x",
        '<b title="@a">x</b> <a@b.c> <https://x/@a>',
        "https://social.example/@someone and [text](https://x.y/@a)",
        "[x]: https://x.y/@a\n[y]: <z> '@a'",
        "$@a$ and $$x @a$$",
        "---\ntitle: '@a'\n---\n\nx",
        "<script>\nlet x = '@a';\n</script>",
        "[text]{.c data-x=@a}",
        "`@a`{=latex}",
        "(@good) An example.\n\nAs (@good) shows, and (@) another.",
    ],
)
def test_what_is_no_citation_is_left_alone(text: str):
    assert read(text) == text
    assert body(text) == text.strip()


def test_a_row_stays_in_its_paragraph():
    assert read("[@a; @b\n\n@c]") == "[«+a»; «+b»\n\n«+c»]"


def test_brackets_without_end_take_no_time():
    text = "[@a " * 5_000 + "\n\n" + "[" * 5_000 + "@b" + "`" * 3_000 + "$" * 3_000 + "<!-- " * 5_000
    assert "«+b»" in read(text)
