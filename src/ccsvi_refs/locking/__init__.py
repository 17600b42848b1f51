"""``references.lock``: what each citation and link was found to be, kept beside the pages, and what changes of it.

The lock is data alone; what of a change is grave is the audit's to judge.
"""

from ccsvi_refs.locking.change import Change, ChangeOf
from ccsvi_refs.locking.finding_again import Index, Recalled, index, recall
from ccsvi_refs.locking.reading import parse, read
from ccsvi_refs.locking.state import NAME, Lock, LockedLink, LockedPage, LockedReference
from ccsvi_refs.locking.updating import Locked, Run, Updated, gone, update
from ccsvi_refs.locking.writing import write

__all__ = [
    "NAME",
    "Change",
    "ChangeOf",
    "Index",
    "Lock",
    "Locked",
    "LockedLink",
    "LockedPage",
    "LockedReference",
    "Recalled",
    "Run",
    "Updated",
    "gone",
    "index",
    "parse",
    "read",
    "recall",
    "update",
    "write",
]
