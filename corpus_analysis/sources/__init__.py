"""Who speaks, in what capacity, how much and through whom."""

from .attribution import find_sources

__all__ = ["find_sources"]
