"""Journal names: in full, as initials, or abbreviated by ISO 4.

https://www.issn.org/services/online-services/access-to-the-ltwa/
"""

from __future__ import annotations

import re
from functools import lru_cache

from ccsvi_refs.model import Reference
from ccsvi_refs.text.folding import STOPWORDS, plain, words

#: NLM puts a translated or a longer name behind ' = ' or ' : ', a place or an edition in brackets.
_ALTERNATIVE = re.compile(r"(?<!\s)\s+[=:]\s+|(?:(?<!\s)\s++)?+/\s*(?=[A-Z][a-z])")
#: Behind a colon or dash stands what kind of journal or book it is.
_SUBTITLE = re.compile(r"(?:(?<!\s)\s++)?+:\s+|(?<!\s)\s+[-–—]\s+|—")
#: Articles and prepositions that abbreviations of names leave out, beside those of titles.
SMALL = STOPWORDS | frozenset(
    {
        "af", "ai", "als", "av", "da", "dal", "dalla", "degli", "dei", "delle", "dem", "den", "det", "do", "dos", "fur",
        "ii", "het", "i", "il", "im", "lo", "na", "nad", "och", "og", "oraz", "os", "per", "por", "pour", "sur", "voor",
        "zum",
    }
) - {"ii"}  # fmt: skip
#: A country at the end is often left out.
_COUNTRIES = (("of", "the", "united", "states", "of", "america"), ("u", "s", "a"), ("usa",))
_QUALIFIER = re.compile(r"(?:(?<!\s)\s++)?+(?:\([^()]*\)|\[[^\[\]]*\])")
#: The short name that a longer one carries in brackets: (CVPR).
#: The journal before what its lettered part is about: Physical review. B, Condensed matter.
_LETTERED = re.compile(r"(.+\b[A-H]),\s")
#: Words before the letter or name of a part that abbreviations leave out.
_SECTION = frozenset({"section", "sect", "part", "pt", "series", "ser", "volume", "vol", "edition", "ed"})
_SHORT_NAME = re.compile(r"\(((?=[A-Z][A-Za-z]*[A-Z])[A-Za-z]++)(?:\s*['’]?\d{2,4})?\)")
#: A society's letters before a name that is known without them: A.M.A. Archives of Surgery.
_SOCIETY = re.compile(r"^(?:[A-Z]\.\s?){2,5}(?=[A-Z][a-z])")
#: Words that say what kind of meeting or volume it is, and which one; what is left is what the meeting is called.
_MEETING = frozenset(
    {
        "ann", "annu", "annual", "biennial", "conf", "conference", "congr", "congress", "int", "international",
        "intl", "meet", "meeting", "proc", "proceedings", "symp", "symposium", "workshop", "volume", "vol", "part",
        "companion", "record", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth",
        "tenth", "eleventh", "twelfth",
    }
)  # fmt: skip
_MEETS = frozenset(
    {"conf", "conference", "congr", "congress", "meeting", "proc", "proceedings", "symp", "symposium", "workshop"}
)
#: Words of two languages that begin with so many letters alike are one.
_STEM = 5
#: Names of so many words can leave one out.
_LONG = 3
_ORDER = re.compile(r"\d+(?:st|nd|rd|th)?|[ivxl]+")


@lru_cache(maxsize=1 << 14)
def forms(name: str) -> tuple[tuple[str, ...], ...]:
    """Return the word lists a journal name can be cited by: whole, without its bracket, and each side of '=' or ':'."""
    text = plain(name)
    bare = _QUALIFIER.sub("", text)
    spellings = [bare, *_ALTERNATIVE.split(bare)] if _ALTERNATIVE.search(bare) else [bare]
    spellings.append(_SUBTITLE.split(bare, maxsplit=1)[0])
    if bare != text:
        spellings.append(text)
    spellings += _SHORT_NAME.findall(text)
    spellings += [head[1] for head in (_LETTERED.match(bare),) if head]
    if (unsigned := _SOCIETY.sub("", bare)) != bare:
        spellings.append(unsigned)
    lists = [tuple(words(spelling)) for spelling in spellings]
    lists += [item[: -len(country)] for item in lists for country in _COUNTRIES if item[-len(country) :] == country]
    lists = [tuple(word for word in item if word not in SMALL) or tuple(item) for item in lists]
    lists += [item[1:] for item in lists if len(item) > 3 and _is_called(item[0], item[1:])]
    lists += [tuple(word for word in item if word not in _SECTION) for item in lists if not _SECTION.isdisjoint(item)]
    return tuple(dict.fromkeys(item for item in lists if item))


def abbreviates(short: str, full: str) -> bool:
    """Return whether a word is the other's abbreviation: a prefix, or a contraction that keeps the first letter."""
    if full.startswith(short):
        return True
    if len(short) < 3 or short[0] != full[0] or len(short) >= len(full):
        return False
    letters = iter(full)
    return all(letter in letters for letter in short)


def same_word(a: str, b: str) -> bool:
    """Return whether one word of a journal name can stand for the other."""
    if a == b:
        return True
    return abbreviates(a, b) if len(a) < len(b) else abbreviates(b, a)


def is_initials(short: str, name: tuple[str, ...]) -> bool:
    """Return whether a single word is made of a name's initials, of its first words at least: ``pnas``, ``cmaj``."""
    if not 2 <= len(short) <= len(name) + 1 or len(name) < 2:
        return False
    initials = "".join(word[0] for word in name)
    return len(short) >= 3 and initials.startswith(short)


def _is_called(short: str, name: tuple[str, ...]) -> bool:
    """Return whether a word before a name is its short form: AJNR Am J Neuroradiol."""
    letters = iter("".join(name))
    initials = "".join(word[0] for word in name)
    return 3 <= len(short) <= 5 and short[:2] == initials[:2] and all(letter in letters for letter in short)


def same(a: str, b: str) -> bool:
    """Return whether two names are forms of one journal's name."""
    return same_forms(forms(a), forms(b)) or same_meeting(a, b) or _translates(a, b)


def _translates(a: str, b: str) -> bool:
    """Return whether two names have the same words in two languages: Canadian Journal of Mathematics, en français."""
    one, other = (sorted(word[:_STEM] for word in words(plain(name)) if word not in SMALL) for name in (a, b))
    return len(one) >= _LONG and one == other


def same_meeting(a: str, b: str) -> bool:
    """Return whether two names, one at least of proceedings, are of one meeting or series: its year and kind aside."""
    one, other = (words(_QUALIFIER.sub("", plain(name))) for name in (a, b))
    if _MEETS.isdisjoint([*one, *other]):
        return False
    x, y = _called(one), _called(other)
    if not x or not y:
        return False
    if len(x) == 1 or len(y) == 1:
        (short, *_), long = sorted((x, y), key=len)
        return short == "".join(long) or (len(short) >= 3 and (short in long or is_initials(short, long)))
    return set(x) == set(y) or _nearly(*sorted((x, y), key=len))


def _nearly(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Return whether a meeting's words stand in another's name in order, at most one of its words left out."""
    if len(long) - len(short) > (len(short) >= _LONG):
        return False
    rest = iter(long)
    return all(any(same_word(word, other) for other in rest) for word in short)


def is_meeting(name: str) -> bool:
    """Return whether a name is that of a meeting: it says so, or is so short that it can only be its letters."""
    found = words(plain(name))
    return len(found) < 3 or not _MEETS.isdisjoint(found)


def _called(found: list[str]) -> tuple[str, ...]:
    """Return the words by which a meeting is called."""
    kept = (word for word in found if word not in SMALL and word not in _MEETING and not _ORDER.fullmatch(word))
    return tuple(kept)


def same_forms(a: tuple[tuple[str, ...], ...], b: tuple[tuple[str, ...], ...]) -> bool:
    """Return whether any two of the word lists are forms of one name."""
    return any(_same_forms(x, y) for x in a for y in b)


def _same_forms(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    if a == b or "".join(a) == "".join(b):
        return True
    if len(a) == 1 and is_initials(a[0], b):
        return True
    if len(b) == 1 and is_initials(b[0], a):
        return True
    return len(a) == len(b) and all(map(same_word, a, b))


def names(reference: Reference) -> tuple[str, ...]:
    """Return what the container of a work is called: in full, short, its series, its event; a preprint's server."""
    said = [reference.text(name) for name in ("container-title", "container-title-short", "journalAbbreviation")]
    if reference.type == "article" and not said[0]:
        # What a preprint's record gives as a series is its subject, at few servers its server.
        group = reference.text("collection-title")
        found = (*said, reference.text("publisher"), group if is_server(group) else "")
        return tuple(dict.fromkeys(filter(None, found)))
    said += [reference.text("collection-title"), *_raw(reference)]
    event = reference.text("event-title")
    said += [event, event.partition(":")[0]] if event else []
    return tuple(dict.fromkeys(filter(None, said)))


def _raw(reference: Reference) -> list[str]:
    """Return every container title a registry gives, of which CSL's field holds one."""
    values = reference.provenance.get("container-title", ())
    return [part.strip() for value in values if value.raw for part in value.raw.split("; ")]


#: Servers of preprints whose names do not end in ``rxiv``, and words that say as much.
_SERVERS = re.compile(
    r"rxiv|\bpre-?prints?\b|\bcorr\b|\bssrn\b|social science research network|\bosf\b|open science framework"
    r"|research square|\brepec\b|\bzenodo\b|authorea|\bhal\b|f1000|working paper|discussions?\b|discuss\.",
    re.IGNORECASE,
)


_RXIV = re.compile(r"(?<!\w)\w*rxiv")


def is_server(name: str) -> bool:
    """Return whether a name is that of a server of preprints."""
    return bool(_SERVERS.search(name))


def other_server(said: str, name: str) -> bool:
    """Return whether two names are those of two servers: medRxiv, bioRxiv; openRxiv runs both."""
    one, other = (set(_RXIV.findall(text.lower())) - {"openrxiv"} for text in (said, name))
    return bool(one and other) and one.isdisjoint(other)
