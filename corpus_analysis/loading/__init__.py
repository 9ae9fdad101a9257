"""From files to documents and segments: readers, roles of paragraphs, metadata with evidence."""

from .documents import read_documents
from .encoding import repair_text
from .gaps import find_gaps
from .limits import Limits
from .metadata import describe_documents
from .segments import find_segments, repeated_lines

__all__ = ["Limits", "describe_documents", "find_gaps", "find_segments", "read_documents", "repair_text", "repeated_lines"]
