"""The marks that lists of references put before an entry."""

from __future__ import annotations

import re

#: A key in brackets: [17] [Okafor2011] [#Okafor2011] [Smith et al., 2010]
_KEY = r"[#^]?[\w:.+/&-]{1,80}|[^\W\d_][^\[\]\n]{1,60}\b(?:1[5-9]|20)\d\d[a-z]?"
#: A bullet, 1. 1) [1] (1) ¹ 1/ 1 - a. (a) iv., Markdown's [^1]: or reStructuredText's .. [1]
_MARK = re.compile(
    rf"[\^↑](?:\s[a-z]\b)*\s+(?=\S)|(?:[•·▪◦‣⁃○●–—*+-]|#\.|\.\.\s\[(?:{_KEY})\]|\[\^[^\[\]\n]{{1,200}}\]:|\[(?:{_KEY})\][:.]?"
    r"|\(\d{1,3}\)|\d{1,3}[.)]|（\d{1,3}）|［\d{1,3}］|【\d{1,3}】|\d{1,3}．|[¹²³⁰⁴-⁹]{1,3})[ \t\xa0\u3000]+(?=\S)"
    r"|(?:\([a-z]\)|[a-z][.)]|\(?[ivx]{2,5}\)|[ivx]{2,5}\.|\d{1,3}/|\d{1,3}\s[–—-])[ \t\xa0]+(?=[^\W\d_a-z]|[\"“«‘])"
    r"|(?:［\d{1,4}］|【\d{1,4}】|\[\d{1,4}\]:?|[¹²³⁰⁴-⁹]{1,3}|\d{1,3}[.．](?=[^\W\d_]))(?=\S)"
    r"|\[\^[^\[\]\n]{1,200}\]:(?=\S)"
)
#: Words in brackets that begin a citation string and are no key.
_NO_KEY = re.compile(
    r"\[(?:internet|online|in|sic|anon|anonymous|no|dataset|software|video|website|pdf|x)\]", re.IGNORECASE
)
_TICK = re.compile(r"\[[ xX]\]\s+")
_HIGH = str.maketrans("¹²³⁰⁴⁵⁶⁷⁸⁹", "1230456789")


def length(text: str, start: int = 0) -> int:
    """Return how many characters the list mark at ``start`` and the spaces after it take, 0 where there is none."""
    ticked = _TICK.match(text, start)
    match = None if ticked or _NO_KEY.match(text, start) else _MARK.match(text, start)
    return ticked.end() - start if ticked else match.end() - start if match else 0


def number(mark: str) -> str:
    """Return the number or key that a mark gives its entry, empty where it gives none: ``17`` for ``[17]``."""
    if _TICK.match(f"{mark} "):
        return ""
    return mark.translate(_HIGH).strip(" \t\xa0\u3000.:()[]（）［］【】．^#↑•·▪◦‣⁃○●–—*+/-").strip()
