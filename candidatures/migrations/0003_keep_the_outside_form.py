"""A call that led to an outside form still does: the form of this site is the default of new calls alone."""

from django.db import migrations


def keep_outside_forms(apps, schema_editor):
    appels = apps.get_model("nec_candidatures", "AppelPage").objects
    appels.exclude(external_form_url="").update(form_mode="exterieur")


class Migration(migrations.Migration):
    dependencies = [("nec_candidatures", "0002_candidatures")]
    operations = [migrations.RunPython(keep_outside_forms, migrations.RunPython.noop)]
