"""PubMed, Crossref and their neighbours: identifier or query in, candidates out."""
