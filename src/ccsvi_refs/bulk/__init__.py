"""Any number of citation strings, one a line → as many answers in their order: resolved, audited, links checked.

Nothing is kept but the lines at work, so memory does not grow with the file. Every line that is not blank has one
answer, which is what makes a run that was killed go on exactly where it ended: so many answers, so many lines.
"""

from __future__ import annotations

from ccsvi_refs.bulk.answering import Task, Work
from ccsvi_refs.bulk.keeping import Output, resumed
from ccsvi_refs.bulk.reading import Line, Unpacked, lines
from ccsvi_refs.bulk.running import answers

__all__ = ["Line", "Output", "Task", "Unpacked", "Work", "answers", "lines", "resumed"]
