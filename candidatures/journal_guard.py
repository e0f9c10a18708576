"""The journal of candidatures, guarded by the database: whoever writes past the application cannot rewrite it either.

Triggers refuse every change of a line but two, which take away and never write: its author, when their account or
address is erased; its text and detail, once the candidature is anonymous. They refuse every deletion, but with a draft,
which leaves nothing behind.

They are made after each `migrate` and not by a migration: SQLite loses them whenever a migration remakes the table.
There they read no other table, whose remaking they would stop; nor refuse deletions, by which Django empties a base.
"""

from typing import Final

from django.db import connections

from candidatures.models import JournalEntry

#: What nothing may ever change.
FIXED: Final = ("id", "candidature_id", "kind", "role", "from_state", "to_state", "is_public", "created_at")

_POSTGRESQL: Final = """
CREATE OR REPLACE FUNCTION nec_candidatures_guard_journal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    IF EXISTS (SELECT 1 FROM nec_candidatures_candidature WHERE id = OLD.candidature_id AND state <> 'draft') THEN
      RAISE EXCEPTION 'A line of the journal is kept.' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN OLD;
  END IF;
  IF ({changed}) OR NEW.user_id IS DISTINCT FROM OLD.user_id AND NEW.user_id IS NOT NULL
    OR NEW.porteur_id IS DISTINCT FROM OLD.porteur_id AND NEW.porteur_id IS NOT NULL
    OR (NEW.text, NEW.data) IS DISTINCT FROM (OLD.text, OLD.data) AND (
      NEW.text <> '' OR NEW.data <> '{{}}' OR NOT EXISTS (
        SELECT 1 FROM nec_candidatures_candidature WHERE id = OLD.candidature_id AND anonymised_at IS NOT NULL
      )
    )
  THEN
    RAISE EXCEPTION 'A line of the journal is written once.' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
DROP TRIGGER IF EXISTS nec_candidatures_guard_journal ON nec_candidatures_journalentry;
CREATE TRIGGER nec_candidatures_guard_journal BEFORE UPDATE OR DELETE ON nec_candidatures_journalentry
  FOR EACH ROW EXECUTE FUNCTION nec_candidatures_guard_journal();
""".format(changed=" OR ".join(f"NEW.{name} IS DISTINCT FROM OLD.{name}" for name in FIXED))  # noqa: S608 (names written above)

_SQLITE: Final = """
CREATE TRIGGER IF NOT EXISTS nec_candidatures_guard_journal BEFORE UPDATE ON nec_candidatures_journalentry
WHEN {changed} OR NEW.user_id IS NOT OLD.user_id AND NEW.user_id IS NOT NULL
  OR NEW.porteur_id IS NOT OLD.porteur_id AND NEW.porteur_id IS NOT NULL
  OR (NEW.text IS NOT OLD.text OR NEW.data IS NOT OLD.data) AND (NEW.text <> '' OR NEW.data <> '{{}}')
BEGIN
  SELECT RAISE(ABORT, 'A line of the journal is written once.');
END
""".format(changed=" OR ".join(f"NEW.{name} IS NOT OLD.{name}" for name in FIXED))

_TRIGGERS: Final = {"postgresql": _POSTGRESQL, "sqlite": _SQLITE}


def install(using: str) -> None:
    """Make the triggers in the database `using`, where the table is. Databases of other kinds have none."""
    connection = connections[using]
    statement = _TRIGGERS.get(connection.vendor)
    table = JournalEntry._meta.db_table
    if statement is None or table not in connection.introspection.table_names():
        return
    with connection.cursor() as cursor:
        cursor.execute(statement)
