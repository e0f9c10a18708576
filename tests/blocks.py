"""Blocks for tests: completed with their defaults, drawn, and what they say when they refuse."""

from pathlib import Path
from typing import Any

import wagtail.admin
from django.template.loader import get_template
from wagtail.blocks import Block, StructBlock, StructBlockValidationError

_WAGTAIL_ICONS = Path(wagtail.admin.__file__).parent / "templates" / "wagtailadmin" / "icons"


def complete(block: StructBlock, fields: dict[str, Any]) -> Any:
    """The value of a block from the fields given, the others having their defaults."""
    defaults = {name: child.get_default() for name, child in block.child_blocks.items()}
    return block.normalize({**defaults, **fields})


def errors_of(block: StructBlock, **fields: Any) -> dict[str, str]:
    """The messages by field which a block gives for the fields given; empty when it accepts them."""
    try:
        block.clean(complete(block, fields))
    except StructBlockValidationError as error:
        return {name: child.messages[0] for name, child in error.block_errors.items()}
    return {}


def assert_is_presented(block: Block) -> None:
    """Editors choose a block by its label, group, description, icon and preview."""
    assert block.meta.label
    assert block.meta.group
    assert len(str(block.get_description())) > 20
    assert (_WAGTAIL_ICONS / f"{block.meta.icon}.svg").is_file()
    assert block.is_previewable is True
    assert get_template(block.meta.template)
