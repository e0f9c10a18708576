"""What all body blocks share: groups of the block picker, rich text features, levels of titles."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import ChoiceBlock, StructBlock, StructBlockValidationError, StructValue

GROUP_TEXT = _("Texte")
GROUP_MEDIA = _("Images, sons et vidéos")
GROUP_FIGURES = _("Chiffres et données")
GROUP_HIGHLIGHT = _("Mise en avant")
GROUP_RELATED = _("Pages, personnes et fichiers")
GROUP_FORMS = _("Formulaires")
GROUP_LAYOUT = _("Mise en page")

#: What a paragraph may hold. Titles are blocks of their own, so that the outline of a page stays sound.
RICH_TEXT_FEATURES = ["bold", "italic", "link", "document-link", "ol", "ul", "superscript"]
INLINE_FEATURES = ["bold", "italic", "link", "superscript"]

#: Level of the first titles of a body: the page's own title is the h1.
FIRST_LEVEL = 2
LAST_LEVEL = 6


def heading_level(context: Mapping[str, Any] | None) -> int:
    """The level a title takes here: `heading_level` of the context, kept between h2 and h6."""
    level = (context or {}).get("heading_level", FIRST_LEVEL)
    return min(max(int(level), FIRST_LEVEL), LAST_LEVEL)


class OptionBlock(ChoiceBlock):
    """A choice of form, not of words: search does not find a page by it."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(search_index=False, **kwargs)


class NecStructBlock(StructBlock):
    """A StructBlock of the site: complete previews, levels of titles in its context, simple checks of its own."""

    def get_preview_value(self) -> StructValue:
        return self.example_value()

    def example_value(self, **changes: Any) -> StructValue:
        """The example of `get_example()` with `changes`, completed by the defaults of the fields it leaves out."""
        defaults = {name: block.get_default() for name, block in self.child_blocks.items()}
        return self.normalize({**defaults, **self.get_example(), **changes})

    def get_example(self) -> dict[str, Any]:
        """Real content for the block picker and the style guide: `Meta.preview_value`, or what a block picks itself."""
        return dict(getattr(self.meta, "preview_value", {}))

    def get_preview_context(self, value: StructValue, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_preview_context(value, parent_context=parent_context)
        # Blocks that show images, pages or people of the site have nothing to show on a new site.
        return {**context, "is_empty": not self.render(value, context).strip()}

    def get_context(self, value: StructValue, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        level = heading_level(context)
        context["heading_level"] = level
        context["item_level"] = min(level + 1, LAST_LEVEL) if value.get("title") else level
        return context

    def get_searchable_content(self, value: StructValue) -> list[str]:
        """The words of the fields that hold some. The stock writes « None » for a field that was left out."""
        filled = [(block, value[name]) for name, block in self.child_blocks.items() if value.get(name) is not None]
        return [words for block, field in filled for words in block.get_searchable_content(field)]

    def clean(self, value: StructValue) -> StructValue:
        """Clean the fields, then refuse what `get_errors()` finds, each message beside its field."""
        cleaned = super().clean(value)
        errors = {name: ValidationError(message) for name, message in self.get_errors(cleaned).items()}
        if errors:
            raise StructBlockValidationError(block_errors=errors)
        return cleaned

    def get_errors(self, value: StructValue) -> dict[str, str]:
        """Messages by field name for a value whose fields are each valid. Subclasses add theirs.

        While a draft is saved (`is_deferred_validation`), what is only missing is no error.
        """
        return {}
