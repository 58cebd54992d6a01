"""Curation: claims that a person adds, confirms, amends or rejects, anchored by their quotes."""

from extract.curation.applying import apply_curation
from extract.curation.entries import Curation
from extract.curation.file import read_curation

__all__ = ["Curation", "apply_curation", "read_curation"]
