"""What is asked of the GraphQL API (v2): fields of its published schema, and no more than is read here."""

from typing import Final

_CHAMP: Final = """
fragment ChampFragment on Champ {
  id
  __typename
  label
  stringValue
  ... on DateChamp { date }
  ... on CheckboxChamp { checked: value }
  ... on DecimalNumberChamp { decimalNumber: value }
  ... on IntegerNumberChamp { integerNumber: value }
  ... on MultipleDropDownListChamp { values }
  ... on PieceJustificativeChamp { files { filename } }
  ... on CommuneChamp { commune { name } departement { code } }
}
"""

DOSSIERS: Final = (
    """
query dossiers($number: Int!, $first: Int!, $after: String, $since: ISO8601DateTime) {
  demarche(number: $number) {
    page: dossiers(first: $first, after: $after, updatedSince: $since, order: ASC) {
      pageInfo { hasNextPage endCursor }
      nodes {
        id
        number
        state
        dateDepot
        dateDerniereModification
        motivation
        usager { email }
        demandeur {
          __typename
          ... on PersonnePhysique { nom prenom }
          ... on PersonneMorale { siret entreprise { raisonSociale nomCommercial } }
        }
        champs {
          ...ChampFragment
          ... on RepetitionChamp { rows { champs { ...ChampFragment } } }
        }
      }
    }
  }
}
"""
    + _CHAMP
)

_DELETED: Final = """
query deleted($number: Int!, $first: Int!, $after: String, $since: ISO8601DateTime) {
  demarche(number: $number) {
    page: %s(first: $first, after: $after, deletedSince: $since, order: ASC) {
      pageInfo { hasNextPage endCursor }
      nodes { id number reason dateSupression }
    }
  }
}
"""

#: Those that are gone for good, then those that are still in the service's bin.
DELETED: Final = _DELETED % "deletedDossiers"
PENDING_DELETED: Final = _DELETED % "pendingDeletedDossiers"

DESCRIPTORS: Final = """
query descriptors($number: Int!) {
  demarcheDescriptor(demarche: {number: $number}) {
    revision {
      champDescriptors {
        id
        __typename
        ... on DropDownListChampDescriptor { options otherOption }
        ... on MultipleDropDownListChampDescriptor { options }
      }
    }
  }
}
"""
