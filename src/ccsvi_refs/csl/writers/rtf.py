"""Placeholder."""

from ccsvi_refs.csl.writers.base import Writer

RTF = Writer("rtf", str, {})
