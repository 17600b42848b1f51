"""A text to words that can be compared: spelling, Greek letters and forms of numbers no longer tell them apart."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from ccsvi_refs.matching.statements import numerals
from ccsvi_refs.text import folding

#: Thousands parted, a number with a decimal mark or without, decimals alone.
_NUMBER = (
    r"\d{1,3}(?:[,'’\u00a0\u2009\u202f ]\d{3}(?!\d)){1,5}(?:[.·]\d{1,12})?|\d{1,15}(?:[.,·]\d{1,12}){0,5}"
    r"|(?<!\w)[.·]\d{1,12}"
)
#: A number, a word, a single ideograph or kana, or a sign that says something.
_TOKEN = re.compile(
    r"(?P<number>(?<![\w.,])[-−–](?=[.·]?\d)(?:{0})|(?:{0}))"
    r"|(?P<ideograph>[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af])"
    r"|(?P<word>[^\W\d_]+(?:['’ʼ](?=[^\W\d_])[^\W\d_]+)*)"
    r"|(?P<sign>[%‰<>≤≥±&])".replace("{0}", _NUMBER)
)
_SIGNS = {"%": "percent", "‰": "permille", "&": "and", "≤": "≤", "≥": "≥"}
#: Words of two parts that stand for one.
_PAIRS = {("per", "cent"): "percent", ("et", "al"): "etal"}
#: Signs and words between two numbers of a range, as compared.
_TO = frozenset({"to", "until", "bis", "à", "a"})


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a text: as printed, as it is compared, and where it stands."""

    text: str
    key: str
    start: int
    end: int


def plain(text: str, most: int = 2_000_000) -> str:
    """Return a text without markup, single-spaced, as words are read from it."""
    return unicodedata.normalize("NFC", folding.plain(text, most)).replace("\n", " ").replace("\xad", "")


def words(text: str) -> list[Word]:
    """Return the words of a plain text in order, numbers in words as their figures."""
    return list(numerals.joined(_paired(_words(text))))


def _words(text: str) -> Iterator[Word]:
    for match in _TOKEN.finditer(text):
        kind, token = match.lastgroup, match.group()
        if kind == "number":
            yield Word(token, numerals.written(_unsigned(text, match)), match.start(), match.end())
        elif kind == "sign":
            yield Word(token, _SIGNS.get(token, token), match.start(), match.end())
        else:
            yield Word(token, key(token), match.start(), match.end())


def _unsigned(text: str, match: re.Match[str]) -> str:
    """Return a number without the dash that parts it from the number before it."""
    token = match.group()
    if token[0] not in "-−–":
        return token
    before = text[: match.start()].rstrip(" ")[-1:]
    return token[1:] if before.isdigit() or before == "%" else f"-{token[1:]}"


def _paired(found: Iterator[Word]) -> Iterator[Word]:
    """Yield the words, those of two parts as one, without the "to" between the ends of a range."""
    kept: list[Word] = []
    for word in found:
        last = kept[-1] if kept else None
        if last and (both := _PAIRS.get((last.key, word.key))):
            kept[-1] = Word(f"{last.text} {word.text}", both, last.start, word.end)
            continue
        if len(kept) > 1 and last and last.key in _TO and _is_number(word.key) and _is_number(kept[-2].key):
            kept.pop()
        kept.append(word)
    yield from kept


def _is_number(key_: str) -> bool:
    return key_.lstrip("-")[:1].isdigit()


@lru_cache(maxsize=1 << 16)
def key(word: str) -> str:
    """Return a word as it is compared: folded, and American where British spelling differs."""
    bare = unicodedata.normalize("NFKC", word).casefold().replace("’", "'").replace("ʼ", "'")
    bare = re.sub(r"n't$", "not", bare).removesuffix("'s")
    folded = "".join(folding.fold(part) for part in bare.split("'"))
    return _UNLIKE.get(folded) or _american(folded)


#: Words whose two spellings no rule below makes one.
_UNLIKE = {
    "ageing": "aging", "whilst": "while", "amongst": "among", "towards": "toward", "afterwards": "afterward",
    "grey": "gray", "programmes": "programs", "programme": "program", "judgement": "judgment", "cheque": "check",
    "licence": "license", "defence": "defense", "offence": "offense", "pretence": "pretense", "practise": "practice",
    "practised": "practiced", "practising": "practicing", "sceptic": "skeptic", "sceptical": "skeptical",
    "aluminium": "aluminum", "mould": "mold", "moulds": "molds", "tyre": "tire", "plough": "plow", "kerb": "curb",
    "storey": "story", "draught": "draft", "orientated": "oriented", "acknowledgement": "acknowledgment",
    "speciality": "specialty", "learnt": "learned", "burnt": "burned", "spelt": "spelled",
    "microg": "ug", "mcg": "ug", "mug": "ug", "mum": "um", "mul": "ul", "mumol": "umol", "mumoll": "umoll",
    "micrograms": "ug", "microgram": "ug", "odour": "odor", "colour": "color", "honour": "honor", "labour": "labor",
    "tonne": "ton", "tonnes": "tons", "metre": "meter", "metres": "meters", "litre": "liter", "litres": "liters",
}  # fmt: skip
#: British endings and letters → American ones, where the word is long enough to be of that kind.
_RULES = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r"(?<=[bcdgiklmnoprstuvwy])our(?=s?$|ed$|ing$|able$|abl|al$|ally$|ful$|less$|ist|ite|hood$)", "or"),
        (r"(?<=..[a-z])is(?=e$|ed$|es$|er$|ers$|ing$|ation|able$|abilit)", "iz"),
        (r"(?<=[a-z])ys(?=e$|ed$|es$|er$|ers$|ing$)", "yz"),
        (r"(?<=[a-z]{2}[bcht])re(?=s?$)", "er"),
        (r"(?<=[a-z]{2})ogue(?=s?$)", "og"),
        (r"(?<=[a-z])ae|^ae(?=[a-z]{3})|^oe(?=[a-z]{3})|(?<=[a-z])oe(?=[a-z]{2})", "e"),
        (r"sulph", "sulf"),
        (r"ll", "l"),
        (r"(?<=[aeiou][a-z])pp(?=ed$|ing$)", "p"),
        (r"geing$", "ging"),
        (r"(?<=[a-z]{4})eable$", "able"),
    )
)


def _american(word: str) -> str:
    if len(word) < 5:
        return word
    for pattern, replacement in _RULES:
        word = pattern.sub(replacement, word)
    return word
