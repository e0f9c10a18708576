"""The registers: what the site writes, the team reads, and nobody changes by hand. Made of wagtail-modeladmin."""

from typing import Any, ClassVar

from django import forms
from django.contrib.admin.utils import label_for_field
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.urls import URLPattern
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail_modeladmin.helpers import ButtonHelper, PermissionHelper
from wagtail_modeladmin.options import ModelAdmin
from wagtail_modeladmin.views import IndexView, InspectView

from socle.parameters import LineField, PageNumberField, ParametersForm
from socle.viewsets import SafeExportMixin


class RegisterParameters(ParametersForm):
    """What the address of a register may say; modeladmin takes anything else for a field, and answers 500."""

    q = LineField()
    p = PageNumberField()
    #: Columns by their rank, « - » for the last first.
    o = forms.RegexField(r"^-?[0-9](\.-?[0-9]){0,9}$", required=False)
    export = forms.ChoiceField(choices=[("csv", "CSV"), ("xlsx", "XLSX")], required=False)

    @classmethod
    def read(cls, data: QueryDict, columns: int) -> QueryDict:
        """The same address without what it should not say of a list of so many `columns`."""
        known = cls.parameters(data)
        if known["o"] and any(int(rank.lstrip("-")) >= columns for rank in known["o"].split(".")):
            known["o"] = ""
        clean = QueryDict(mutable=True)
        clean.update({name: str(value) for name, value in known.items() if value})
        return clean


class ReadOnlyPermissionHelper(PermissionHelper):
    """Those read who have the right to; nobody writes, administrators included."""

    def user_can_list(self, user: Any) -> bool:
        return bool(self.user_has_specific_permission(user, self.get_perm_codename("view")))

    def user_can_inspect_obj(self, user: Any, obj: Model) -> bool:
        return self.user_can_list(user)

    def user_can_create(self, user: Any) -> bool:
        return False

    def user_can_edit_obj(self, user: Any, obj: Model) -> bool:
        return False

    def user_can_delete_obj(self, user: Any, obj: Model) -> bool:
        return False


class RegisterIndexView(SafeExportMixin, IndexView):
    """The list of a register."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        request.GET = self.model_admin.parameters_class.read(request.GET, len(self.model_admin.list_display))
        response: HttpResponse = super().dispatch(request, *args, **kwargs)
        return response


class RegisterButtonHelper(ButtonHelper):
    """The one button of a row: to read it."""

    def inspect_button(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        button: dict[str, Any] = super().inspect_button(*args, **kwargs)
        return button | {"label": _("Lire"), "title": _("Lire cette ligne du registre")}


class RegisterInspectView(InspectView):
    """A row of a register, with the columns that its list computes."""

    @property
    def page_title(self) -> str:
        return str(capfirst(self.verbose_name))

    def get_page_subtitle(self) -> str:
        return ""

    def get_meta_title(self) -> str:
        return self.page_title

    def get_field_label(self, field_name: str, field: Any = None) -> str:
        return str(capfirst(str(label_for_field(field_name, model=self.model, model_admin=self.model_admin))))

    def get_field_display_value(self, field_name: str, field: Any = None) -> Any:
        compute = getattr(self.model_admin, field_name, None)
        return compute(self.instance) if compute else super().get_field_display_value(field_name, field)


class RegisterAdmin(ModelAdmin):
    """Base of the registers: a list, its export, and the page of a row. Nothing that writes has an address."""

    permission_helper_class: type[PermissionHelper] = ReadOnlyPermissionHelper
    parameters_class: ClassVar[type[RegisterParameters]] = RegisterParameters
    index_view_class = RegisterIndexView
    inspect_view_class = RegisterInspectView
    inspect_view_enabled = True
    history_view_enabled = False
    button_helper_class = RegisterButtonHelper
    index_view_extra_css: ClassVar = ["css/admin-registers.css"]
    inspect_template_name = "nec_socle/admin/register_row.html"
    inspect_view_extra_css: ClassVar = ["css/admin-registers.css"]
    list_per_page = 50

    def inspect_view(self, request: HttpRequest, instance_pk: str) -> HttpResponse:
        if not instance_pk.isdecimal():
            raise Http404
        response: HttpResponse = super().inspect_view(request, instance_pk)
        return response

    def get_admin_urls_for_registration(self) -> tuple[URLPattern, ...]:
        names = {self.url_helper.get_action_url_name(action) for action in ("index", "inspect")}
        return tuple(url for url in super().get_admin_urls_for_registration() if url.name in names)
