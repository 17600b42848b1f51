"""The options of ``ccsvi-refs mirror``."""

from ccsvi_refs.cli.mirror import mirror

__all__ = ["mirror"]
