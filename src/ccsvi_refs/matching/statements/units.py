"""Units and nouns of quantities: which spellings are one unit, which words count the same things."""

from __future__ import annotations

import re
from collections.abc import Iterable

#: Spellings as compared → the unit; the unit → its dimension and what one of it is in the dimension's base.
_SPELLED = {
    "percent": "% pct percent percentage",
    "points": "points pp",
    "ug": "ug micrograms", "mg": "mg milligram milligrams", "g": "g gram grams", "kg": "kg kilogram kilograms kilos",
    "ng": "ng nanogram nanograms",
    "ul": "ul microliter microliters", "ml": "ml milliliter milliliters", "l": "l liter liters litre litres",
    "um": "um micrometer micrometers", "mm": "mm millimeter millimeters", "cm": "cm centimeter centimeters",
    "m": "m meter meters", "km": "km kilometer kilometers", "nm": "nm nanometer nanometers",
    "second": "s sec secs second seconds", "minute": "min mins minute minutes", "hour": "h hr hrs hour hours",
    "day": "day days d", "week": "week weeks wk wks", "month": "month months mo", "year": "year years yr yrs",
    "hz": "hz", "khz": "khz", "mhz": "mhz", "mmol": "mmol", "umol": "umol", "mol": "mol", "kcal": "kcal", "kpa": "kpa",
    "mmhg": "mmhg", "celsius": "c celsius", "kda": "kda", "bp": "bp", "kb": "kb", "mb": "mb", "gb": "gb",
    "fold": "fold times", "iu": "iu", "usd": "usd dollars dollar", "ppm": "ppm", "ppb": "ppb", "db": "db", "ev": "ev",
}  # fmt: skip
UNITS = {spelling: unit for unit, spellings in _SPELLED.items() for spelling in spellings.split()}
_SCALES = {
    "mass": {"ng": 1e-9, "ug": 1e-6, "mg": 1e-3, "g": 1.0, "kg": 1e3},
    "volume": {"ul": 1e-6, "ml": 1e-3, "l": 1.0},
    "length": {"nm": 1e-9, "um": 1e-6, "mm": 1e-3, "cm": 1e-2, "m": 1.0, "km": 1e3},
    "time": {"second": 1.0, "minute": 60.0, "hour": 3_600.0, "day": 86_400.0, "week": 604_800.0,
             "month": 2_629_800.0, "year": 31_557_600.0},
    "share": {"percent": 1.0, "points": 1.0},
}  # fmt: skip
DIMENSIONS = {unit: (name, scale) for name, units in _SCALES.items() for unit, scale in units.items()}
#: Units of one letter, which are read as units right behind a number only.
SHORT = frozenset(spelling for spelling in UNITS if len(spelling) == 1)
TIMES = frozenset(_SCALES["time"])

#: Nouns that count the same things.
_NOUNS = {
    "person": "person persons people patient patients participant participants subject subjects individual individuals "
    "adult adults volunteer volunteers respondent respondents sufferer sufferers enrollee enrollees inpatients "
    "outpatients candidates cases",
    "study": "study studies trial trials paper papers article articles publication publications rcts",
    "woman": "woman women female females", "man": "man men male males", "child": "child children kids",
    "control": "control controls", "death": "death deaths", "center": "center centers hospital hospitals site sites",
}  # fmt: skip
_SAME_NOUN = {noun: name for name, nouns in _NOUNS.items() for noun in nouns.split()}
#: What groups are called whatever they are.
GENERIC = frozenset({"group", "groups", "arm", "arms", "person", "all", "total", "study", "cohort", "sample", "the"})
#: Words that go with the size of a study.
_SAMPLE = re.compile(
    r"total|recruit|enrol|includ|involv|random|studied|study|particip|trial|examin|sampl|collect|analy[sz]|survey"
    r"|interview|compris|follow|assess|evaluat|cohort|test|took"
)
#: Groups that exclude each other: what is said of one is not said of the other.
_GROUPS = (
    frozenset({"woman", "girls"}) , frozenset({"man", "boys"}),
    frozenset({"placebo", "sham", "control", "comparator", "comparison", "untreated"}),
    frozenset({"treatment", "intervention", "treated", "active", "experimental"}),
    frozenset({"baseline", "before"}), frozenset({"after", "follow"}),
    frozenset({"main"}), frozenset({"tributaries", "tributary"}),
)  # fmt: skip
RIVALS = ((0, 1), (2, 3), (4, 5))


def noun(key: str) -> str:
    """Return what a noun counts, in one word for all that count the same."""
    return _SAME_NOUN.get(key) or stem(key)


def stem(key: str) -> str:
    """Return a word without the endings that number and tense give it."""
    if len(key) <= 3:
        return key
    singular = key[:-1] if key.endswith("s") and not key.endswith("ss") else key
    bare = re.sub(r"(?:ation|ment|ing|ion|ed|ly|al|ive)$", "", singular).rstrip("e")
    return bare[:6] if len(bare) >= 3 else key[:6]


def group(key: str) -> str:
    """Return a word of the name of a group, the same for all names of groups that nothing was done to."""
    return "(control)" if {key, _SAME_NOUN.get(key)} & _GROUPS[2] else noun(key)


def role(keys: Iterable[str]) -> frozenset[str]:
    """Return one word for all that say that a number is the size of a study, where one of them is there."""
    return frozenset({"(sample)"}) if any(_SAMPLE.match(key) for key in keys) else frozenset()


def groups(keys: frozenset[str]) -> frozenset[int]:
    """Return the numbers of the groups that words speak of."""
    named = {_SAME_NOUN.get(key, key) for key in keys}
    return frozenset(number for number, words in enumerate(_GROUPS) if words & named)


def rival(ours: frozenset[int], theirs: frozenset[int]) -> bool:
    """Return whether two sets of groups exclude each other."""
    return any((a in ours and b in theirs and b not in ours and a not in theirs)
               or (b in ours and a in theirs and a not in ours and b not in theirs) for a, b in RIVALS)  # fmt: skip
