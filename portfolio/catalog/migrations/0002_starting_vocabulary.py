from django.db import migrations

from portfolio.catalog import starter


def load(apps, schema_editor):
    starter.load(*models(apps))


def unload(apps, schema_editor):
    starter.unload(*models(apps))


def models(apps):
    return [apps.get_model("catalog", name) for name in ("Tool", "ToolHost", "Problem")]


class Migration(migrations.Migration):
    dependencies = [("catalog", "0001_initial")]

    operations = [migrations.RunPython(load, unload)]
