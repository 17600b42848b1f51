"""References and what surrounds them: frozen, comparable, CSL-JSON-shaped.

A :class:`Reference` holds one CSL-JSON item (https://docs.citationstyles.org/en/stable/specification.html, appendix
IV) and offers typed readers for it. The item is what every other part of the library reads and writes; fields CSL
does not know are kept under CSL's own ``custom`` object and never invented at the top level.
"""

from __future__ import annotations

from ccsvi_refs.frozen import FrozenDict, freeze, thaw
from ccsvi_refs.model.bibliography import Bibliography
from ccsvi_refs.model.dates import DATE_FIELDS, Date
from ccsvi_refs.model.names import NAME_FIELDS, Name
from ccsvi_refs.model.page import (
    Attribution,
    CitingKind,
    InTextCitation,
    Link,
    Mention,
    Passage,
    Problem,
    ProblemKind,
    Quotation,
    Slip,
    SlipKind,
    Statement,
    TieKind,
    Uncited,
)
from ccsvi_refs.model.reference import Reference
from ccsvi_refs.model.sources import GRAVE, NOTICE_KINDS, Notice, NoticeKind, Value

__all__ = [
    "DATE_FIELDS",
    "GRAVE",
    "NAME_FIELDS",
    "NOTICE_KINDS",
    "Attribution",
    "Bibliography",
    "CitingKind",
    "Date",
    "FrozenDict",
    "InTextCitation",
    "Link",
    "Mention",
    "Name",
    "Notice",
    "NoticeKind",
    "Passage",
    "Problem",
    "ProblemKind",
    "Quotation",
    "Reference",
    "Slip",
    "SlipKind",
    "Statement",
    "TieKind",
    "Uncited",
    "Value",
    "freeze",
    "thaw",
]
