"""The first page of the admin: what an editor comes to do, in plain words."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.ui.components import Component
from wagtail.contrib.forms.utils import get_forms_for_user
from wagtail.models import Page, Site
from wagtail.permissions import policy_registry

from socle.models import AlertSettings, MenuSettings

#: Other apps give their tasks to the home page by registering a function of the request under this name.
TASKS_HOOK = "register_nec_tasks"


@dataclass(frozen=True)
class Task:
    """Something to do, said with a verb, and where to do it."""

    label: str | Promise
    url: str
    icon: str
    order: int = 100


TaskSource = Callable[[HttpRequest], "Task | None"]


class TasksPanel(Component):
    """The tasks of the person who is logged in, according to their rights."""

    name = "nec_tasks"
    template_name = "wagtailadmin/home/nec_tasks.html"
    order = 100

    class Media:
        css: ClassVar = {"all": ["css/admin-tasks.css"]}

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        request = parent_context["request"]
        return {"tasks": sorted(find_tasks(request), key=lambda task: task.order)}


def find_tasks(request: HttpRequest) -> Iterator[Task]:
    for source in hooks.get_hooks(TASKS_HOOK):
        task = source(request)
        if task is not None:
            yield task


def add_page_task(model: str, label: str | Promise, icon: str, order: int) -> TaskSource:
    """The task of adding a page of the type `model`, for those who may add one somewhere."""

    def source(request: HttpRequest) -> Task | None:
        page_type = apps.get_model(model)
        parent_types = ContentType.objects.get_for_models(*page_type.allowed_parent_page_models()).values()
        may_add = policy_registry.get_by_type(Page).user_has_permission(request.user, "add")
        if not may_add or not Page.objects.filter(content_type__in=parent_types).exists():
            return None
        options = page_type._meta
        url = reverse("wagtailadmin_pages:choose_parent", args=[options.app_label, options.model_name])
        return Task(label, url, icon, order)

    return source


def edit_home_page(request: HttpRequest) -> Task | None:
    site = Site.find_for_request(request)
    if site is None or not site.root_page.permissions_for_user(request.user).can_edit():
        return None
    url = reverse("wagtailadmin_pages:edit", args=[site.root_page_id])
    return Task(_("Composer la page d’accueil"), url, "home", 60)


def change_setting(model: type[Any], label: str | Promise, icon: str, order: int) -> TaskSource:
    """The task of changing a setting, for those who may."""

    def source(request: HttpRequest) -> Task | None:
        site = Site.find_for_request(request)
        if site is None or not policy_registry.get_by_type(model).user_has_permission(request.user, "change"):
            return None
        options = model._meta
        url = reverse("wagtailsettings:edit", args=[options.app_label, options.model_name, site.pk])
        return Task(label, url, icon, order)

    return source


def read_answers(request: HttpRequest) -> Task | None:
    if not get_forms_for_user(request.user).exists():
        return None
    return Task(_("Lire les réponses aux formulaires"), reverse("wagtailforms:index"), "form", 90)


def see_blocks(request: HttpRequest) -> Task | None:
    try:
        url = reverse("styleguide")
    except NoReverseMatch:
        return None
    return Task(_("Voir tous les blocs"), url, "view", 95)


SOCLE_TASKS: tuple[TaskSource, ...] = (
    edit_home_page,
    change_setting(MenuSettings, _("Modifier les menus"), "list-ul", 70),
    change_setting(AlertSettings, _("Afficher un bandeau d’alerte"), "warning", 80),
    read_answers,
    see_blocks,
)
