"""Corpora on disk: saved, opened in part, and built part by part where they are larger than memory."""

from .build import build_store
from .format import StoreError, is_store
from .opened import StoredCorpus, open_corpus, save_corpus

__all__ = ["StoreError", "StoredCorpus", "build_store", "is_store", "open_corpus", "save_corpus"]
