"""A sentence about a work against the work's own text: quotations word by word, numbers by what they count."""

from ccsvi_refs.matching.statements.checked import Checked, checked, mark, put_back
from ccsvi_refs.matching.statements.checking import Point, check, has_any, has_points
from ccsvi_refs.matching.statements.sources import SourceText

__all__ = ["Checked", "Point", "SourceText", "check", "checked", "has_any", "has_points", "mark", "put_back"]
