"""What NEC's own site adds to Wagtail's admin: its mark, and the list of the national editions.

The mark stands here, not in the ground: a site that only installs the other apps keeps its own.
"""

from typing import Any, ClassVar

from django.http import FileResponse, Http404, HttpRequest
from django.templatetags.static import static
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from home.guide import capture_path, guide_path, read_guide
from home.models import EditionNationalePage, EditionsIndexPage
from socle.admin_home import TASKS_HOOK, Task, add_page_task
from socle.viewsets import TypedColumn, TypedExplorerViewSet, page_columns

#: Entries of the help menu that lead to Wagtail's own pages, in English, on another site.
FOREIGN_HELP = ("whats-new-in-wagtail", "editor-guide")
FROM_PAGE = "basepage__editionnationalepage"


class EditionExplorerViewSet(TypedExplorerViewSet):
    """The explorer below the page of the national editions."""

    model = EditionNationalePage
    parent_models = (EditionsIndexPage,)
    icon = "history"
    columns = page_columns(
        TypedColumn(
            EditionNationalePage, "year", label=_("Année"), accessor=lambda page: str(page.year), sort_key="year"
        ),
        TypedColumn(EditionNationalePage, "city", label=_("Ville"), sort_key="city"),
        TypedColumn(EditionNationalePage, "attendance", label=_("Fréquentation"), sort_key="attendance"),
    )
    sortable: ClassVar = {name: f"{FROM_PAGE}__{name}" for name in ("year", "city", "attendance")}


@hooks.register("register_admin_viewset")
def register_editions() -> TypedExplorerViewSet:
    return EditionExplorerViewSet()


hooks.register(TASKS_HOOK, add_page_task("nec_home.StandardPage", _("Créer une page simple"), "doc-empty", 40))


@hooks.register("insert_global_admin_css")
def add_mark() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("css/admin.css"))


class GuideView(WagtailAdminTemplateMixin, TemplateView):
    """The editors' guide. Raises `Http404` where the site was put online without its documentation."""

    template_name = "nec_home/admin/guide.html"
    page_title = _("Guide d’édition")
    header_icon = "help"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        if not guide_path().exists():
            raise Http404
        return super().get_context_data(guide=read_guide(), **kwargs)


def show_capture(request: HttpRequest, name: str) -> FileResponse:
    """A screenshot of the guide. Raises `Http404` for one that does not exist."""
    if not capture_path(name).exists():
        raise Http404
    return FileResponse(capture_path(name).open("rb"), content_type="image/png")


@hooks.register("register_admin_urls")
def register_guide() -> list[URLPattern]:
    return [
        path("guide/", GuideView.as_view(), name="nec_guide"),
        path("guide/captures/<slug:name>/", show_capture, name="nec_guide_capture"),
    ]


@hooks.register(TASKS_HOOK)
def read_the_guide(request: HttpRequest) -> Task | None:
    return Task(_("Lire le guide d’édition"), reverse("nec_guide"), "help", 99) if guide_path().exists() else None


@hooks.register("register_help_menu_item")
def add_guide_to_help() -> MenuItem:
    return MenuItem(_("Guide d’édition"), reverse("nec_guide"), icon_name="help", order=900)


@hooks.register("construct_help_menu")
def remove_foreign_help(request: HttpRequest, menu_items: list[MenuItem]) -> None:
    menu_items[:] = [item for item in menu_items if not item.name.startswith(FOREIGN_HELP)]
