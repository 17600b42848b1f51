"""Placeholder."""

from ccsvi_refs.csl.writers.base import Writer

TEXT = Writer("text", str, {})
