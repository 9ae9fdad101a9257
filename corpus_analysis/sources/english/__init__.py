"""The grammar of attribution in English; `sentences` is where reading begins."""
