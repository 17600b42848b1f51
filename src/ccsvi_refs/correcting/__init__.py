"""Findings → references put right: what is wrong is changed where it stands, and nothing else."""

from ccsvi_refs.correcting.entries import Correction, Edited, concerned, corrections, edited, identified

__all__ = ["Correction", "Edited", "concerned", "corrections", "edited", "identified"]
