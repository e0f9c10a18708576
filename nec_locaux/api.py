"""Wagtail's API on the NEC locaux: read only, JSON only, public fields only, with the filters of the calendar."""

from collections.abc import Sequence
from http import HTTPStatus
from typing import Any, Final

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.urls import URLPattern, path, re_path
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from rest_framework.fields import CharField, Field, FloatField
from rest_framework.filters import BaseFilterBackend
from rest_framework.pagination import LimitOffsetPagination
from rest_framework.permissions import AllowAny
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from wagtail.api import APIField
from wagtail.api.v2.router import WagtailAPIRouter
from wagtail.api.v2.serializers import PageSerializer
from wagtail.api.v2.utils import BadRequestError
from wagtail.api.v2.views import BaseAPIViewSet
from wagtail.models import Site

from nec_locaux.dataset import known_date
from nec_locaux.filters import NecLocalFilters
from nec_locaux.models import NecLocalPage
from nec_locaux.querysets import NecLocalQuerySet
from socle.models import Territoire, Thematique

NAME: Final = "nec-locaux"
NAMESPACE: Final = "nec_api"
BROWSER_SECONDS: Final = 60
MAX_FIELDS_LENGTH: Final = 1000


class KnownDateField(Field):
    """A day as well as it is known: « 2023-10-03 », « 2023-10 » or « 2023 »."""

    def to_representation(self, page: NecLocalPage) -> str | None:
        return known_date(getattr(page, self.field_name), page.date_precision)


class TerritoiresField(Field):
    """The territoires, the main one first."""

    def to_representation(self, territoires: Sequence[Territoire]) -> list[dict[str, str]]:
        return [{"kind": place.kind, "code": place.code, "name": place.name} for place in territoires]


class ThematiquesField(Field):
    """The thématiques, the main one first."""

    def to_representation(self, thematiques: Sequence[Thematique]) -> list[dict[str, str]]:
        return [{"slug": thematique.slug, "title": thematique.title} for thematique in thematiques]


class CalendarFiltersBackend(BaseFilterBackend):
    """The filters of the calendar, read from the address as every list, feed and export reads them."""

    def filter_queryset(self, request: Request, queryset: NecLocalQuerySet, view: Any) -> NecLocalQuerySet:
        return NecLocalFilters.read(request.query_params).apply(queryset)


class OrderBackend(BaseFilterBackend):
    """`order=title` or `order=-start_date`, always complete: two pages of a list never show the same event."""

    orders: Final = ("start_date", "title", "first_published_at", "last_published_at")

    def filter_queryset(self, request: Request, queryset: NecLocalQuerySet, view: Any) -> NecLocalQuerySet:
        order = request.query_params.get("order", "start_date")
        if order.removeprefix("-") not in self.orders:
            raise BadRequestError(_("Ordres possibles : %(orders)s.") % {"orders": ", ".join(self.orders)})
        return queryset.order_by(order, "pk")


class BoundedPagination(LimitOffsetPagination):
    """`limit` and `offset`. What is no number is left out, and no answer holds more than a hundred events."""

    default_limit = 20
    max_limit = 100

    def get_paginated_response(self, data: list[Any]) -> Response:
        """The answer, shaped as Wagtail's own API shapes it."""
        return Response({"meta": {"total_count": self.count}, "items": data})


class NecLocauxAPIViewSet(BaseAPIViewSet):
    """The public NEC locaux of the site: a list and one address for each."""

    model = NecLocalPage
    name = NAME
    base_serializer_class = PageSerializer
    pagination_class = BoundedPagination
    filter_backends = (CalendarFiltersBackend, OrderBackend)
    renderer_classes = (JSONRenderer,)
    authentication_classes = ()
    permission_classes = (AllowAny,)
    metadata_class = None
    http_method_names = ("get", "head")
    known_query_parameters = frozenset({"fields", "limit", "offset", "order", *NecLocalFilters.base_fields})

    body_fields = (
        *("id", "translation_key", "title", "summary", "edition_number", "status", "status_note"),
        APIField("start_date", serializer=KnownDateField(source="*")),
        APIField("end_date", serializer=KnownDateField(source="*")),
        *("date_precision", "start_time", "end_time"),
        APIField("time_zone", serializer=CharField(source="time_zone.key")),
        *("mode", "audience"),
        APIField("organisers", serializer=CharField(source="organisers_label")),
        APIField("territoires", serializer=TerritoiresField()),
        APIField("thematiques", serializer=ThematiquesField()),
        *("place", "address"),
        APIField("latitude", serializer=FloatField()),
        APIField("longitude", serializer=FloatField()),
        *("registration_url", "registration_deadline", "capacity"),
        *("participants", "structure_count", "speaker_count", "workshop_count", "stand_count", "budget"),
        *("satisfaction", "figures_source", "has_programme", "has_bilan", "resource_url"),
    )
    meta_fields = ("type", "detail_url", "html_url", "slug", "first_published_at", "last_published_at")
    listing_default_fields = [
        *("id", "type", "detail_url", "html_url", "title", "status"),
        *("start_date", "end_date", "date_precision", "territoires"),
    ]

    @classmethod
    def get_body_fields(cls, model: type) -> list[APIField]:
        """The fields listed above, whatever a model may declare for another API."""
        fields: list[APIField] = cls._convert_api_fields(cls.body_fields)
        return fields

    @classmethod
    def get_meta_fields(cls, model: type) -> list[APIField]:
        fields: list[APIField] = cls._convert_api_fields(cls.meta_fields)
        return fields

    @classmethod
    def get_urlpatterns(cls) -> list[URLPattern]:
        """A list and its items; Wagtail's search by path is left out."""
        return [
            path("", cls.as_view({"get": "listing_view"}), name="listing"),
            # No key has more digits, and SQLite counts no further than nineteen.
            re_path(r"^(?P<pk>[0-9]{1,10})/$", cls.as_view({"get": "detail_view"}), name="detail"),
        ]

    def get_queryset(self) -> QuerySet[NecLocalPage]:
        site = Site.find_for_request(self.request)
        if site is None:
            return NecLocalPage.objects.none()
        events = NecLocalPage.objects.live().public().descendant_of(site.root_page)
        return events.defer_streamfields().for_cards().prefetch_related("partner_links__partenaire")

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        self._check_parameters(request)

    def _check_parameters(self, request: Request) -> None:
        """Refuse what would be silently ignored, and fields of fields: none has any.

        Raises:
            BadRequestError: with the parameters that are known.
        """
        unknown = set(request.query_params) - self.known_query_parameters
        if unknown:
            known = ", ".join(sorted(self.known_query_parameters))
            raise BadRequestError(_("Paramètres possibles : %(known)s.") % {"known": known})
        fields = request.query_params.get("fields", "")
        if "(" in fields or len(fields) > MAX_FIELDS_LENGTH:
            raise BadRequestError(_("Séparez les noms des champs par des virgules."))

    def finalize_response(
        self, request: HttpRequest, response: HttpResponseBase, *args: Any, **kwargs: Any
    ) -> HttpResponseBase:
        """Let any site read the answer, and caches keep it."""
        final: HttpResponseBase = super().finalize_response(request, response, *args, **kwargs)
        final.headers["Access-Control-Allow-Origin"] = "*"
        final.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        if final.status_code == HTTPStatus.OK:
            patch_cache_control(final, public=True, max_age=BROWSER_SECONDS, s_maxage=NecLocalPage.cache_seconds)
        return final


api_router = WagtailAPIRouter(NAMESPACE)
api_router.register_endpoint(NAME, NecLocauxAPIViewSet)
