"""What the ground adds to Wagtail's admin."""

from collections.abc import Iterator
from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import URLPattern, path
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _t
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.ui.components import Component
from wagtail.models import Page, Site
from wagtail.permissions import register_permission_policy
from wagtail.query import PageQuerySet
from wagtail.rich_text.feature_registry import FeatureRegistry
from wagtail.snippets.models import register_snippet

from socle.admin_home import SOCLE_TASKS, TASKS_HOOK, TasksPanel
from socle.form_exports import GuardedDeleteSubmissionsView
from socle.models import Territoire
from socle.mots_cles import MergeMotsClesAction, suggest_mots_cles
from socle.permissions import TerritoirePermissionPolicy
from socle.publication import publication_errors, say_refusal
from socle.rich_text import CachedPageLinkHandler
from socle.submissions import readable_form_pages
from socle.viewsets import RegistersGroup

register_permission_policy(Territoire, TerritoirePermissionPolicy(Territoire))
register_snippet(RegistersGroup)

for task in SOCLE_TASKS:
    hooks.register(TASKS_HOOK, task)


# After Wagtail's own, whatever the order of the apps: the last handler of a kind of link is the one used.
@hooks.register("register_rich_text_features", order=1)
def register_link_handler(features: FeatureRegistry) -> None:
    features.register_link_type(CachedPageLinkHandler)


@hooks.register("filter_form_submissions_for_user")
def filter_form_submissions(user: Any, form_pages: PageQuerySet) -> PageQuerySet:
    """To change a form page is not to read what people wrote: that is a right of its own."""
    return readable_form_pages(user, form_pages)


@hooks.register("register_permissions")
def register_submission_permissions() -> QuerySet[Permission]:
    return Permission.objects.filter(
        content_type__app_label="nec_socle", codename__in=["view_formsubmission", "delete_formsubmission"]
    )


@hooks.register("register_admin_urls")
def register_guarded_deletion() -> list[URLPattern]:
    """Take the place of Wagtail's own deletion of answers: it comes later, since the app does."""
    return [path("forms/submissions/<int:page_id>/delete/", GuardedDeleteSubmissionsView.as_view())]


@hooks.register("register_admin_urls")
def register_words() -> list[URLPattern]:
    return [path("mots-cles/", suggest_mots_cles, name="nec_socle_mots_cles")]


hooks.register("register_bulk_action", MergeMotsClesAction)


@hooks.register("insert_editor_js")
def mend_autosave() -> SafeString:
    return format_html('<script type="module" src="{}"></script>', static("admin-js/autosave.js"))


@hooks.register("register_icons")
def add_icons(icons: list[str]) -> list[str]:
    return [*icons, "wagtailadmin/icons/crochets.svg"]


@hooks.register("construct_homepage_panels")
def add_tasks(request: HttpRequest, panels: list[Component]) -> None:
    panels.insert(0, TasksPanel())


@hooks.register("before_delete_page")
@hooks.register("before_unpublish_page")
def keep_home_page(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Without its home page a site answers nothing, and deleting the page deletes the site with its settings."""
    if not holds_home_page(page):
        return None
    messages.error(request, _t("La page d’accueil du site ne peut être ni supprimée ni dépubliée."))
    return redirect("wagtailadmin_pages:edit", page.pk)


@hooks.register("before_bulk_action")
def keep_home_page_in_bulk(
    request: HttpRequest, action_type: str, objects: list[Any], action: Any
) -> HttpResponse | None:
    if action_type not in {"delete", "unpublish"}:
        return None
    pages = [item for item in objects if isinstance(item, Page)]
    return next((response for page in pages if (response := keep_home_page(request, page))), None)


@hooks.register("before_bulk_action")
def check_before_publishing(
    request: HttpRequest, action_type: str, objects: list[Any], action: Any
) -> HttpResponse | None:
    """Publish all of the pages or none of them: one that lacks something would otherwise end in an error 500."""
    if action_type != "publish":
        return None
    refused = {page: errors for page in pages_to_publish(objects, action) if (errors := publication_errors(page))}
    for page, errors in refused.items():
        say_refusal(request, page, errors)
    return redirect(action.next_url) if refused else None


def pages_to_publish(objects: list[Any], action: Any) -> Iterator[Page]:
    """The pages of a bulk action, and the drafts below them where it takes those too."""
    takes_drafts_below = action.cleaned_form.cleaned_data.get("include_descendants")
    for item in objects:
        if isinstance(item, Page):
            yield item
            if takes_drafts_below:
                yield from item.get_descendants().not_live()


def holds_home_page(page: Page) -> bool:
    """Whether `page` is the home page of a site, or stands above one."""
    return Site.objects.filter(root_page__path__startswith=page.path).exists()
