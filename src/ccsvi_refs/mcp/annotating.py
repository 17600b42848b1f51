"""What every tool says of itself: it changes nothing, and may be called again."""

from __future__ import annotations

from mcp_types import ToolAnnotations

#: A tool that asks registries or sites, whose answers may change.
ASKS = ToolAnnotations(read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=True)
#: A tool that asks nobody.
KNOWS = ToolAnnotations(read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False)
