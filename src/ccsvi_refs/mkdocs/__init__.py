"""Checks the references and links of an MkDocs site while it is built, and writes its citations by key in a style."""
