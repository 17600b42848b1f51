"""The Model Context Protocol server, ``ccsvi-refs mcp``: what an assistant may ask, read-only."""
