"""The grammar of attribution in Persian; `sentences` is where reading begins."""
