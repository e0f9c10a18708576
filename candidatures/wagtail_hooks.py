"""What the call adds to Wagtail's admin."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from candidatures.models import AppelPage
from socle.admin_home import TASKS_HOOK, Task


@hooks.register(TASKS_HOOK)
def edit_call(request: HttpRequest) -> Task | None:
    """The task of changing the call, which has one page."""
    page = AppelPage.objects.live().first()
    if page is None or not page.permissions_for_user(request.user).can_edit():
        return None
    return Task(_("Mettre à jour l’appel à NEC locaux"), reverse("wagtailadmin_pages:edit", args=[page.pk]), "form", 50)
