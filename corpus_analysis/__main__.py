"""``python -m corpus_analysis`` is the command ``corpus-analysis``."""

from .cli import app

app(prog_name="corpus-analysis")
