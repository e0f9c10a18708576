"""What the tests of the blocks share."""

from collections.abc import Callable
from typing import Any

import pytest
from wagtail.blocks import StructBlock

from tests import blocks

Render = Callable[..., str]
Errors = Callable[..., dict[str, str]]


@pytest.fixture
def render_block() -> Render:
    """Draws a block from the fields given, the others having their defaults."""

    def draw(block: StructBlock, context: dict[str, Any] | None = None, **fields: Any) -> str:
        return str(block.render(blocks.complete(block, fields), context))

    return draw


@pytest.fixture
def errors_of() -> Errors:
    """The messages by field which a block gives for the fields given; empty when it accepts them."""
    return blocks.errors_of
