"""What a reader accepts before it refuses: every limit in one place."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """Limits on what is read; a file or row beyond one lands in `problems` and the run goes on.

    Attributes
    ----------
    file_bytes : a file or archive larger than this is not read.
    page_bytes : an HTML page larger than this is not parsed.
    page_elements : of a page with more elements all visible text is read, menus too; the search for the article would take too long.
        The same holds for more than 5,000 elements in one, or 256 in one another.
    line_chars : a longer line is reported (code long_line); it is still read.
    token_chars : a longer run without white space is reported (code long_token).
    mark_run : more combining marks in a row than this are reported (code combining_run).
    table_rows : rows read from one table; the rest is reported.
    cell_chars : a longer cell makes its row a bad record.
    archive_members : an archive with more members is refused.
    archive_bytes : unpacked bytes of one archive.
    archive_ratio : unpacked bytes over packed bytes; beyond it an archive is taken for a bomb.
    folder_depth : levels of folders that are walked.
    files : files that are listed.
    seconds_per_file : a file that takes longer to read is given up, by the clock. None: no such limit. Any number has the files read in
        a process of their own that can be ended; a script that uses it needs ``if __name__ == "__main__":`` around its calls.
    """

    file_bytes: int = 100_000_000
    page_bytes: int = 10_000_000
    page_elements: int = 50_000
    line_chars: int = 100_000
    token_chars: int = 1_000
    mark_run: int = 16
    table_rows: int = 1_000_000
    cell_chars: int = 10_000_000
    archive_members: int = 50_000
    archive_bytes: int = 1_000_000_000
    archive_ratio: int = 200
    folder_depth: int = 64
    files: int = 1_000_000
    seconds_per_file: int | None = None

    def __post_init__(self) -> None:
        for name, value in vars(self).items():
            if value is None and name == "seconds_per_file":
                continue
            if not isinstance(value, int) or value < 1:
                raise ValueError(f"Limits({name}={value!r}): a limit is a whole number of at least 1.")
