"""Whether external links are alive and lead to the works they are said to lead to."""

from ccsvi_refs.links import baseline, local
from ccsvi_refs.links.checking import check, check_all
from ccsvi_refs.links.history import ChangeKind, change_since
from ccsvi_refs.links.policy import Policy, fits, problems, unused
from ccsvi_refs.links.status import PROVEN, VERDICTS, Change, Hop, Judgement, LinkStatus, Verdict
from ccsvi_refs.links.unasked import without_asking

__all__ = [
    "PROVEN",
    "VERDICTS",
    "Change",
    "ChangeKind",
    "Hop",
    "Judgement",
    "LinkStatus",
    "Policy",
    "Verdict",
    "baseline",
    "change_since",
    "check",
    "check_all",
    "fits",
    "local",
    "problems",
    "unused",
    "without_asking",
]
