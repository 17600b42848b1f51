"""Whether external links are alive and lead to the works they are said to lead to."""

from ccsvi_refs.links import baseline
from ccsvi_refs.links.checking import check
from ccsvi_refs.links.policy import problems
from ccsvi_refs.links.status import Hop, Judgement, LinkStatus, Verdict

__all__ = ["Hop", "Judgement", "LinkStatus", "Verdict", "baseline", "check", "problems"]
