"""Formats of lines with tags, RIS, MEDLINE and Refer: which tags hold which CSL field, and where new ones go."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from ccsvi_refs.formats import refer
from ccsvi_refs.formats.nbib import lines as nbib_lines
from ccsvi_refs.formats.ris import segments as ris_segments
from ccsvi_refs.formats.ris import tags as ris_tags


@dataclass(frozen=True, slots=True)
class Manner:
    """How a format writes its records.

    ``line`` matches a line with a tag, which is its first group, and ends in the value; ``end`` is the tag that ends a
    record; ``fields`` are the tags of CSL's fields, that of a new line first, ``after`` those that a new line stands
    behind. ``names`` are the tags of an author in full and shortened. ``layout`` is a line where none is to be copied.
    """

    line: re.Pattern[str]
    end: str
    fields: Mapping[str, tuple[str, ...]]
    after: Mapping[str, tuple[str, ...]]
    names: tuple[tuple[str, ...], str]
    dates: tuple[str, ...]
    addresses: tuple[str, ...]
    layout: str


RIS = Manner(
    ris_segments.TAG,
    "ER",
    {
        "title": ris_tags.TITLES, "container-title": ris_tags.CONTAINERS, "volume": ("VL",), "issue": ("IS", "CP"),
        "page": ("SP",), "DOI": ("DO", "DI"), "note": ("N1",), "issued": ("PY", "Y1", "DA"), "PMCID": ("C2",),
    },
    {
        "VL": ("JF", "T2", "JO", "JA", "J2"), "IS": ("VL", "JF", "T2", "JO"), "SP": ("IS", "VL", "JF", "T2", "JO"),
        "EP": ("SP", "IS", "VL", "JF", "T2", "JO"), "DO": ("EP", "SP", "IS", "VL"), "PY": ("AU", "A1"), "N1": ("N1",),
    },
    (("AU", "A1"), ""),
    ("PY", "Y1", "DA"),
    ("UR", "N1", "M3", "L3", "L1", "L2", "LK", "AN", "U1", "U2", "C2", "M2"),
    "TY  - ",
)  # fmt: skip
MEDLINE = Manner(
    nbib_lines.TAG,
    "",
    {
        "title": ("TI",), "container-title": ("JT", "BTI", "TA"), "volume": ("VI",), "issue": ("IP",), "page": ("PG",),
        "DOI": ("LID", "AID"), "issued": ("DP",), "PMID": ("PMID",), "PMCID": ("PMC",), "status": ("PST",),
    },
    {
        "VI": ("IS", "PMID"), "IP": ("VI", "IS", "PMID"), "DP": ("IP", "VI", "PMID"), "PG": ("TI",),
        "LID": ("PG", "TI"), "PMC": ("JID", "TA"),
    },
    (("FAU",), "AU"),
    ("DP",),
    (),
    "TI  - ",
)  # fmt: skip
REFER = Manner(
    refer.LINE,
    "",
    {
        "title": ("T",), "container-title": ("J", "B"), "volume": ("V",), "issue": ("N",), "page": ("P",),
        "DOI": ("R",), "issued": ("D",), "note": ("O", "Z"),
    },
    {"V": ("J", "B"), "N": ("V", "J"), "P": ("N", "V", "J"), "R": ("P", "N", "V"), "D": ("T",), "O": ("O", "Z")},
    (("A",), ""),
    ("D", "8"),
    ("U",),
    "%T ",
)  # fmt: skip
#: MEDLINE's tags that say more of the author before them.
OF_AUTHORS = frozenset({"AD", "AUID", "IR"})
#: Format → how it writes.
MANNERS: Mapping[str, Manner] = {"ris": RIS, "nbib": MEDLINE, "refer": REFER}
