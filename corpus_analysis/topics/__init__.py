"""Topics: what the coverage is about, across outlets and languages, and how far that can be trusted."""

import sys
import types

from .anchors import anchor_texts, read_anchors
from .clusters import cluster_texts
from .links import link_texts
from .model import Topics, link_passages, topics
from .passages import passages

__all__ = ["Topics", "anchor_texts", "cluster_texts", "link_passages", "link_texts", "passages", "read_anchors", "topics"]


class _Callable(types.ModuleType):
    """Lets ``corpus_analysis.topics`` be the function and the package: importing a subpackage binds its name in the parent."""

    def __call__(self, *args, **kwargs) -> Topics:  # noqa: ANN002, ANN003
        return topics(*args, **kwargs)


sys.modules[__name__].__class__ = _Callable
