"""The files made from the content of the revue: PDF, EPUB, Markdown."""
