"""Migrations stay small: their loading is what makes the first start slow."""

from pathlib import Path

import pytest
from django.conf import settings

APPS = ["socle", "home", "nec_locaux", "revue", "ressources", "candidatures"]
MAXIMUM_BYTES = 100_000


@pytest.mark.parametrize("app", APPS)
def test_no_block_definition_is_kept_in_migrations(app: str) -> None:
    """See `socle.fields.StreamField`."""
    folder: Path = settings.BASE_DIR / app / "migrations"
    texts = {path.name: path.read_text("utf-8") for path in folder.glob("0*.py")}

    assert texts
    assert [name for name, text in texts.items() if "block_lookup" in text or "wagtail.blocks" in text] == []
    assert sum(len(text) for text in texts.values()) < MAXIMUM_BYTES
