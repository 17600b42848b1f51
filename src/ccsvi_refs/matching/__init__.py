"""Whether a record is the work a citation means, and what the two say differently. Pure: no I/O, no settings."""

from ccsvi_refs.matching.choosing import Alignment, Choice, align, choose, prepare
from ccsvi_refs.matching.differing import Difference, differences, same_title
from ccsvi_refs.matching.explaining import Evidence
from ccsvi_refs.matching.joined import joined
from ccsvi_refs.matching.landing import page_matches
from ccsvi_refs.matching.prepared import Cited
from ccsvi_refs.matching.publishing import same_place
from ccsvi_refs.matching.works import same_work

__all__ = [
    "Alignment",
    "Choice",
    "Cited",
    "Difference",
    "Evidence",
    "align",
    "choose",
    "differences",
    "joined",
    "page_matches",
    "prepare",
    "same_place",
    "same_title",
    "same_work",
]
