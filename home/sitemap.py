"""The tree of the public pages, for the plan du site."""

from dataclasses import dataclass, field
from typing import Final

from django.db.models import Count, Q, TextField
from django.db.models.functions import Length, Substr
from django.utils.translation import gettext as _
from wagtail.models import Page

from socle.enums import ThematiqueFamily
from socle.models import BasePage, Thematique, ThematiqueIndexPage
from socle.querysets import BasePageQuerySet

#: Levels shown below the home page.
MAX_DEPTH: Final = 4
#: A longer list of pages is left to its own page, which sorts it better.
MAX_CHILDREN: Final = 30


@dataclass
class Node:
    """A page of the tree; `hidden_count` pages below it are only counted."""

    title: str
    url: str
    hidden_count: int = 0
    first_words: str = ""
    children: list["Node"] = field(default_factory=list)

    @property
    def sections(self) -> list["Node"]:
        """The pages below it that have others below them."""
        return [node for node in self.children if node.children or node.hidden_count]

    @property
    def single_pages(self) -> list["Node"]:
        return [node for node in self.children if not node.children and not node.hidden_count]


def site_tree(root: Page) -> Node:
    """The public pages below `root`, itself at the top, with the thématiques under the page that serves them."""
    below = BasePage.objects.indexable().descendant_of(root, inclusive=True).filter(depth__lte=root.depth + MAX_DEPTH)
    long_lists = _long_lists(below.filter(depth__gt=root.depth + 1))
    shown = below.exclude(_is_child_of_any(long_lists)).order_by("path")
    nodes: dict[str, Node] = {}
    fields = ("title", "url_path", "path", "depth", "content_type", "locale")
    for page in shown.with_first_words().only(*fields):
        node = Node(page.title, page.url or "", long_lists.get(page.path, 0), page.first_words)
        if page.specific_class is ThematiqueIndexPage:
            _add_thematiques(node)
        parent = _nearest(nodes, page.path)
        nodes[page.path] = node
        if parent:
            parent.children.append(node)
    return nodes.get(root.path) or Node(_("Accueil"), root.url or "/", children=list(nodes.values()))


def _add_thematiques(node: Node) -> None:
    """The thématiques of today; those of the past are counted, for they share names with them."""
    thematiques = list(Thematique.objects.all())
    shown = [item for item in thematiques if item.family == ThematiqueFamily.ACTUELLE]
    node.children = [Node(item.title, item.url) for item in shown]
    node.hidden_count = len(thematiques) - len(shown)


def _long_lists(pages: BasePageQuerySet) -> dict[str, int]:
    """Paths of the parents of too many pages, with their number."""
    parent_path = Substr("path", 1, Length("path") - Page.steplen, output_field=TextField())
    parents = pages.annotate(parent_path=parent_path).order_by().values_list("parent_path")
    return dict(parents.annotate(number=Count("pk")).filter(number__gt=MAX_CHILDREN))


def _is_child_of_any(parents: dict[str, int]) -> Q:
    condition = Q(pk__in=[])
    for path in parents:
        condition |= Q(path__startswith=path) & ~Q(path=path)
    return condition


def _nearest(nodes: dict[str, Node], path: str) -> Node | None:
    """The nearest page above `path` that is shown: a page may stand under one that is not."""
    while path := path[: -Page.steplen]:
        if path in nodes:
            return nodes[path]
    return None
