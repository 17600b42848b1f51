"""Placeholder."""

from ccsvi_refs.csl.writers.base import Writer

TYPST = Writer("typst", str, {})
