from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("nec_revue", "0002_revue_complete"),
    ]

    operations = [
        migrations.RenameModel(old_name="OaiDeletion", new_name="OaiChange"),
        migrations.RenameField(model_name="oaichange", old_name="deleted_at", new_name="changed_at"),
        migrations.AlterField(model_name="oaichange", name="set_specs", field=models.TextField(blank=True)),
        migrations.AlterModelOptions(
            name="oaichange",
            options={
                "verbose_name": "changement d’une notice",
                "verbose_name_plural": "changements des notices",
            },
        ),
    ]
