"""What templates may not write."""

import re

from django.conf import settings

# `french` may raise an ordinal, and no tag may stand there.
WITHOUT_TAGS = re.compile(r"""(?:=\s*"[^"<>]*|<(?:text|title|option)\b[^<]*)\|\s*french\b""")


def test_no_tag_is_put_in_an_attribute_a_title_or_a_drawing() -> None:
    templates = {path: path.read_text(encoding="utf-8") for path in (settings.BASE_DIR / "templates").rglob("*.html")}
    found = [f"{path}: {use[0]}" for path, text in templates.items() for use in WITHOUT_TAGS.finditer(text)]

    assert found == []
    assert WITHOUT_TAGS.search('<p title="{{ words|french }}">')
    assert len(templates) > 100
