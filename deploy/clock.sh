#!/bin/sh
# Publication programmée toutes les cinq minutes ; effacements une fois par jour.
set -u
passes=0
while true; do
  python manage.py publish_scheduled
  if [ $((passes % 288)) -eq 0 ]; then
    python manage.py purge_form_submissions
    python manage.py clearsessions
    python manage.py searchpromotions_garbage_collect
  fi
  passes=$((passes + 1))
  sleep 300
done
