"""Given names as initials: https://docs.citationstyles.org/en/stable/specification.html#name, ``initialize-with``."""

from __future__ import annotations

import re
from functools import lru_cache

from ccsvi_refs.csl.names import has_one_case

_LETTERS_AFTER_PERIOD = re.compile(r"\.(?=[^\s.,\-])")
_WORDS = re.compile(r"(\s+|\s*[-‐]\s*)")
_ASIDE = re.compile(r"""([(\[“"][^()\[\]“”"]*[)\]”"])""")
"""What stands in brackets or quotation marks is no name to shorten: ``Jost (Hg.)``, ``Mary (née Smith)``."""


def _words(given: str) -> list[str]:
    parts: list[str] = []
    for place, part in enumerate(_ASIDE.split(given)):
        parts += [part] if place % 2 else _WORDS.split(_LETTERS_AFTER_PERIOD.sub(". ", part))
    return [part for part in parts if part]


@lru_cache(maxsize=20_000)
def initials(given: str, mark: str, hyphen: bool = True) -> str:
    """Return a given name as initials, each followed by ``mark``; words in lower case stay.

    The small second part of a hyphened word (``Xiao-ming``, ``Jun-ichi``) belongs to its initial and is left out.
    Behind a word that stays it stays as well: ``hyun-woo``.
    Arabic and Hebrew have no lower case, and their names have initials as those in other alphabets do.
    """
    out, joint, whole = "", False, False
    for word in _words(given):
        if word.strip() in ("-", "‐"):
            joint = bool(out)
        elif word.isspace():
            joint = False
        elif word[0].islower() and joint:
            out = f"{out.rstrip()}-{word} " if whole else out
        elif not word[0].isupper() and not has_one_case(word[0]):
            out, whole = f"{out.rstrip()} {word} " if out else f"{word} ", True
        else:
            out = (out.rstrip() + "-" if joint and hyphen else out) + _initial(word) + mark
            if word.endswith(".,"):  # of several persons in one field
                out = out.rstrip() + ", "
            joint = whole = False
    return out.strip()


def _initial(word: str) -> str:
    """Return the letters that stand for a word; one that ends in a period is an abbreviation already."""
    if word.endswith("."):
        return word.rstrip(".")
    place = 1
    while place < len(word) and word[place].isupper():
        place += 1
    if 1 < place < len(word):
        return word[0] + word[1:place].lower()
    return word[0]


def tidy_initials(given: str, mark: str, _hyphen: bool = True) -> str:
    """Return a given name with the initials that it has followed by ``mark`` and its full words as they are."""
    out = ""
    for word in _words(given):
        if word.strip() in ("-", "‐"):
            out = out.rstrip() + "-"
        elif word.isspace():
            continue
        elif word.endswith(".") or (len(word) == 1 and word.isupper()):
            out += word.rstrip(".") + mark
        else:
            out = f"{out.rstrip()} {word} " if out and out[-1] != "-" else f"{out}{word} "
    return out.strip()
