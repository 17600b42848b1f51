"""Placeholder."""

from ccsvi_refs.csl.writers.base import Writer

LATEX = Writer("latex", str, {})
