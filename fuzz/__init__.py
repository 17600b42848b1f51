"""Input that nobody thought of, for every reader: run by ``make fuzz``, see docs/reference/limits.md."""
