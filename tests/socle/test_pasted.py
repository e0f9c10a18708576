"""What a word processor leaves behind in a text goes; the text stays."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wagtail.rich_text import RichText

from revue.blocks import NotedParagraphBlock
from socle.blocks import ParagraphBlock
from socle.pasted import clean_pasted


@pytest.mark.parametrize(
    ("pasted", "kept"),
    [
        ("<p>num\u00adérique</p>", "<p>numérique</p>"),
        ("<p>\ufeffUn\u200b mot\u2060.</p>", "<p>Un mot.</p>"),
        ("<p>elle,\u00a0 \u00a0progresse</p>", "<p>elle, progresse</p>"),
        ("<p>elle\u00a0: « oui\u202f»</p>", "<p>elle\u00a0: « oui\u202f»</p>"),
        (
            '<p data-block-key="a1">\u00a0</p><p data-block-key="b2">Un texte.</p>',
            '<p data-block-key="b2">Un texte.</p>',
        ),
        ("<p>\u00a0Un texte. </p>", "<p>Un texte.</p>"),
        ("<p><br/></p><p>Un<br/>deux<br/></p>", "<p>Un<br/>deux</p>"),
        ("<p><b></b>Un <i></i>texte.</p>", "<p>Un texte.</p>"),
        ("<ul><li> </li></ul><ul><li>Un</li><li></li></ul>", "<ul><li>Un</li></ul>"),
        ('<p><a href="https://a.fr/x  y">Un  lien</a></p>', '<p><a href="https://a.fr/x  y">Un lien</a></p>'),
        ('<p>Un<footnote id="1-2">[1-2]</footnote>.</p>', '<p>Un<footnote id="1-2">[1-2]</footnote>.</p>'),
        ("<p>Un\x00 \ud800texte\u202e.</p>", "<p>Un texte.</p>"),
        ("", ""),
    ],
)
def test_what_is_left_behind_goes(pasted: str, kept: str) -> None:
    assert clean_pasted(pasted) == kept


WORDS = st.text(alphabet="aé,.:; \u00a0\u202f\u00ad\u200b\t", max_size=30)
INLINE = st.one_of(WORDS, st.builds("<b>{}</b>".format, WORDS), st.builds("<i>{}</i>".format, WORDS), st.just("<br/>"))
PARAGRAPHS = st.lists(st.builds("<p>{}</p>".format, st.lists(INLINE, max_size=4).map("".join)), max_size=4).map("".join)


@given(PARAGRAPHS)
def test_cleaning_keeps_every_word_and_says_its_last_word(html: str) -> None:
    cleaned = clean_pasted(html)

    assert clean_pasted(cleaned) == cleaned
    for sign in "aé,.:;\u202f":
        assert cleaned.count(sign) == html.count(sign)
    assert "<p></p>" not in cleaned


@pytest.mark.parametrize("block", [ParagraphBlock(), NotedParagraphBlock()])
def test_the_paragraph_block_cleans_what_its_form_sends(block: ParagraphBlock) -> None:
    value = block.value_from_form("<p>\u00a0</p><p>num\u00adérique</p>")

    assert isinstance(value, RichText)
    assert value.source == "<p>numérique</p>"
    assert block.value_from_form(None).source == ""
