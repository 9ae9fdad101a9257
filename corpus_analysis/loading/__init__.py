"""From files to documents and segments: readers, roles of paragraphs, metadata with evidence."""

from .segments import find_segments, repeated_lines

__all__ = ["find_segments", "repeated_lines"]
