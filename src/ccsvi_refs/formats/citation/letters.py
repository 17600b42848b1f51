"""Character classes, month names and small words that the readers of a citation string share."""

from __future__ import annotations

import re

#: Latin, Greek and Cyrillic letters with a case, as the inside of a regular expression's character class. Ranges keep
#: compilation fast; where upper and lower case alternate (Ā ā Ă ă …), a letter counts as both.
UPPER = "A-ZÀ-ÖØ-ÞĀ-žȘȚΆ-ΫЀ-ЯẠ-ỹ"
LOWER = "a-zß-öø-ÿĀ-žșțά-ώа-џẠ-ỹ"

#: Hyphens, en and em dashes and the minus sign.
DASH = "-‐‑‒–—−"

YEAR = r"(?:1[5-9]|20)\d\d"

_MONTHS = (
    "january januar janvier enero gennaio janeiro januari",
    "february februar février febrero febbraio fevereiro februari",
    "march märz mars marzo março maart mrt", "april avril abril aprile", "may mai mayo maggio maio mei",
    "june juni juin junio giugno junho", "july juli juillet julio luglio julho", "august août agosto augustus",
    "september septembre septiembre settembre setembro sept", "october oktober octobre octubre ottobre outubro",
    "november novembre noviembre novembro", "december dezember décembre diciembre dicembre dezembro",
)  # fmt: skip

#: Month names in the languages of Western citations, full and cut to three letters, to their number.
MONTHS = {name: number for number, names in enumerate(_MONTHS, 1) for name in names.split()}
MONTHS |= {name[:3]: number for number, names in enumerate(_MONTHS, 1) for name in names.split()[:2]}

MONTH = r"(?:" + "|".join(sorted(map(re.escape, MONTHS), key=len, reverse=True)) + r")\b\.?"
SEASONS = {"spring": 1, "summer": 2, "autumn": 3, "fall": 3, "winter": 4}

#: Words before or inside a family name, http://docs.citationstyles.org/en/stable/specification.html#names-as-variables
PARTICLES = (
    "van von der den de del della delle di da das do dos du la le les el al ben bin ibn bint ten ter te zu zur zum "
    "af av y e 't 's d l st"
).split()
