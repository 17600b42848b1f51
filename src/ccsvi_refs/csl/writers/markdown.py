"""Placeholder."""

from ccsvi_refs.csl.writers.base import Writer

MARKDOWN = Writer("markdown", str, {})
