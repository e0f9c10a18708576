"""What the tests of the blocks share."""

from collections.abc import Callable
from typing import Any

import pytest
from wagtail.blocks import StructBlock, StructBlockValidationError

Render = Callable[..., str]
Errors = Callable[..., dict[str, str]]


@pytest.fixture
def render_block() -> Render:
    """Draws a block from the fields given, the others having their defaults."""

    def draw(block: StructBlock, context: dict[str, Any] | None = None, **fields: Any) -> str:
        return str(block.render(complete(block, fields), context))

    return draw


@pytest.fixture
def errors_of() -> Errors:
    """The messages by field which a block gives for the fields given; empty when it accepts them."""

    def check(block: StructBlock, **fields: Any) -> dict[str, str]:
        try:
            block.clean(complete(block, fields))
        except StructBlockValidationError as error:
            return {name: child.messages[0] for name, child in error.block_errors.items()}
        return {}

    return check


def complete(block: StructBlock, fields: dict[str, Any]) -> Any:
    defaults = {name: child.get_default() for name, child in block.child_blocks.items()}
    return block.normalize({**defaults, **fields})
