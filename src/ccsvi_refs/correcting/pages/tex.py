r"""LaTeX as a reader sees it: commands gone, accents and dashes read, each with its place; and words written in it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ccsvi_refs.correcting.pages.shown import Unit
from ccsvi_refs.formats import latex

#: The first that holds; what has no name is seen as it stands.
_TOKEN = re.compile(
    r"""
    (?P<comment>(?<!\\)%[^\n]*)
  | (?P<target>\\href\s*\{[^{}]{0,2000}\}\s*(?=\{))
  | (?P<verbatim>\\(?:url|path|nolinkurl|doi)\s*\{(?P<address>[^{}]{0,2000})\})
  | (?P<ended>\\(?:bibinfo|bibfield)\s*\{\w+\}
      |\\(?:newblock|bibnamefont|bibfnamefont|natexlab|eprint|relax|enquote)(?![A-Za-z]))
  | (?P<letter>\{?\\(?:["'`^~=.]\s?(?:\{\\?[A-Za-z]\}|\\?[A-Za-z])|[uvHckrbdt]\s?\{\\?[A-Za-z]{1,2}\}
      |[vckH]\s[A-Za-z]|(?:ss|ae|oe|aa|AE|OE|AA|o|O|l|L|i|j|dh|DH|th|TH)(?![A-Za-z])(?:\{\}|\s)?)\}?)
  | (?P<escaped>\\(?P<char>[&%$\#_{}]))
  | (?P<space>\\[ ,;!]|\\\\|~)
  | (?P<sign>\\text(?:endash|emdash|quoteleft|quoteright|asciitilde|backslash)(?:\{\})?
      |\\(?:ldots|dots|slash)(?![A-Za-z])(?:\{\})?|---?|``|'')
  | (?P<command>\\[A-Za-z]+\*?(?=\s?\{)|\\[A-Za-z]+\*?\s?)
  | (?P<brace>[{}])
    """,
    re.VERBOSE,
)


def units(source: str) -> Iterator[Unit]:
    """Yield the visible text of LaTeX."""
    at = 0
    for match in _TOKEN.finditer(source):
        yield source[at : match.start()], at, match.start()
        kind = match.lastgroup
        if match["verbatim"]:
            yield (match["address"], *match.span("address"))
        elif match["escaped"]:
            yield (match["char"], *match.span())
        elif kind in ("letter", "sign"):
            start, end, text = _balanced(match)
            yield latex.decode(text), start, end
        at = match.end()
    yield source[at:], at, len(source)


def _balanced(match: re.Match[str]) -> tuple[int, int, str]:
    """Return a letter without a brace whose partner stands elsewhere."""
    text, (start, end) = match.group(), match.span()
    while text.count("{") > text.count("}") and text.startswith("{"):
        text, start = text[1:], start + 1
    while text.count("}") > text.count("{") and text.endswith("}"):
        text, end = text[:-1], end - 1
    return start, end, text


def written(text: str) -> str:
    """Return words as LaTeX writes them."""
    return latex.encode(text).replace("–", "--").replace("—", "---")
