"""Writing of the demonstration into the database, once."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from uuid import NAMESPACE_URL, UUID, uuid5

from django.conf import settings
from django.core.files import File
from django.core.files.images import ImageFile
from django.db import models, transaction
from django.utils.html import escape
from modelcluster.models import get_all_child_relations
from wagtail.contrib.search_promotions.models import Query, SearchPromotion
from wagtail.models import Page, ReferenceIndex, Site
from wagtail.signal_handlers import disable_reference_index_auto_update
from wagtail_footnotes.models import Footnote

from home.demonstration import chrome, legal, media, organisations, revue, thematiques
from home.demonstration.content import all_pages
from home.demonstration.markup import (
    MediaNamed,
    PageAt,
    PageContent,
    Rich,
    SnippetNamed,
    to_html,
)
from home.demonstration.territoires import PROJECTS, TerritoireAt
from home.models import HomePage
from revue.models import Rubrique
from socle import models as socle_models
from socle.chrome import clear_chrome
from socle.enums import Licence
from socle.fields import StreamField
from socle.models import (
    BasePage,
    FormField,
    FormPage,
    NecDocument,
    NecImage,
    PageThematique,
    Partenaire,
    Personne,
    Territoire,
    Thematique,
)
from socle.typography import french_html, french_text

SHARING_IMAGE = Path("static") / "img" / "partage.png"


class SiteNotEmptyError(Exception):
    """The database holds pages that are not the demonstration's: it must not be mixed with them."""


@transaction.atomic
def load_demonstration(today: date) -> int:
    """Write everything, and give the number of pages. Writes nothing, and gives 0, where a home page already stands.

    Raises `SiteNotEmptyError` where the root holds other pages than Wagtail's welcome.
    """
    if HomePage.objects.exists():
        return 0
    remove_welcome_page()
    load_snippets()
    contents = all_pages(today)
    writer = PageWriter(load_media())
    # Each page is saved three times, and each of its rows once: what refers to what is written at the end.
    with disable_reference_index_auto_update():
        for content in contents:
            writer.create(content)
        for content in contents:
            writer.publish(content)
    for page in Page.objects.filter(depth__gt=1).specific():
        ReferenceIndex.create_or_update_for_object(page)
    load_settings(writer)
    load_promotions(writer)
    transaction.on_commit(clear_chrome)
    return len(contents)


def remove_welcome_page() -> None:
    """Delete the page Wagtail puts on a new site."""
    for page in Page.objects.filter(depth=2).specific():
        if type(page) is not Page or page.get_children().exists():
            raise SiteNotEmptyError(page.title)
        page.delete()


def load_snippets() -> None:
    for rank, content in enumerate(thematiques.THEMATIQUES):
        load_thematique(rank, content)
    for partenaire in organisations.PARTENAIRES:
        Partenaire.objects.get_or_create(
            name=partenaire.name,
            defaults={
                "kind": partenaire.kind,
                "website": partenaire.website,
                "description": french_text(partenaire.description),
            },
        )
    for personne in organisations.PERSONNES:
        Personne.objects.get_or_create(
            first_name=personne.first_name, last_name=personne.last_name, defaults={"role": personne.role}
        )
    for title in revue.RUBRIQUES:
        Rubrique.objects.get_or_create(title=title)


def load_media() -> dict[str, int]:
    """Put the pictures and files made for the demonstration in the libraries; their keys, by the names of the files."""
    keys = {}
    for image in media.IMAGES:
        with image.path.open("rb") as stream:
            keys[image.file] = NecImage.objects.create(file=ImageFile(stream, name=image.file), **described(image)).pk
    for document in media.DOCUMENTS:
        with document.path.open("rb") as stream:
            keys[document.file] = NecDocument.objects.create(
                file=File(stream, name=document.file),
                description=french_text(document.description),
                is_accessible=True,
                **described(document),
            ).pk
    return keys


def described(content: media.MediaContent) -> dict[str, Any]:
    """What the record of a picture or of a file says of it."""
    return {"title": french_text(content.title), "credit": french_text(content.credit), "licence": media.LICENCE}


def load_thematique(rank: int, content: thematiques.ThematiqueContent) -> None:
    """One thématique; those it belongs to come before it."""
    thematique, is_new = Thematique.objects.get_or_create(
        slug=content.slug,
        defaults={
            "title": french_text(content.title),
            "family": content.family,
            "colour": content.colour,
            "introduction": french_text(content.introduction),
            "questions": [("question", french_text(question)) for question in content.questions],
            "edition_year": content.year,
            "sort_order": rank,
        },
    )
    if is_new:
        thematique.parents.set(Thematique.objects.filter(slug__in=content.parents))


def find_territoire(wanted: TerritoireAt) -> Territoire:
    """The territoire `wanted`: the official one, or one made of what the demonstration says of it."""
    parent = PROJECTS.get(wanted)
    key = {"code": wanted.code} if wanted.code else {"name": wanted.name}
    defaults: dict[str, Any] = {"name": wanted.name, "parent": find_territoire(parent) if parent else None}
    territoire, _is_new = Territoire.objects.get_or_create(kind=wanted.kind, **key, defaults=defaults)
    return territoire


def load_settings(writer: "PageWriter") -> None:
    """Names, menus, footer and legal values of the default site."""
    site = Site.objects.get(is_default_site=True)
    for name, values in chrome.SETTINGS.items():
        instance = getattr(socle_models, name).for_site(site)
        for field, value in values.items():
            writer.assign(instance, field, value)
        if name == "IdentitySettings":
            instance.default_sharing_image = load_sharing_image()
        instance.save()


def load_promotions(writer: "PageWriter") -> None:
    """What search shows first for a few words."""
    for words, address, description in chrome.PROMOTIONS:
        query, _is_new = Query.objects.get_or_create(query_string=words)
        SearchPromotion.objects.create(query=query, page=writer.pages[address], description=french_text(description))


def load_sharing_image() -> NecImage | None:
    """The typographic image of the shared links, in the library where editors find it."""
    path = settings.BASE_DIR / SHARING_IMAGE
    if not path.exists():
        return None
    with path.open("rb") as stream:
        image: NecImage = NecImage.objects.create(
            title="Image de partage",
            file=ImageFile(stream, name="numerique-en-communs.png"),
            credit="Numérique en Commun[s]",
            licence=Licence.CC_BY_SA_4,
        )
    return image


class PageWriter:
    """Makes the pages, in two rounds: pages point at one another, so all must exist before any body is written."""

    def __init__(self, media_keys: dict[str, int]) -> None:
        self.pages: dict[str, BasePage] = {}
        self._media_keys = media_keys
        #: Identifiers of the notes of the page that is being written, by their keys.
        self._notes: dict[str, UUID] = {}

    def create(self, content: PageContent) -> None:
        """Put the page of `content` in the tree, without what points at others, and not yet public."""
        page = content.model(
            title=french_text(content.title), slug=content.slug or "accueil", summary=french_text(content.summary)
        )
        for name, value in content.fields.items():
            if not self._is_stream(page, name):
                self.assign(page, name, value)
        if content.address == "/":
            self._create_home(page)
        else:
            page.live = False
            self.pages[content.parent_address].add_child(instance=page)
        self.pages[content.address] = page

    def _create_home(self, page: BasePage) -> None:
        root = Page.get_first_root_node()
        root.add_child(instance=page)
        Site.objects.update_or_create(
            is_default_site=True,
            defaults={**site_address(), "root_page": page, "site_name": page.title},
        )

    def publish(self, content: PageContent) -> None:
        """Write the body and the links of the page, then publish it as an editor would.

        They are published in the order of the content: lists of the latest show the last first, and no date is made up.
        """
        page = self.pages[content.address].specific_class.objects.get(pk=self.pages[content.address].pk)
        self._notes = {key: uuid5(NAMESPACE_URL, f"{content.address}#{key}") for key in content.notes}
        for name, value in (content.fields | {"body": content.body}).items():
            if self._is_stream(page, name) or isinstance(value, Rich):
                self.assign(page, name, value)
        found = Thematique.objects.in_bulk(list(content.thematiques), field_name="slug")
        page.thematique_links.set([PageThematique(thematique=found[slug]) for slug in content.thematiques])
        page.footnotes.set(list(self._footnotes(content)))
        if content.mots_cles:
            page.mots_cles.set(content.mots_cles)
        if isinstance(page, FormPage):
            page.form_fields.set(list(contact_questions()))
        page.save_revision(log_action=False).publish(log_action=False)

    def _footnotes(self, content: PageContent) -> Iterable[Footnote]:
        for rank, (key, text) in enumerate(content.notes.items()):
            yield Footnote(sort_order=rank, uuid=self._notes[key], text=self.resolve(text))

    def assign(self, instance: models.Model, name: str, value: Any) -> None:
        """Give `instance` the `value` of its field `name`. Raises `ValidationError` for a stream its blocks refuse."""
        resolved = self.resolve(value)
        rows = child_models(type(instance)).get(name)
        if rows:
            resolved = [rows(sort_order=rank, **row) for rank, row in enumerate(resolved)]
        if self._is_stream(instance, name):
            stream_block = instance._meta.get_field(name).stream_block  # type: ignore[union-attr]
            resolved = stream_block.clean(stream_block.to_python(resolved))
        setattr(instance, f"{name}_id" if isinstance(value, PageAt) else name, resolved)

    def resolve(self, value: Any) -> Any:
        """`value` with what its stand-ins stand for, and its texts set in French."""
        match value:
            case dict():
                return {key: self._resolve_item(key, item) for key, item in value.items()}
            case list():
                return [self.resolve(item) for item in value]
            case models.Choices():
                return value.value
            case str():
                return self._to_html(value) if isinstance(value, Rich) else french_text(value)
            case _:
                return self._stands_for(value)

    def _stands_for(self, value: Any) -> Any:
        match value:
            case PageAt():
                return self.pages[value.address].pk
            case SnippetNamed():
                return self._snippet_pk(value)
            case MediaNamed():
                return self._media_keys[value.file]
            case TerritoireAt():
                return find_territoire(value).pk
            case _:
                return value

    def _resolve_item(self, key: str, value: Any) -> Any:
        """Names of blocks and addresses are kept as they are."""
        return value if key == "type" or key.endswith("url") else self.resolve(value)

    def _snippet_pk(self, wanted: SnippetNamed) -> int:
        if wanted.model == "Partenaire":
            return Partenaire.objects.get(name=wanted.name).pk
        if wanted.model == "Thematique":
            return Thematique.objects.get(slug=wanted.name).pk
        if wanted.model == "Rubrique":
            return Rubrique.objects.get(title=wanted.name).pk
        first_name, _space, last_name = wanted.name.partition(" ")
        return Personne.objects.get(first_name=first_name, last_name=last_name).pk

    def _to_html(self, markup: str) -> str:
        return french_html(to_html(markup, self._link, self._note))

    def _note(self, key: str) -> str:
        uuid = str(self._notes[key])
        return f'<footnote id="{uuid}">{uuid[:6]}</footnote>'

    def _link(self, label: str, address: str) -> str:
        page = self.pages.get(address)
        if page:
            return f'<a linktype="page" id="{page.pk}">{label}</a>'
        return f'<a href="{escape(address)}">{label}</a>'

    @staticmethod
    def _is_stream(instance: models.Model, name: str) -> bool:
        return any(field.name == name and isinstance(field, StreamField) for field in instance._meta.get_fields())


def child_models(model: type[models.Model]) -> dict[str, type[models.Model]]:
    """Models of the rows that pages of `model` hold, by the name under which they hold them."""
    return {relation.get_accessor_name(): relation.related_model for relation in get_all_child_relations(model)}


def contact_questions() -> Iterable[FormField]:
    """The questions of the contact form."""
    for rank, (label, kind, is_required, help_text, choices, purpose) in enumerate(legal.CONTACT_QUESTIONS):
        yield FormField(
            sort_order=rank,
            label=french_text(label),
            field_type=kind,
            required=is_required,
            help_text=french_text(help_text),
            choices=french_text(choices),
            purpose=purpose,
        )


def site_address() -> dict[str, Any]:
    """Host and port of the site, from `BASE_URL`: what the addresses of the sitemap and of shared pages begin with."""
    address = urlsplit(settings.WAGTAILADMIN_BASE_URL)
    return {
        "hostname": address.hostname or "localhost",
        "port": address.port or (443 if address.scheme == "https" else 80),
    }
