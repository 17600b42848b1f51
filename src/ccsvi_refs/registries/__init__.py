"""PubMed, Crossref and their neighbours: identifier or query in, candidates out.

Each module asks one service and returns a :class:`~ccsvi_refs.transport.Lookup` of what it said to each question; its
``reference`` makes a reference of one answer, every value with its source.
"""
