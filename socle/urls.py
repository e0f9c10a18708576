"""Addresses of the ground that are no pages: where forms are sent. Include them above Wagtail's own."""

from django.urls import path

from socle import form_views

app_name = "nec_socle"

urlpatterns = [
    path("<int:page_id>/", form_views.submit_form, name="submit_form"),
    path("<int:page_id>/merci/", form_views.form_thanks, name="form_thanks"),
]
