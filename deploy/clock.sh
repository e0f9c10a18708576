#!/bin/sh
# Toutes les cinq minutes : publication programmée, courriels et analyses à reprendre ; chaque heure : reprise des
# dossiers de Démarches simplifiées, si elle est réglée ; une fois par jour : effacements,
# échéances des candidatures, fichiers de la revue.
set -u
passes=0
while true; do
  python manage.py publish_scheduled
  python manage.py send_candidature_mails
  python manage.py scan_files
  if [ $((passes % 12)) -eq 0 ]; then
    python manage.py import_demarches
  fi
  if [ $((passes % 288)) -eq 0 ]; then
    python manage.py purge_form_submissions
    python manage.py clearsessions
    python manage.py purge_candidature_access
    python manage.py advance_candidatures
    python manage.py apply_retention
    python manage.py prune_db_task_results
    python manage.py searchpromotions_garbage_collect
    python manage.py build_revue
  fi
  passes=$((passes + 1))
  sleep 300
done
