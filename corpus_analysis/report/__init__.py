"""The notebooks on any corpus, as one static report; `write_report` is all that is needed."""

from .notebooks import ReportError, notebook_paths
from .site import write_report

__all__ = ["ReportError", "notebook_paths", "write_report"]
