"""The MkDocs plugin: citations and links are checked while documentation is built."""
