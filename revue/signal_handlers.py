"""Keeps the addresses of the revue: a person whose slug changes is found at the former one too.

Connects the handlers of the repository and of the files with its own.
"""

from typing import Any

from django.db.models.signals import pre_save
from wagtail.contrib.redirects.models import Redirect

from revue.addresses import signature_route
from revue.exports import triggers
from revue.models import RevueIndexPage
from revue.oai import changes
from socle.models import Personne


def _keep_former_address(sender: type[Personne], instance: Personne, raw: bool = False, **kwargs: Any) -> None:
    former = "" if raw else sender.objects.filter(pk=instance.pk).values_list("slug", flat=True).first()
    if former and former != instance.slug:
        for revue in RevueIndexPage.objects.all():
            redirect_signature(revue, former, instance.slug)


def redirect_signature(revue: RevueIndexPage, former: str, slug: str) -> None:
    """Lead from the page of someone at `former`, and from those before it, to `slug`."""
    parts = revue.get_url_parts()
    if parts is None:
        return
    site_id, _root_url, page_path = parts
    former_route, route = signature_route(former), signature_route(slug)
    redirects = Redirect.objects.filter(site_id=site_id)
    redirects.filter(old_path=Redirect.normalise_path(f"{page_path}{route}"), automatically_created=True).delete()
    redirects.filter(redirect_page=revue, redirect_page_route_path=f"/{former_route}").update(
        redirect_page_route_path=f"/{route}"
    )
    redirects.update_or_create(
        site_id=site_id,
        old_path=Redirect.normalise_path(f"{page_path}{former_route}"),
        defaults={"redirect_page": revue, "redirect_page_route_path": f"/{route}", "automatically_created": True},
    )


def register() -> None:
    """Connect every handler; called once the apps are ready."""
    pre_save.connect(_keep_former_address, sender=Personne, dispatch_uid="nec-revue-former-signature")
    changes.register()
    triggers.register()
