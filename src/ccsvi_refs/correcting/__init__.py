"""Findings → references put right: what is wrong is changed where it stands, and nothing else."""

from ccsvi_refs.correcting.entries import Correction, concerned, corrections, identified

__all__ = ["Correction", "concerned", "corrections", "identified"]
