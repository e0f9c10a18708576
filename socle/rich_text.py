"""Links of rich text."""

from django.utils.html import escape
from wagtail.rich_text.pages import PageLinkHandler

from socle.chrome import page_addresses


class CachedPageLinkHandler(PageLinkHandler):
    """Links to pages whose addresses are cached, where the stock asks for the pages at each paragraph.

    A link to a page taken offline keeps its text and leads nowhere.
    """

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict[str, str]]) -> list[str]:
        ids = [_page_id(attrs) for attrs in attrs_list]
        addresses = page_addresses(pk for pk in ids if pk is not None)
        return [f'<a href="{escape(addresses[pk])}">' if pk in addresses else "<a>" for pk in ids]


def _page_id(attrs: dict[str, str]) -> int | None:
    value = attrs.get("id", "")
    return int(value) if value.isdecimal() else None
