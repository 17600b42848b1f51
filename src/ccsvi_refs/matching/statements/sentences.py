"""A text to its sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator

#: An end of a sentence, what closes with it, the citations set behind it, and the beginning of another one.
_END = re.compile(
    r"(?P<stop>[.!?。！？…])(?P<close>[\"”’'»)\]」』]{0,3})(?P<cites>(?:\s?\[[\d,;–\s-]{1,40}\]){0,4})"
    r"(?=\s+(?P<next>[\"“‘'«„(\[¿¡「]{0,2}(?:[^\W_a-zà-ÿа-я]|[@\ufffc]))|\s*$|(?<=[。！？」』]))"
)
#: Words whose full stop ends no sentence.
_SHORT = re.compile(
    r"(?:^|[\s(\[])(?:[A-ZÀ-ÞА-Я]|e\.g|i\.e|cf|vs|et al|al|Dr|Prof|Mr|Mrs|Ms|St|approx|ca|Fig|Figs|Tab|No|Nr|vol|pp?"
    r"|eds?|spp?|var|subsp|incl|resp|Inc|Ltd|z\.B|d\.h|u\.a|bzw|Eq|Ref|Refs|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)$"
)


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Yield where each sentence of a text on one line starts and ends, citations behind its full stop included."""
    start = 0
    for match in _END.finditer(text):
        if match["stop"] == "." and _SHORT.search(text[max(0, match.start() - 12) : match.start()]):
            continue
        yield start, match.end()
        start = match.end()
        start += len(text[start:]) - len(text[start:].lstrip())
    if text[start:].strip():
        yield start, len(text)
