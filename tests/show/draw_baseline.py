"""Draw baseline/words.png with Chromium: how a browser sets the lines of baseline/words.txt in the shipped font."""

import html
import shutil
import subprocess
import tempfile
from pathlib import Path

HERE = Path(__file__).parent / "baseline"
FONT = Path(__file__).parents[2] / "corpus_analysis" / "show" / "fonts" / "Vazirmatn-Regular.ttf"
FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync", "--hide-scrollbars", "--force-device-scale-factor=1")  # fmt: skip


def main() -> None:
    """Write a page with one box a line and take its picture."""
    words = (HERE / "words.txt").read_text(encoding="utf-8").splitlines()
    style = (
        f"@font-face{{font-family:V;src:url('{FONT.as_uri()}')}} body{{margin:0;background:#fff}}"
        "div{font:24px/48px V;width:420px;height:48px;direction:rtl;text-align:right;white-space:nowrap;overflow:hidden}"
    )
    boxes = "".join(f"<div>{html.escape(word)}</div>" for word in words)
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "words.html"
        page.write_text(f'<!doctype html><meta charset="utf-8"><style>{style}</style>{boxes}', encoding="utf-8")
        chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
        if chromium is None:
            raise SystemExit("No Chromium found; install it (Debian: apt-get install chromium) and run this again.")
        size, target = f"--window-size=420,{48 * len(words)}", f"--screenshot={HERE / 'words.png'}"
        subprocess.run(
            [chromium, *FLAGS, f"--user-data-dir={folder}/profile", size, target, page.as_uri()], check=True, capture_output=True
        )


if __name__ == "__main__":
    main()
