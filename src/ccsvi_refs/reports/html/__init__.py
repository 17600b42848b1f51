"""The report as a page of its own: to look at, to print, to keep as a build artifact."""

from ccsvi_refs.reports.html.page import html, policy

__all__ = ["html", "policy"]
