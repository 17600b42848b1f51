"""The marks that lists of references put before an entry."""

from __future__ import annotations

import re

#: A bullet, 1. 1) [1] (1) ¹, Markdown's [^1]: or reStructuredText's .. [1]
_MARK = re.compile(
    r"[\^↑](?:\s[a-z]\b)*\s+(?=\S)|(?:[•·▪◦‣⁃○●–—*+-]|#\.|\.\.\s\[#?\w{1,12}\]|\[\^?[\w-]{1,12}\]:?|\(\d{1,3}\)|\d{1,3}[.)]"
    r"|[¹²³⁰⁴-⁹]{1,3})[ \t\xa0]+(?=\S)"
    r"|(?:\[\d{1,4}\]|[¹²³⁰⁴-⁹]{1,3}|\d{1,3}\.(?=[^\W\d_]))(?=\S)"
)


def length(text: str, start: int = 0) -> int:
    """Return how many characters the list mark at ``start`` and the spaces after it take, 0 where there is none."""
    match = _MARK.match(text, start)
    return match.end() - start if match else 0
