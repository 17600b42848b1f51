"""A local mirror of registry records: an index on this machine that answers citation strings without a network.

::

    build, update    files → pieces → records, in several processes → the index, with what was read of which file
    Mirror           an open mirror: identifier or citation string in, records out
    verify           what an index holds against what it should hold

A mirror is a folder: ``mirror.json`` names the folder of the index in use. The index is Tantivy's
(https://github.com/quickwit-oss/tantivy); records and what was read so far are committed to it together, so that a
build that is killed goes on where it stopped.
"""

from ccsvi_refs.registries.mirror.building import Built, build, update
from ccsvi_refs.registries.mirror.info import Info, Source
from ccsvi_refs.registries.mirror.opened import ROWS, Mirror
from ccsvi_refs.registries.mirror.verifying import Verified, verify

__all__ = ["ROWS", "Built", "Info", "Mirror", "Source", "Verified", "build", "update", "verify"]
