"""What an issue or an article says, whatever the file it is read in.

`read_article` and `read_numero` make it from the pages; the renderers of `revue.exports` read it, and so may full-text
feeds (`revue.exports.xhtml.article_body`).
Its texts are set in French, its links are full addresses, its notes are numbered by their first call.
"""

from revue.document.nodes import (
    ArticleDocument,
    ArticleText,
    Block,
    Callout,
    Column,
    Figure,
    Gallery,
    Heading,
    KeyFigure,
    KeyFigures,
    LinkItem,
    Links,
    Media,
    Note,
    NumeroDocument,
    Picture,
    Quote,
    Rule,
    Signature,
    Step,
    Steps,
    Table,
    Verbatim,
)
from revue.document.reading import articles_of, first_day, read_article, read_numero, read_text

__all__ = [
    "ArticleDocument",
    "ArticleText",
    "Block",
    "Callout",
    "Column",
    "Figure",
    "Gallery",
    "Heading",
    "KeyFigure",
    "KeyFigures",
    "LinkItem",
    "Links",
    "Media",
    "Note",
    "NumeroDocument",
    "Picture",
    "Quote",
    "Rule",
    "Signature",
    "Step",
    "Steps",
    "Table",
    "Verbatim",
    "articles_of",
    "first_day",
    "read_article",
    "read_numero",
    "read_text",
]
