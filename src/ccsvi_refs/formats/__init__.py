"""Text to references and back: CSL-JSON, BibTeX, RIS, PubMed, Crossref, and citation strings."""
