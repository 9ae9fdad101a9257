"""The grammar of attribution in Arabic; `sentences` is where reading begins."""
