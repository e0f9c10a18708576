"""Addresses of the organisers' own pages, and those below the pages of the call.

Include `candidatures.urls` above Wagtail's own addresses: `path("mes-dossiers/", include("candidatures.urls"))`.
"""

from django.urls import path

from candidatures.views import (
    access,
    agreement,
    appel,
    bilan,
    data,
    eligibilite,
    exchanges,
    files,
    follow_up,
    sharing,
    steps,
    submission,
)

app_name = "nec_candidatures"

urlpatterns = [
    path("", access.candidatures, name="list"),
    path("connexion/", access.sign_in, name="sign_in"),
    path("connexion/envoyee/", access.link_sent, name="link_sent"),
    path("connexion/<str:token>/", access.use_link, name="use_link"),
    path("deconnexion/", access.sign_out, name="sign_out"),
    path("nouveau/<int:page_id>/", access.begin, name="begin"),
    path("<uuid:uuid>/", follow_up.follow_up, name="follow_up"),
    path("<uuid:uuid>/etapes/<slug:step>/", steps.step, name="step"),
    path("<uuid:uuid>/etapes/<slug:step>/versions/", steps.revisions, name="revisions"),
    path("<uuid:uuid>/deposer/", submission.submit, name="submit"),
    path("<uuid:uuid>/preremplir/", submission.prefill, name="prefill"),
    path("<uuid:uuid>/fichiers/", files.upload, name="upload"),
    path("<uuid:uuid>/fichiers/<uuid:file_uuid>/", files.download, name="file"),
    path("<uuid:uuid>/fichiers/<uuid:file_uuid>/retirer/", files.remove, name="remove_file"),
    path("<uuid:uuid>/messages/", exchanges.send_message, name="send_message"),
    path("<uuid:uuid>/demandes/<int:pk>/", exchanges.answer_request, name="answer_request"),
    path("<uuid:uuid>/rendez-vous/<uuid:appointment_uuid>/", exchanges.appointment, name="appointment"),
    path("<uuid:uuid>/convention/", agreement.document, name="agreement"),
    path("<uuid:uuid>/convention/signee/", agreement.send_signed, name="send_signed"),
    path("<uuid:uuid>/kit/<slug:name>/", follow_up.kit_file, name="kit_file"),
    path("<uuid:uuid>/bilan/", bilan.overview, name="bilan"),
    path("<uuid:uuid>/bilan/envoyer/", bilan.send, name="send_bilan"),
    path("<uuid:uuid>/acces/", sharing.people, name="people"),
    path("<uuid:uuid>/retrait/", submission.withdraw, name="withdraw"),
    path("<uuid:uuid>/donnees/", data.export_json, name="export_json"),
    path("<uuid:uuid>/dossier/", data.export_pdf, name="export_pdf"),
    path("<uuid:uuid>/suppression/", data.delete, name="delete"),
]

#: Below the call: what its visitors read, without any cookie.
appel_patterns = [
    path("", appel.call, name="call"),
    path("candidature/envoyee/", appel.link_sent, name="address_sent"),
]

eligibilite_patterns = [
    path("", eligibilite.questions, name="questions"),
]
