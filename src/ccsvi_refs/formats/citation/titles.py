"""Where the title of a cited work ends and the name of its container begins."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from ccsvi_refs.formats.citation import bodies, eastern
from ccsvi_refs.formats.citation.words import JOURNAL_WORDS, SMALL_WORDS, WHOLE_WORDS
from ccsvi_refs.text.letters import LOWER, UPPER

_BREAK = re.compile(
    r"(?<=[.?!…])[\"”’»)\]]?\s+(?=[\"“‘«(\[]?\S)|(?<=[.?!…])(?=[“\"])"
    rf"|(?<=[{LOWER})\]][.?!])(?=[{UPPER}][{LOWER}])"
)
#: Polish and others put the name of the journal in quotation marks, and not the title: Title, „Journal”.
QUOTED_LAST = re.compile(r"(?P<title>[^“”„«»\"]{4,300}?)[,.]\s[„“«\"](?P<container>[^“”„«»\"]{2,80})[”“»\"]\W*")
_COMMA_BREAK = re.compile(r"(?<=,)[\"”’]?\s+(?=\S)")
_QUOTED = re.compile(
    r"^\W{0,3}(?:“(?P<a>[^”]{3,600})”|\"(?P<b>[^\"]{3,600})\"|‘(?P<c>.{3,600}?)’(?=[\s,.])|«(?P<d>[^»]{3,600})»"
    r"|'(?P<e>.{3,600}?)'(?=[\s,.]))"
)
_IN = re.compile(r"(?:in|aus)\b\s?:?\s+(?=\S)", re.IGNORECASE)
_WORD = re.compile(r"[^\s/]+")
_SERVER = re.compile(
    r"[.,?!]\s(?P<server>(?:arXiv|bioRxiv|medRxiv|SSRN|PsyArXiv|ChemRxiv|Zenodo|OSF Preprints"
    r"|Research Square)(?:\s\[[\w.-]{2,20}\])?)\W*$"
)
_SITE = re.compile(r"(?<=[^\W\d_]{2})[.,?!]\s(?P<name>[^.,?!]{3,60})\.?\s*$")
_ORDINAL = re.compile(r"(?:1[89]|20)\d\d|\d{1,3}(?:st|nd|rd|th)\b|\d{1,3}\.")
_DOMAIN = re.compile(r"(?:[\w-]+\.)+[a-z]{2,12}\.")
_EDGES = " \t\n.,;:"


@dataclass(frozen=True, slots=True)
class Split:
    """A title and a container, either may be empty; ``margin`` is how clearly the split won (0 to 1)."""

    title: str
    container: str
    margin: float


def split(
    text: str, *, commas: bool = False, located: bool = False, titled: bool = False, sited: bool = False
) -> Split:
    """Return the title and container of the stretch between authors and locator.

    ``commas`` allows a container after a comma, where the style separates every part by commas; ``located`` says that
    a volume or page follows, so that there should be a container; ``titled`` that the style never leaves out titles;
    ``sited`` that an address follows, so that the last few words with capitals may be a site's name.
    """
    text = _without_remains(text)
    quoted = _QUOTED.match(text)
    if quoted and _ends_title(quoted, text):
        inside = next(group for group in quoted.groups() if group)
        return Split(title(inside), container(text[quoted.end() :]), 1.0)
    if named := QUOTED_LAST.fullmatch(text):
        return Split(title(named["title"]), container(named["container"]), 0.8)
    if " // " in text:  # GOST R 7.0.5-2008
        before, _, after = text.partition(" // ")
        return Split(title(before), container(after.strip(" .–—-")), 0.9)
    if eastern.is_eastern(text) and (stop := re.search(r"[.。,]\s?(?=\S)", text)):
        return Split(title(text[: stop.start()]), container(text[stop.end() :]), 0.7)
    if sited and not located and (site := _SITE.search(text)) and _is_site(site["name"]):
        return Split(title(text[: site.start() + 1]), container(site["name"]), 0.6)
    if server := _SERVER.search(text):
        return Split(title(text[: server.start() + 1]), container(server["server"]), 0.9)
    options = sorted(_options(text, commas, located, titled), key=lambda option: option[0], reverse=True)
    best, second = options[0], options[1] if len(options) > 1 else (options[0][0] - 2, "", "")
    return Split(title(best[1]), container(best[2]), min(1.0, (best[0] - second[0]) / 2))


def is_sentence(text: str) -> bool:
    """Return whether a text has more small words than names of bodies have."""
    words = [word for word in text.split() if word.lower() not in SMALL_WORDS]
    return any(word[:1].islower() for word in words)


def _is_site(name: str) -> bool:
    """Return whether the last sentence of a page's description is the name of a site."""
    return bodies.is_short_name(name.strip(" .,;()[]")) and len(name.split()) < 7


def _ends_title(quoted: re.Match[str], text: str) -> bool:
    """Return whether what stands in quotation marks is the whole title: a comma or full stop is at its end."""
    rest = text[quoted.end() :].lstrip()
    return not rest or rest[0] in ".,;(" or quoted.group()[-2] in ".,?!" or rest[:1].isupper()


def _without_remains(text: str) -> str:
    """Return the text without the brackets and marks that cut asides left at its end."""
    end = len(text.rstrip(" .,;:()[]"))
    return text[:end] + text[end:].partition(" ")[0]


def _options(text: str, commas: bool, located: bool, titled: bool) -> Iterator[tuple[float, str, str]]:
    """Yield (score, title, container) for every place the text could be split at, and for no split."""
    breaks = list(_BREAK.finditer(text))
    alone = located and (commas or not breaks)
    whole = text.strip(_EDGES)
    yield _name_score(whole) + (0.6 if alone else -0.6) - 2.0 * titled, "", text
    yield _title_score(whole) - (1.4 if located else 0.9), text, ""
    before = 0
    for match in breaks[-60:]:
        left, right = text[: match.start()], text[match.end() :]
        if left.strip(_EDGES) and right.strip(_EDGES):
            name_part = before and _is_part_of_name(text[before : match.start()])
            yield _title_score(left) + _name_score(right) - 1.2 * bool(name_part), left, right
        before = match.end()
    for match in _COMMA_BREAK.finditer(text) if commas or not breaks else ():
        left, right = text[: match.start()], text[match.end() :]
        if not commas and (len(left.split()) < 4 or not re.search(r"\s[^\W\dA-Z]{4}", left)):
            continue
        yield _title_score(left) + _name_score(right) - 0.3, left, right


def _is_part_of_name(sentence: str) -> bool:
    """Return whether a "sentence" is no more than a few words with capitals: abbreviations of a journal's name."""
    words = sentence.split()
    short = all(len(word) <= 11 or word.strip(".,").lower() in JOURNAL_WORDS for word in words)
    last = words[-1].strip(".,").lower() if words else ""
    cut = last in JOURNAL_WORDS or len(last) < 8
    return len(words) <= 3 and short and cut and all(word[:1].isupper() for word in words)


def _words(text: str) -> list[str]:
    return [match.group() for match in islice(_WORD.finditer(text), 60)]


def _name_score(text: str) -> float:
    """Return how much a text looks like the name of a journal or book."""
    if introduced := _IN.match(text.strip()):
        return 1.2 if text.strip()[introduced.end()].isupper() else -1.0
    words = _words(text)
    bare = [word.strip(".,;:()[]&’'").lower() for word in words]
    content = [(word, name) for word, name in zip(words, bare, strict=True) if name and name not in SMALL_WORDS]
    if not content:
        return -2.0
    known = sum(name in JOURNAL_WORDS or _is_abbreviation(word) for word, name in content) / len(content)
    capital = sum(word.strip("(“\"'[")[:1].isupper() for word, _ in content) / len(content)
    if re.match(r"[IVX]{1,4}[.:]", words[0]):
        return -1.0
    score = 1.2 * known + 1.2 * capital - 0.12 * max(0, len(words) - 5) - 0.6
    if not (words[0].strip("(“")[:1].isupper() or _ORDINAL.match(words[0])):
        score -= 0.8
    if bare[0] in JOURNAL_WORDS:
        score += 0.4
    return score - 0.7 * _inner_stops(words)


def _is_abbreviation(word: str) -> bool:
    return word.endswith(".") and word[:1].isupper() and len(word) <= 10


def _inner_stops(words: list[str]) -> float:
    """Return how many sentences seem to end inside a name: a full stop after a long or unknown word."""
    return sum(
        word.endswith((".", "?", "!")) and len(word) > 5 and word.strip(".,").lower() not in JOURNAL_WORDS
        for word in words[:-1]
    )


def _title_score(text: str) -> float:
    """Return how much a text looks like the title of a work."""
    words = _words(text)
    content = [word for word in words if word.strip(".,;:()").lower() not in SMALL_WORDS and word[:1].isalpha()]
    if not content:
        return -1.0
    small = sum(word[:1].islower() for word in content) / len(content)
    score = 0.9 * small + 0.08 * min(len(words), 8) - 0.3
    last = words[-1]
    if text.rstrip().endswith(("?", "!")):
        score += 0.3
    elif _abbreviates(last):
        score -= 1.2
    return score


def _abbreviates(last: str) -> bool:
    """Return whether a full stop after this word belongs to the word."""
    if not last.endswith("."):
        return False
    bare = last.strip(".()[],")
    if re.fullmatch(r"(?:[A-Z]\.){2,}", last):
        return True
    if len(bare) == 1 or bare.lower() in {"vs", "sp", "spp", "cf", "ca", "etc", "no", "vol", "st", "dr", "fig"}:
        return True
    return bare[:1].isupper() and len(bare) <= 9 and bare.lower() in JOURNAL_WORDS - WHOLE_WORDS


def title(text: str) -> str:
    """Return a title without the quotation marks and full stop around it."""
    text = " ".join(text.split()).strip(' ,;:“”"«»')
    text = text if text.endswith("...") else text.rstrip(" .,;:([")
    return text[1:-1] if len(text) > 2 and text[0] in "'‘" and text[-1] in "'’" else text


def container(text: str) -> str:
    """Return a container's name without the marks around it; abbreviations keep their full stops."""
    text = " ".join(text.split()).lstrip(' /.,;:”"’“„«《『「')
    if introduced := _IN.match(text):
        text = text[introduced.end() :]
    text = text.rstrip(' ,;:“”"»(』》」、')
    while text.endswith((" .", "..", ",.")):
        text = text[:-1].rstrip(" ,")
    single = "." not in text[:-1] or _DOMAIN.fullmatch(text)
    return text[:-1] if text.endswith(".") and single else text
