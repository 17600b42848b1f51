"""Character classes and particles that the readers of names and citations share."""

from __future__ import annotations

#: Latin, Greek and Cyrillic letters with a case, as the inside of a regular expression's character class. Ranges keep
#: compilation fast; where upper and lower case alternate (Ā ā Ă ă …), a letter counts as both.
UPPER = "A-ZÀ-ÖØ-ÞĀ-žȘȚΆ-ΫЀ-ЯẠ-ỹ"
LOWER = "a-zß-öø-ÿĀ-žșțά-ώа-џẠ-ỹ"

#: Hyphens, en and em dashes and the minus sign.
DASH = "-‐‑‒–—−"

#: Words before or inside a family name, http://docs.citationstyles.org/en/stable/specification.html#names-as-variables
PARTICLES = (
    "van von der den de del della delle di da das do dos du la le les el al ben bin ibn bint ten ter te zu zur zum "
    "af av y e 't 's d l st"
).split()
