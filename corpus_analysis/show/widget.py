"""The explorer in a notebook: Python holds the state, the page draws it (explorer.js)."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from .explorer import PAGE, Explorer

HERE = Path(__file__).parent


class ExplorerWidget(anywidget.AnyWidget):
    """Draws an `Explorer`; what the page asks for comes as messages, what it shows goes out as `shown` and `article`."""

    _esm = (HERE / "explorer.js").read_text(encoding="utf-8")
    _css = (HERE / "explorer.css").read_text(encoding="utf-8")
    shown = traitlets.Dict().tag(sync=True)
    article = traitlets.Dict().tag(sync=True)
    suggestions: traitlets.List = traitlets.List().tag(sync=True)
    static = traitlets.Unicode().tag(sync=True)

    def __init__(self, explorer: Explorer, static: str = "") -> None:
        super().__init__(shown=explorer.describe(), suggestions=explorer.suggestions(), static=static)
        self.explorer, self.rows = explorer, PAGE
        self.on_msg(self._answer)

    def __repr__(self) -> str:
        return "the explorer; it needs a running kernel"

    def _answer(self, widget: object, message: dict[str, Any], buffers: list[bytes]) -> None:
        kind = message.get("kind")
        if kind == "search":
            self._search(message["state"])
        elif kind == "more":
            self.rows += PAGE
            self.shown = self.explorer.describe(self.rows)
        elif kind == "open":
            self.article = {"row": message["row"], "markup": self.explorer.article(message["row"]).markup}
        elif kind == "export":
            with tempfile.TemporaryDirectory() as folder:
                path = self.explorer.export(Path(folder) / f"lines.{message['format']}")
                self.send({"kind": "file", "name": path.name}, [path.read_bytes()])
        elif kind == "hello":
            self.send({"kind": "hello"})

    def _search(self, state: dict[str, Any]) -> None:
        self.rows = PAGE
        try:
            self.shown = self.explorer.search(**state).describe()
        except (KeyError, ValueError) as error:
            # The reader mistyped: say so beside the search box and leave what is shown.
            self.shown = {**self.shown, "error": str(error.args[0])}
