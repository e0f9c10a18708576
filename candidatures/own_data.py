"""All that is kept about a candidature and that its organisers may have, as plain values (GDPR, articles 15 and 20).

What is the team's alone is not in it: its notes, the reasons it keeps, who reads. Days and hours are those of Paris.
"""

from datetime import date, datetime
from typing import Any

from django.db.models import prefetch_related_objects
from django.utils import timezone

from candidatures.enums import State, Step
from candidatures.models import (
    Appointment,
    Candidature,
    Courriel,
    InformationRequest,
    JournalEntry,
    Message,
    OutsideDossier,
    PieceJointe,
    Porteur,
    Prefill,
)
from candidatures.summary import Section, Table, read_bilan, read_dossier, read_version
from candidatures.workflow import PUBLIC_LABELS


def read_own_data(candidature: Candidature) -> dict[str, Any]:
    """What the export gives, in a fixed number of queries for each version sent."""
    prefetch_related_objects(
        [candidature],
        "answers",
        "participations__porteur",
        "files__uploaded_by",
        "messages__files",
        "messages__porteur",
        "information_requests__items",
        "appointments",
        "dossier_versions",
    )
    prefill = Prefill.objects.filter(candidature=candidature).first()
    outside = OutsideDossier.objects.filter(candidature=candidature).first()
    people = [participation.porteur for participation in candidature.participations.all()]
    return {
        "dossier": _facts(candidature),
        "personnes": [_person(person) for person in people],
        "reponses": _sections(read_dossier(candidature)),
        "bilan": _sections(read_bilan(candidature)) if _has_bilan(candidature) else [],
        "versions": [
            {"numero": version.number, "envoyee_le": _moment(version.created_at), "reponses": _sections(sections)}
            for version in candidature.dossier_versions.all()
            for sections in [read_version(version)]
        ],
        "fichiers": [_file(piece) for piece in candidature.files.all()],
        "messages": [_message(message) for message in candidature.messages.all()],
        "demandes": [_request(request) for request in candidature.information_requests.all()],
        "rendez_vous": [_appointment(appointment) for appointment in candidature.appointments.all()],
        "historique": [_entry(entry) for entry in candidature.journal.filter(is_public=True)],
        "courriels": [_mail(mail) for mail in _mails(candidature, people)],
        "demarches_simplifiees": {
            "prerempli": _prefill(prefill) if prefill else None,
            "repris": _outside(outside) if outside else None,
        },
    }


def _facts(candidature: Candidature) -> dict[str, Any]:
    return {
        "numero": candidature.number,
        "titre": candidature.display_title,
        "appel": candidature.version.title,
        "etat": candidature.public_state,
        "commence_le": _moment(candidature.created_at),
        "modifie_le": _moment(candidature.updated_at),
        "depose_le": _moment(candidature.submitted_at),
        "effacement_demande_le": _moment(candidature.deletion_requested_at),
    }


def _person(porteur: Porteur) -> dict[str, Any]:
    return {
        "adresse_electronique": porteur.email,
        "premiere_connexion": _moment(porteur.created_at),
        "derniere_connexion": _moment(porteur.last_signed_in_at),
    }


def _sections(sections: list[Section]) -> list[dict[str, Any]]:
    return [
        {
            "page": section.title,
            "reponses": [{"question": one.label, "reponse": list(one.items) or one.text} for one in section.given],
            "tableaux": [{"titre": table.title, "lignes": _rows(table)} for table in section.tables],
            "totaux": [{"libelle": line.label, "valeur": line.text} for line in section.totals],
        }
        for section in sections
        if not section.is_empty
    ]


def _rows(table: Table) -> list[dict[str, str]]:
    return [dict(zip(table.headings, row, strict=True)) for row in table.rows]


def _has_bilan(candidature: Candidature) -> bool:
    return any(answers.step in Step.of_bilan() for answers in candidature.answers.all())


def _file(piece: PieceJointe) -> dict[str, Any]:
    return {
        "nom": piece.name,
        "nature": piece.get_kind_display(),
        "type": piece.content_type,
        "octets": piece.size,
        "sha256": piece.sha256,
        "analyse": piece.get_scan_state_display(),
        "recu_le": _moment(piece.uploaded_at),
        "envoye_par": piece.uploaded_by.email if piece.uploaded_by else None,
    }


def _message(message: Message) -> dict[str, Any]:
    author = message.porteur.email if message.porteur else None
    return {
        "de": "équipe" if message.is_from_team else author,
        "texte": message.body,
        "envoye_le": _moment(message.created_at),
        "fichiers": [piece.name for piece in message.files.all()],
    }


def _request(request: InformationRequest) -> dict[str, Any]:
    return {
        "message": request.introduction,
        "envoyee_le": _moment(request.created_at),
        "a_rendre_avant_la_fin_du": _day(request.due_on),
        "repondue_le": _moment(request.answered_at),
        "annulee_le": _moment(request.cancelled_at),
        "questions": [{"question": item.question, "reponse": item.answer} for item in request.items.all()],
    }


def _appointment(appointment: Appointment) -> dict[str, Any]:
    return {
        "debut": _moment(appointment.starts_at),
        "fin": _moment(appointment.ends_at),
        "lieu": appointment.place,
        "adresse": appointment.url,
        "a_preparer": appointment.note,
        "annule_le": _moment(appointment.cancelled_at),
    }


def _entry(entry: JournalEntry) -> dict[str, Any]:
    return {
        "le": _moment(entry.created_at),
        "nature": entry.get_kind_display(),
        "etat": str(PUBLIC_LABELS[State(entry.to_state)]) if entry.to_state else None,
        "texte": entry.text,
    }


def _prefill(prefill: Prefill) -> dict[str, Any]:
    return {
        "numero": prefill.dossier_number,
        "demande_le": _moment(prefill.created_at),
        "reponses_reprises": prefill.kept,
        "reponses_perdues": prefill.dropped,
    }


def _outside(dossier: OutsideDossier) -> dict[str, Any]:
    return {
        "numero": dossier.number,
        "etat": dossier.get_state_display(),
        "depose_le": _moment(dossier.submitted_at),
        "reponses": dossier.data,
    }


def _mails(candidature: Candidature, people: list[Porteur]) -> list[Courriel]:
    """The e-mails written to those who may open the dossier; those to the team are the team's."""
    return list(candidature.courriels.filter(to__in=[person.email for person in people]).order_by("created_at", "pk"))


def _mail(mail: Courriel) -> dict[str, Any]:
    return {"a": mail.to, "objet": mail.subject, "texte": mail.body, "parti_le": _moment(mail.sent_at)}


def _moment(moment: datetime | None) -> str | None:
    return timezone.localtime(moment).isoformat(timespec="seconds") if moment else None


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
