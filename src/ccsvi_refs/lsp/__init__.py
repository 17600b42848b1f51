"""The language server, ``ccsvi-refs lsp``: faults where they stand in an editor, and actions that put them right."""
