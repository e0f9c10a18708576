"""The register of the messages passed on to partners: it is read, and nothing in it is ever changed."""

from typing import Any, ClassVar

from django import forms
from django.contrib.admin.utils import label_for_field
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.urls import URLPattern
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail_modeladmin.helpers import PermissionHelper
from wagtail_modeladmin.options import ModelAdmin
from wagtail_modeladmin.views import IndexView, InspectView

from nec_locaux.models import MiseEnRelation
from socle.parameters import LineField, PageNumberField, ParametersForm
from socle.viewsets import SafeExportMixin

READ = ("index", "inspect")


class RegisterParameters(ParametersForm):
    """What the address of the register may say; modeladmin takes anything else for a field, and answers 500."""

    q = LineField()
    p = PageNumberField()
    o = forms.RegexField(r"^-?[0-2](\.-?[0-2]){0,2}$", required=False)
    export = forms.ChoiceField(choices=[("csv", "CSV"), ("xlsx", "XLSX")], required=False)

    @classmethod
    def read(cls, data: QueryDict) -> QueryDict:
        """The same address without what it should not say."""
        clean = QueryDict(mutable=True)
        clean.update({name: str(value) for name, value in cls.parameters(data).items() if value})
        return clean


class ReadOnlyPermissionHelper(PermissionHelper):
    """Those read who have the right to; nobody writes, administrators included."""

    def user_can_list(self, user: Any) -> bool:
        return bool(self.user_has_specific_permission(user, self.get_perm_codename("view")))

    def user_can_inspect_obj(self, user: Any, obj: MiseEnRelation) -> bool:
        return self.user_can_list(user)

    def user_can_create(self, user: Any) -> bool:
        return False

    def user_can_edit_obj(self, user: Any, obj: MiseEnRelation) -> bool:
        return False

    def user_can_delete_obj(self, user: Any, obj: MiseEnRelation) -> bool:
        return False


class RegisterIndexView(SafeExportMixin, IndexView):
    """The list of the register."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        request.GET = RegisterParameters.read(request.GET)  # type: ignore[assignment]
        response: HttpResponse = super().dispatch(request, *args, **kwargs)
        return response


class RegisterInspectView(InspectView):
    """A row of the register, with the columns that its list computes."""

    def get_field_label(self, field_name: str, field: Any = None) -> str:
        return str(capfirst(str(label_for_field(field_name, model=self.model, model_admin=self.model_admin))))

    def get_field_display_value(self, field_name: str, field: Any = None) -> Any:
        compute = getattr(self.model_admin, field_name, None)
        return compute(self.instance) if compute else super().get_field_display_value(field_name, field)


class MiseEnRelationAdmin(ModelAdmin):
    """Which offers were asked about, and when."""

    model = MiseEnRelation
    menu_label = _("Mises en relation")
    menu_icon = "mail"
    menu_order = 114
    base_url_path = "mises-en-relation"
    permission_helper_class = ReadOnlyPermissionHelper
    index_view_class = RegisterIndexView
    inspect_view_class = RegisterInspectView
    inspect_view_enabled = True
    history_view_enabled = False
    inspect_view_fields: ClassVar = ["created_at", "offre", "partenaire", "token"]
    list_display = ("created_at", "offre", "partenaire")
    list_select_related = ("offre__partenaire",)
    list_per_page = 50
    list_export = ("created_at", "offre", "partenaire", "token")
    export_filename = "mises-en-relation"
    search_fields = ("offre__title", "offre__partenaire__name")

    def partenaire(self, row: MiseEnRelation) -> str:
        return str(row.offre.partenaire)

    partenaire.short_description = _("partenaire")  # type: ignore[attr-defined]
    partenaire.admin_order_field = "offre__partenaire__name"  # type: ignore[attr-defined]

    def inspect_view(self, request: HttpRequest, instance_pk: str) -> HttpResponse:
        if not instance_pk.isdecimal():
            raise Http404
        response: HttpResponse = super().inspect_view(request, instance_pk)
        return response

    def get_admin_urls_for_registration(self) -> tuple[URLPattern, ...]:
        """The list and the rows alone: what writes has no address."""
        names = {self.url_helper.get_action_url_name(action) for action in READ}
        return tuple(url for url in super().get_admin_urls_for_registration() if url.name in names)
