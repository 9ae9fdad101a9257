"""The quick starts in Arabic and Persian say the same, read from the right, and keep code reading from the left."""

import re
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

DOCS = Path(__file__).resolve().parents[1] / "docs"
LANGUAGES = ("ar", "fa")


def read(language):
    return (DOCS / f"quickstart_{language}.md").read_text(encoding="utf-8")


def test_both_hold_the_same_code_and_the_same_sections():
    blocks, shapes = zip(*((re.findall(r"```\w+\n.*?```", text, flags=re.S), re.findall(r"^(#+|\d\.|-) ", text, flags=re.M))
                           for text in map(read, LANGUAGES)), strict=True)  # fmt: skip
    assert blocks[0] == blocks[1]
    assert shapes[0] == shapes[1]
    assert len(blocks[0]) >= 8


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_block_stands_alone_in_a_part_that_reads_from_the_left(language):
    text = read(language)
    assert text.startswith(f'<div dir="rtl" lang="{language}">\n\n')
    assert len(re.findall(r'<div dir="ltr">\n\n```\w+\n(?:(?!```).)*```\n\n</div>', text, flags=re.S)) == text.count("```") // 2
    assert text.count("<div") == text.count("</div>")


def test_letters_are_those_of_the_language():
    persian = re.sub(r"\[العربية\]", "", read("fa"))
    assert not re.search("[\u064a\u0643\u0649\u0629]", persian)  # Arabic yeh, kaf, alef maksura, teh marbuta
    arabic = re.sub(r"\[فارسی\]", "", read("ar"))
    assert not re.search("[\u06cc\u06a9\u067e\u0686\u0698\u06af\u200c]", arabic)


@pytest.mark.browser
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_browser_sets_prose_to_the_right_and_code_to_the_left(language, browser):
    page = browser.new_page(viewport={"width": 900, "height": 900})
    page.set_content(f"<body>{MarkdownIt('commonmark', {'html': True}).render(read(language))}</body>")
    edges = page.evaluate("""() => ['h1', 'p', 'li', 'pre code'].map(name => {
        const range = document.createRange(); range.selectNodeContents(document.querySelector(name));
        const box = range.getClientRects()[0]; return [name, box.left, innerWidth - box.right]; })""")
    assert {name: "right" if left > right else "left" for name, left, right in edges} == {
        "h1": "right", "p": "right", "li": "right", "pre code": "left"}  # fmt: skip
    page.close()
