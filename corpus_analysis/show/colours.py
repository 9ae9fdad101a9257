"""Colours that stay apart for colour-blind readers and in grey (Okabe and Ito 2008), each with a second channel."""

OKABE_ITO = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#F0E442", "#666666")
HATCHES = ("", "///", "...", "xxx", "\\\\\\", "ooo", "+++", "---")
MARKERS = ("o", "s", "^", "D", "v", "P", "X", "*")
INK, QUIET, LINE = "#1b1f24", "#57606a", "#d0d7de"
STANCES = {
    "plain": ("#666666", ""), "technical": ("#56B4E9", "..."), "legitimising": ("#0072B2", "///"), "delegitimising": ("#D55E00", "xxx"),
    "victimising": ("#CC79A7", "\\\\\\"), "heroising": ("#009E73", "+++"),
}  # fmt: skip
# The sign of a stance, for those who do not see its colour.
SIGNS = {"plain": "", "technical": "°", "legitimising": "▲", "delegitimising": "▼", "victimising": "◇", "heroising": "★"}
VOICES = {"outlet": ("#0072B2", ""), "cited": ("#E69F00", "///")}
SOURCE_TYPES = {
    "official-state": ("#0072B2", ""), "party/movement": ("#E69F00", "///"), "agency/outlet": ("#009E73", "..."),
    "intl-org": ("#CC79A7", "xxx"),
    "social-media account": ("#56B4E9", "\\\\\\"), "reader-comment": ("#F0E442", "ooo"), "other": ("#666666", "+++"),
}  # fmt: skip
ROLES = {
    "headline": ("#0072B2", "///"), "deck": ("#56B4E9", "..."), "body": ("#009E73", ""), "summary": ("#F0E442", "xxx"),
    "caption": ("#E69F00", "\\\\\\"),
    "embed": ("#CC79A7", "+++"), "comment": ("#D55E00", "ooo"), "related": ("#8a6d3b", "---"),
    "date": ("#999999", "|||"), "byline": ("#777777", "**"),
    "boilerplate": ("#cccccc", ""),
}  # fmt: skip
