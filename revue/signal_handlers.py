"""Keeps the revue found: a person whose slug changes is at the former address too, names and notes are searched.

Connects the handlers of the repository and of the files with its own.
"""

from collections.abc import Iterable
from typing import Any

from django.db.models.signals import post_save, pre_save
from modelsearch.tasks import insert_or_update_object_task
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page
from wagtail.signals import page_published

from revue.addresses import signature_route
from revue.exports import triggers
from revue.models import ArticlePage, RevueIndexPage
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


def _index_published(sender: type[Page], instance: Page, **kwargs: Any) -> None:
    """Index an article again, with its signatures and notes: the stock does when it is saved, before they are."""
    if isinstance(instance, ArticlePage):
        _index([instance.pk])


def _index_signed(sender: type[Personne], instance: Personne, raw: bool = False, **kwargs: Any) -> None:
    if not raw and not kwargs.get("created"):
        _index(ArticlePage.objects.live().filter(author_links__personne=instance).values_list("pk", flat=True))


def _index(keys: Iterable[int]) -> None:
    for key in keys:
        insert_or_update_object_task.enqueue(ArticlePage._meta.app_label, ArticlePage._meta.model_name, str(key))


def register() -> None:
    """Connect every handler; called once the apps are ready."""
    pre_save.connect(_keep_former_address, sender=Personne, dispatch_uid="nec-revue-former-signature")
    page_published.connect(_index_published, dispatch_uid="nec-revue-search-article")
    post_save.connect(_index_signed, sender=Personne, dispatch_uid="nec-revue-search-signatures")
    changes.register()
    triggers.register()
