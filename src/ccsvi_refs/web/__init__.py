"""The page for people without a terminal, ``ccsvi-refs serve``: paste, drop or name a page, and get the report."""
