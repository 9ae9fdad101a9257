"""Topics: what the coverage is about, across outlets and languages, and how far that can be trusted."""

from .clusters import cluster_texts
from .links import link_texts
from .passages import passages

__all__ = ["cluster_texts", "link_texts", "passages"]
