"""How the documentation is built: `make docs`. Nothing is fetched while building or reading it."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Any

from docutils.utils.math.latex2mathml import tex2mathml

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import corpus_analysis

project = "Corpus Analysis"
author = "The Corpus Analysis founders"
release = corpus_analysis.__version__
language = "en"

extensions = ["myst_parser", "sphinx.ext.autodoc"]
exclude_patterns = ["README.md"]
default_role = "py:obj"

myst_enable_extensions = ["dollarmath"]
myst_fence_as_directive = ["math"]
myst_heading_anchors = 3

autodoc_typehints_format = "short"
autodoc_member_order = "bysource"

html_theme = "furo"
html_title = "Corpus Analysis"
html_static_path = ["_static"]
html_css_files = ["docs.css"]
html_js_files = ["docs.js"]
html_show_copyright = False
html_show_sourcelink = False
html_copy_source = False
html_math_renderer = "mathml"

_HEADED = re.compile(r"^-{4,}$")
_ITEM = re.compile(r"^([\w.*]+(?:, [\w.*]+)*) : (.*)$")
_NEXT_ITEM = re.compile(r"(?<=[.)`]) (?=[A-Za-z_]\w*(?:, [A-Za-z_]\w*)* : )")


def set_out_sections(app: Any, what: str, name: str, obj: Any, options: Any, lines: list[str]) -> None:
    """Turn the sections of our docstrings, with their ``name : what it is`` lines, into rubrics and lists."""
    made: list[str] = []
    section = ""
    for number, line in enumerate(lines):
        following = lines[number + 1] if number + 1 < len(lines) else ""
        if _HEADED.match(following) and line.strip():
            section = line.strip()
            made += ["", f".. rubric:: {section}", ""]
        elif _HEADED.match(line):
            continue
        elif section in ("", "Example", "Examples"):
            made.append(line)
        elif hit := _ITEM.match(line):
            made += _items(hit)
        elif not line.strip():
            made.append("")
        elif made[-1].startswith("- "):
            first, *more = _NEXT_ITEM.split(made[-1] + " " + line.strip())
            made[-1] = first
            made += [item for text in more if (found := _ITEM.match(text)) for item in _items(found)]
        else:
            made.append(line.strip())
    lines[:] = made


def _items(hit: re.Match[str]) -> list[str]:
    """Return one list item for a ``name : text`` line, or several where its text goes on with the next name."""
    first, *more = _NEXT_ITEM.split(hit.group(2))
    names = ", ".join(f"**{name}**" for name in hit.group(1).replace("*", r"\*").split(", "))
    return [f"- {names}: {first}", *(item for text in more if (found := _ITEM.match(text)) for item in _items(found))]


def _write_inline(self: Any, node: Any) -> None:
    self.body.append(tex2mathml(node.astext()))
    raise _skip()


def _write_block(self: Any, node: Any) -> None:
    self.body.append(f'<div class="math">{tex2mathml(node.astext(), as_block=True)}</div>')
    raise _skip()


def _skip() -> Exception:
    from docutils.nodes import SkipNode

    return SkipNode()


def _level_captions(app: Any, pagename: str, templatename: str, context: dict, doctree: Any) -> None:
    """Give the captions of the page list the level that a screen reader needs: they are headings without one."""
    context["furo_navigation_tree"] = context["furo_navigation_tree"].replace('role="heading"', 'role="heading" aria-level="2"')


def setup(app: Any) -> None:
    app.connect("html-page-context", _level_captions, priority=900)
    app.connect("autodoc-process-docstring", set_out_sections)
    app.add_html_math_renderer("mathml", inline_renderers=(_write_inline, None), block_renderers=(_write_block, None))
