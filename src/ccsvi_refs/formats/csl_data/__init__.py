"""CSL's own items as JSON and as YAML ⇄ references."""
