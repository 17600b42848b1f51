"""The Model Context Protocol server, ``ccsvi-refs mcp``: what an assistant may ask, read-only.

https://modelcontextprotocol.io/specification/
"""

from __future__ import annotations

from ccsvi_refs.mcp.server import build

__all__ = ["build"]
