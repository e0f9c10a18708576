"""What the call adds to Wagtail's admin."""

from functools import partial

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail_modeladmin.menus import ModelAdminMenuItem
from wagtail_modeladmin.options import modeladmin_register

from candidatures.models import AppelPage
from candidatures.team import mails
from candidatures.team.bulk import AssignAction, MessageAction
from candidatures.team.dashboard import add_panel, review
from candidatures.team.demarches import ManagersMenuItem
from candidatures.team.registers import REGISTERS, CandidatureRegister
from candidatures.viewsets import CandidatureViewSet
from socle.admin_home import TASKS_HOOK, Task


def _menu_item(register: type[CandidatureRegister]) -> ModelAdminMenuItem:
    item: ModelAdminMenuItem = register().get_menu_item()
    return item


@hooks.register(TASKS_HOOK)
def edit_call(request: HttpRequest) -> Task | None:
    """The task of changing the call that is open."""
    page = AppelPage.objects.live().open().first()
    if page is None or not page.permissions_for_user(request.user).can_edit():
        return None
    return Task(_("Mettre à jour l’appel à NEC locaux"), reverse("wagtailadmin_pages:edit", args=[page.pk]), "form", 50)


@hooks.register("register_admin_viewset")
def register_candidatures() -> CandidatureViewSet:
    return CandidatureViewSet()


hooks.register("construct_homepage_panels", add_panel)
hooks.register(TASKS_HOOK, review)


@hooks.register("register_settings_menu_item")
def register_outside() -> MenuItem:
    """Where those who manage follow the imports."""
    return ManagersMenuItem(
        _("Imports de Démarches simplifiées"), reverse("nec_candidatures_team:outside"), icon_name="download", order=231
    )


hooks.register("register_bulk_action", AssignAction)
hooks.register("register_bulk_action", MessageAction)


for register in REGISTERS:
    modeladmin_register(register)
    # Among the reports: the main menu keeps what the team does every day.
    hooks.register("register_reports_menu_item", partial(_menu_item, register))


hooks.register("register_settings_menu_item", mails.menu_item)


@hooks.register("register_permissions")
def register_rights() -> QuerySet[Permission]:
    """The rights on candidatures and on the words of their e-mails, among those of a group."""
    models = ("candidature", "modelecourriel")
    return Permission.objects.filter(
        content_type__app_label="nec_candidatures", content_type__model__in=models
    ).exclude(
        # Nobody adds, changes nor deletes a candidature by a right: the former ones stay in old databases.
        codename__in=("add_candidature", "change_candidature", "delete_candidature")
    )
