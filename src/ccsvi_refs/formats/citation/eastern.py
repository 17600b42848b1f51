"""Chinese, Japanese and Korean names at the start of a citation string."""

from __future__ import annotations

import re

from ccsvi_refs.model import Name

HAN = "\u3400-\u4dbf\u4e00-\u9fff々〆"
KANA = "\u3041-\u3096\u30a1-\u30faー"
HANGUL = "\uac00-\ud7af"
_CJK = re.compile(f"[{HAN}{KANA}{HANGUL}]")
_NAME = re.compile(
    rf"[{HAN}]{{1,3}}\s[{HAN}{KANA}]{{1,4}}|[{HAN}]{{2,4}}[{KANA}]{{0,4}}|[{HANGUL}]{{2,4}}"
    rf"|[{KANA}]{{4,14}}(?:・[{KANA}]{{2,10}})?"
)
_SEPARATOR = re.compile(r"\s?[,，、;；・/]\s?(?:&\s?|和|と|及び)?(?=\S)|\s?&\s?|\s?(?:以及|及び|和|与|と|및)\s?(?=\S)")
_OTHERS = re.compile(r"\s?[,，、]?\s?(?:等|他|ほか|외|et al)(?=[\s.,，。:：(（]|$)\.?")
#: What may follow a name of a list.
_NEXT = re.compile(r"\s?[,，、;；・/&.．。:：(（「『《“\"]|\s?$|\s\d{4}|\s?(?:以及|及び|和|与|と|等|他|ほか)|\s(?=\()")
_JOINTS = ("以及", "及び", "和", "与", "と")
_STOP = re.compile(r"\s?[.．。,，:：(（「『《“\"]|\s?$|\s\d{4}|\s(?=\()")
#: Chinese family names of two characters.
_DOUBLE = frozenset("欧阳 歐陽 司马 司馬 上官 诸葛 諸葛 东方 皇甫 尉迟 公孙 慕容 令狐 司徒 夏侯 端木".split())
_MOST = 100


def is_eastern(text: str) -> bool:
    """Return whether a text begins in one of these scripts."""
    return bool(_CJK.match(text))


def at_start(text: str, start: int = 0) -> tuple[list[Name], int, bool]:
    """Return the names a text has at a place, where they end, and whether the list goes on unnamed."""
    found: list[Name] = []
    is_japanese = bool(re.search(f"[{KANA}]", text))
    at = start
    while len(found) < _MOST:
        one = _one(text, at, is_japanese)
        if one is None:
            break
        found.append(one[0])
        at = one[1]
        separator = _SEPARATOR.match(text, at)
        if separator is None or _one(text, separator.end(), is_japanese) is None:
            break
        at = separator.end()
    others = _OTHERS.match(text, at)
    end = others.end() if others else at
    return (found, end, bool(others)) if found and (others or _STOP.match(text, end)) else ([], start, False)


def _one(text: str, start: int, is_japanese: bool) -> tuple[Name, int] | None:
    """Return the name at a place and where it ends, None where there is none."""
    match = _NAME.match(text, start)
    if not match:
        return None
    printed = match.group()
    for joint in _JOINTS:
        head, sign, _ = printed.partition(joint)
        printed = head if sign and len(head) >= 2 else printed
    printed = re.sub("(?<=..)(?:等|他|ほか)$", "", printed)
    end = start + len(printed)
    return (_parted(printed, is_japanese), end) if _NEXT.match(text, end) else None


def _parted(printed: str, is_japanese: bool) -> Name:
    """Return the name in parts where they can be told: by a space, or in Chinese and Korean by their number."""
    family, space, given = printed.partition(" ")
    if space:
        return Name(family=family, given=given)
    if re.search(f"[{KANA}]", printed):
        return Name(literal=printed)
    if printed[:2] in _DOUBLE and len(printed) > 2:
        return Name(family=printed[:2], given=printed[2:])
    if len(printed) <= 3 and not is_japanese:
        return Name(family=printed[0], given=printed[1:])
    if len(printed) == 4:
        return Name(family=printed[:2], given=printed[2:])
    return Name(literal=printed)
