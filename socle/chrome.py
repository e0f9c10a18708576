"""What surrounds every page: names, menus, footer, alert. Read from the settings, cached, cleared when they change."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, TypeVar

from django.apps import apps
from django.core.cache import cache
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.images.models import SourceImageIOError
from wagtail.models import Page, Site

from socle.models import (
    AlertSettings,
    ContactSettings,
    IdentitySettings,
    LegalSettings,
    MenuSettings,
    SocialSettings,
)
from socle.models.base import SHARING_FILTER
from socle.querysets import BasePageQuerySet

T = TypeVar("T")

CACHE_KEY = "nec:chrome:{site_id}"
PAGE_URL_KEY = "nec:page-url:{model}"
PAGE_ADDRESSES_KEY = "nec:page-addresses"
REMEMBERED_KEY = "nec:remembered"
#: Seconds; other processes with a cache of their own see a change after this at the latest.
CACHE_SECONDS = 300


@dataclass(frozen=True)
class Link:
    """A resolved link. `page_path` is the tree path of the page it leads to, empty for other links."""

    label: str
    url: str
    is_external: bool = False
    page_path: str = ""


@dataclass(frozen=True)
class FooterColumn:
    title: str
    links: list[Link]


@dataclass(frozen=True)
class Notice:
    """A line of the legal notice."""

    label: str
    text: str


@dataclass(frozen=True)
class Alert:
    message: str
    level: str
    starts_at: datetime | None
    ends_at: datetime | None

    def is_shown(self, now: datetime) -> bool:
        return (self.starts_at is None or self.starts_at <= now) and (self.ends_at is None or now < self.ends_at)


@dataclass(frozen=True)
class Chrome:
    """The names, links and notices around a page of one site."""

    site_name: str
    tagline: str
    home_url: str
    owner: str = ""
    owner_short: str = ""
    owner_url: str = ""
    licence_text: str = ""
    band_links: list[Link] = field(default_factory=list)
    main_menu: list[Link] = field(default_factory=list)
    call_link: Link | None = None
    search_url: str = ""
    footer_columns: list[FooterColumn] = field(default_factory=list)
    legal_links: list[Link] = field(default_factory=list)
    social_links: list[Link] = field(default_factory=list)
    legal_notices: list[Notice] = field(default_factory=list)
    contact_url: str = ""
    sharing_image_url: str = ""
    alert: Alert | None = None


def get_chrome(site: Site) -> Chrome:
    """The chrome of `site`, from the cache when it is warm; the alert only while its dates allow."""
    key = CACHE_KEY.format(site_id=site.pk)
    chrome: Chrome | None = cache.get(key)
    if chrome is None:
        chrome = build_chrome(site)
        cache.set(key, chrome, CACHE_SECONDS)
    if chrome.alert and not chrome.alert.is_shown(timezone.now()):
        return replace(chrome, alert=None)
    return chrome


def build_chrome(site: Site, preview: models.Model | None = None) -> Chrome:
    """Read the chrome from the settings of `site`; `preview` stands for the saved setting of its type."""

    def setting(model: Any) -> Any:
        return preview if isinstance(preview, model) else model.for_site(site)

    identity, menus, contact = setting(IdentitySettings), setting(MenuSettings), setting(ContactSettings)
    legal, alert, social = setting(LegalSettings), setting(AlertSettings), setting(SocialSettings)
    return Chrome(
        site_name=identity.site_name,
        tagline=identity.tagline,
        home_url=site.root_page.url or "/",
        owner=identity.owner,
        owner_short=identity.owner_short,
        owner_url=identity.owner_url,
        licence_text=identity.licence_text,
        band_links=_links(menus.band_links),
        main_menu=_links(menus.main_menu),
        call_link=next(iter(_links(menus.call_link)), None),
        search_url=page_url("nec_home.SearchPage"),
        footer_columns=[
            FooterColumn(block.value["title"], _resolve(block.value["links"])) for block in menus.footer_columns
        ],
        legal_links=_accessibility_link(legal) + _links(menus.legal_links),
        social_links=[Link(block.value["label"], block.value["url"], True) for block in social.accounts],
        legal_notices=_legal_notices(legal, contact),
        contact_url=_live_url(contact.contact_page),
        sharing_image_url=_sharing_image_url(identity),
        alert=Alert(alert.message, alert.level, alert.starts_at, alert.ends_at) if alert.message else None,
    )


def page_url(model: str) -> str:
    """Address of the live page of the type `model` ("app_label.Model"), empty where there is none. Cached."""
    key = PAGE_URL_KEY.format(model=model)
    url: str | None = cache.get(key)
    if url is None:
        url = _first_page_url(model)
        cache.set(key, url, CACHE_SECONDS)
    return url


def page_addresses(ids: Iterable[int]) -> dict[int, str]:
    """Addresses of the live pages among `ids`, cached: a body asks for them paragraph by paragraph."""
    wanted = set(ids)
    known: dict[int, str] = cache.get(PAGE_ADDRESSES_KEY, {})
    missing = wanted - known.keys()
    if missing:
        found = {page.pk: page.url or "" for page in Page.objects.live().filter(pk__in=missing)}
        known = known | dict.fromkeys(missing, "") | found
        cache.set(PAGE_ADDRESSES_KEY, known, CACHE_SECONDS)
    return {pk: known[pk] for pk in wanted if known[pk]}


def remember(name: str, make: Callable[[], T]) -> T:
    """The plain data that `make` gives, kept under `name` until a page or a setting changes."""
    known: dict[str, Any] = cache.get(REMEMBERED_KEY, {})
    if name not in known:
        known = known | {name: make()}
        cache.set(REMEMBERED_KEY, known, CACHE_SECONDS)
    value: T = known[name]
    return value


def clear_chrome() -> None:
    """Forget all chrome, page addresses and what is remembered."""
    keys = [CACHE_KEY.format(site_id=pk) for pk in Site.objects.values_list("pk", flat=True)]
    keys += [PAGE_URL_KEY.format(model=model._meta.label) for model in apps.get_models() if issubclass(model, Page)]
    cache.delete_many([*keys, PAGE_ADDRESSES_KEY, REMEMBERED_KEY])


def _first_page_url(model: str) -> str:
    if not apps.is_installed(_app_name(model)):
        return ""
    pages = apps.get_model(model).objects.live()
    page = (pages.entrances() if isinstance(pages, BasePageQuerySet) else pages.order_by("path")).first()
    return (page.url or "") if page else ""


def _app_name(model: str) -> str:
    label = model.partition(".")[0]
    config = next((config for config in apps.get_app_configs() if config.label == label), None)
    return config.name if config else ""


def _links(stream: Iterable[Any]) -> list[Link]:
    return _resolve(block.value for block in stream)


def _resolve(values: Iterable[Any]) -> list[Link]:
    """Links that lead somewhere: one to a page taken offline is left out."""
    found = []
    for value in values:
        page = value.get("page")
        if page is not None and not page.live:
            continue
        if value.url:
            found.append(Link(value.label, value.url, value.is_external, page.path if page else ""))
    return found


def _live_url(page: Page | None) -> str:
    return (page.url or "") if page and page.live else ""


def _accessibility_link(legal: LegalSettings) -> list[Link]:
    url = _live_url(legal.accessibility_page)
    label = f"Accessibilité : {legal.get_accessibility_status_display()}"
    return [Link(label, url, page_path=legal.accessibility_page.path)] if url else []


def _legal_notices(legal: LegalSettings, contact: ContactSettings) -> list[Notice]:
    """What the law asks the site to say, without the values the team has not given."""
    host = "\n".join(filter(None, [legal.host_name, legal.host_address]))
    notices = [
        Notice(_("Éditeur"), legal.publisher),
        Notice(_("Direction de la publication"), legal.publication_director),
        Notice(_("Hébergement"), host),
        Notice(_("Équipe"), contact.team_name),
        Notice(_("Adresse électronique"), contact.email),
        Notice(_("Adresse postale"), contact.postal_address),
        Notice(_("Données personnelles"), legal.data_protection_contact),
    ]
    return [notice for notice in notices if notice.text]


def _sharing_image_url(identity: IdentitySettings) -> str:
    """Address of the default sharing image; empty too when its file is lost, which must not take the site down."""
    image = identity.default_sharing_image
    try:
        return image.get_rendition(SHARING_FILTER).url if image else ""
    except SourceImageIOError:
        return ""
