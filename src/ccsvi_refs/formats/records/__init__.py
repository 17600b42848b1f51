"""Records as registries answer them → references, one module a registry."""
