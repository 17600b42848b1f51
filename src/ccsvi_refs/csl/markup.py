"""Markup and quotation marks inside fields, parsed into the output tree.

https://citeproc-js.readthedocs.io/en/latest/csl-json/markup.html#html-like-formatting-tags
"""

from __future__ import annotations

import re
from functools import lru_cache

from ccsvi_refs.csl.output import NO_DECORATION, Format, Node, Piece

_TAGS: dict[str, tuple[str, Format | None]] = {
    "<i>": ("</i>", Format(font_style="italic")),
    "<b>": ("</b>", Format(font_weight="bold")),
    "<sup>": ("</sup>", Format(vertical_align="sup")),
    "<sub>": ("</sub>", Format(vertical_align="sub")),
    "<sc>": ("</sc>", Format(font_variant="small-caps")),
    '<span style="font-variant:small-caps;">': ("</span>", Format(font_variant="small-caps")),
    '<span class="nocase">': ("</span>", None),
    '<span class="nodecor">': ("</span>", NO_DECORATION),
}
_CLOSERS = frozenset(closer for closer, _ in _TAGS.values())
_QUOTE_PAIRS = {'"': '"', "'": "'", "“": "”", "‘": "’", "„": "“”", "‚": "‘", "«": "»", "»": "«"}
_TYPOGRAPHIC = "“”‘’„‚«»"
MAX_DEPTH = 40
"""How deep markup may nest; what opens beyond that is text, so that a hostile field costs no more than its length."""

_BEFORE_HIGH = re.compile(" (?=[:;?!»](?:\\s|$))")
_TAG = r"</?(?:i|b|sup|sub|sc)>|</span>|<span\s+(?:class|style)=['\"][^'\"<>]{0,80}['\"]\s{0,9}>"


@lru_cache(maxsize=64)
def _patterns(quotes: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return what finds a text with markup, and what splits it; typographic marks count where they are the locale's."""
    own = "".join(sorted({mark for mark in quotes if mark in _TYPOGRAPHIC}))
    spaced = ("|«\u00a0|\u00a0»" if "\u00a0" in quotes else "|[«»]") if "«" in quotes else ""
    return re.compile(f"""[<"'{own}]|« | [:;?!»](?:\\s|$)"""), re.compile(
        f"""({_TAG}|["'{own.replace("«", "").replace("»", "")}]{spaced})"""
    )


def special(quotes: str) -> re.Pattern[str]:
    """Return what finds a text that is not printed as it stands."""
    return _patterns(quotes)[0]


_UNMARKED = re.compile(r"[A-Za-z0-9 ,.()\[\]/-]*")


def is_plain(text: str, found: re.Pattern[str]) -> bool:
    """Tell whether a text is printed as it stands: many hold no mark at all, which is seen sooner."""
    return _UNMARKED.fullmatch(text) is not None or found.search(text) is None


_BEFORE_OPENING = frozenset(" \t\n\u00a0\u2009\u202f([{<-–—/“‘«„\"'")
_SPAN = re.compile(r"""<span\s+(class|style)=['"]\s*([^'"<>]*?)\s*;?\s*['"]\s*>""")


class _Frame:
    __slots__ = ("closer", "first", "kids", "opener")

    def __init__(self, opener: str, closer: str) -> None:
        self.opener = opener
        self.closer = closer
        self.first = ""  # the mark of the first quotation that is in no other
        self.kids: list[Piece] = []


def parse(text: str, quotes: str = "“”‘’") -> list[Piece]:
    """Return the pieces of a field's text; what is no well-formed markup stays as it stands.

    Space inside guillemets and before high punctuation becomes a narrow one that does not break. ``quotes`` are the
    four marks of the locale, outer and inner: in the text these are quotation marks. Inner ones outside others stay
    what they are, and what they quote has the outer ones inside; so do those of the second kind of straight marks.
    A space that does not break stands behind them where the locale's guillemets have one: then others are text.
    """
    found, split = _patterns(quotes)
    if not found.search(text):
        return [text] if text else []
    text = _BEFORE_HIGH.sub("\u202f", text.replace("« ", "«\u202f"))
    stack = [_Frame("", "")]
    parts = split.split(text)
    before = ""
    for place, part in enumerate(parts):
        if not part:
            continue
        if place % 2 == 0:
            stack[-1].kids.append(part)
        elif part[0] == "<":
            _tag(stack, part)
            continue
        else:
            mark = part if len(part) == 1 else part.strip(" \u00a0\u202f")
            _quote(stack, mark, quotes, before, _after(parts, place))
        before = "’" if stack[-1].kids[-1:] == ["’"] else part[-1]  # behind an apostrophe no quotation opens
    while len(stack) > 1:
        _give_up(stack)
    return _joined(stack[0].kids)


def _after(parts: list[str], place: int) -> str:
    """Return the character after a mark; a tag that closes does not count, one that opens counts as a letter."""
    for part in parts[place + 1 : place + 1 + MAX_DEPTH]:
        if part and not (part[0] == "<" and part in _CLOSERS):
            return "a" if len(part) > 1 and _normal_tag(part) in _TAGS else part[0]
    return ""


def _normal_tag(tag: str) -> str:
    span = _SPAN.fullmatch(tag)
    if span is None:
        return tag
    value = re.sub(r"(?:(?<!\s)\s++)?+:\s*", ":", span[2])
    return f'<span style="{value};">' if span[1] == "style" else f'<span class="{value}">'


def _tag(stack: list[_Frame], tag: str) -> None:
    normal = _normal_tag(tag)
    if normal in _TAGS and len(stack) < MAX_DEPTH:
        stack.append(_Frame(normal, _TAGS[normal][0]))
        return
    place = len(stack) - 1
    while place and stack[place].closer != tag:
        place -= 1
    if not place:
        stack[-1].kids.append(tag)
        return
    while len(stack) - 1 > place:
        _give_up(stack)
    frame = stack.pop()
    fmt = _TAGS[frame.opener][1]
    stack[-1].kids.append(Node(_joined(frame.kids), fmt, nocase=fmt is None, tag="markup"))


def _quote(stack: list[_Frame], mark: str, quotes: str, before: str, after: str) -> None:
    opened = _opened(stack, mark)
    empty = opened and opened == len(stack) - 1 and not stack[opened].kids
    if empty and after.isalnum() and mark in "\"'" and len(stack) < MAX_DEPTH:
        stack.append(_Frame(mark, _QUOTE_PAIRS[mark]))  # two before a word are a quotation within a quotation
    elif empty:
        frame = stack.pop()  # two marks with nothing between quote nothing: they are text
        stack[-1].kids.append(frame.opener + mark)
    elif opened and _closes(mark, before, after):
        while len(stack) - 1 > opened:
            _give_up(stack)
        frame = stack.pop()
        mark, outside = frame.opener, not _is_quoted(stack)
        inner = outside and (mark == quotes[2:3] != quotes[:1] or _is_other(stack[0], mark))
        stack[-1].kids.append(Node(_joined(frame.kids), quotes=True, tag="inner" if inner else ""))
    elif len(stack) < MAX_DEPTH and _opens(mark, quotes, before, after):
        if mark == "‘" == quotes[2:3] and stack[-1].opener == mark:
            _give_up(stack)  # the one before was an apostrophe
        stack.append(_Frame(mark, _QUOTE_PAIRS[mark]))
    else:
        stack[-1].kids.append("’" if mark == "'" else mark)


def _is_other(field: _Frame, mark: str) -> bool:
    """Tell whether a field has quotations in the other straight marks before this one: ``"A" and 'b'``."""
    field.first = field.first or mark
    return field.first != mark and {field.first, mark} == {'"', "'"}


def _opened(stack: list[_Frame], mark: str) -> int:
    """Return the place of the open quotation that ``mark`` could close, 0 for none; it never crosses a tag."""
    for place in range(len(stack) - 1, 0, -1):
        if mark in stack[place].closer and stack[place].opener in _QUOTE_PAIRS:
            return place
        if stack[place].opener not in _QUOTE_PAIRS:
            return 0
    return 0


def _closes(mark: str, before: str, after: str) -> bool:
    if mark in "”»":
        return True
    if not before or before.isspace():
        return False
    return not after.isalnum() if mark in "'’" else True


def _opens(mark: str, quotes: str, before: str, after: str) -> bool:
    if mark in "«»":
        return bool(after) and mark in quotes[:4:2]  # a space may stand inside
    if mark not in _QUOTE_PAIRS or not after or after.isspace():
        return False
    return mark not in "\"'" or not before or before in _BEFORE_OPENING


def _is_quoted(stack: list[_Frame]) -> bool:
    return any(frame.opener in _QUOTE_PAIRS for frame in stack)


def _give_up(stack: list[_Frame]) -> None:
    """Turn the innermost open frame back into the text it was."""
    frame = stack.pop()
    if frame.opener == "'" and frame.kids[:1] == ["’"]:  # two before a word that none closes
        frame.kids[0] = "'"
        stack[-1].kids.append("'")
    else:
        stack[-1].kids.append("’" if frame.opener == "'" else frame.opener)
    stack[-1].kids.extend(frame.kids)


def _joined(pieces: list[Piece]) -> list[Piece]:
    """Return the pieces with neighbouring texts put together; a quotation that text follows is held."""
    out: list[Piece] = []
    run: list[str] = []
    for piece in pieces:
        if isinstance(piece, str):
            run.append(piece)
            continue
        _close_run(out, run)
        _hold(out)
        out.append(piece)
    _close_run(out, run)
    return out


def _close_run(out: list[Piece], run: list[str]) -> None:
    if not run:
        return
    _hold(out)
    out.append("".join(run))
    run.clear()


def _hold(out: list[Piece]) -> None:
    """Keep what follows out of the quotation that ends here, if one does, in formatting or not."""
    last = out[-1] if out else ""
    while isinstance(last, Node):
        last.held = last.held or last.quotes
        last = last.kids[-1] if last.kids else ""
