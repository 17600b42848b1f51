"""The Sphinx extension: citations and links are checked while documentation is built."""
