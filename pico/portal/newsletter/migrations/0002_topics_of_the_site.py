"""Topics by the names that they have on the sites: one vocabulary for contents and readers."""

from django.db import migrations

RENAMED = {
    "servizi-innovativi": "servizi-innovativi-sit",
    "politiche-europee": "politiche-europee-sape",
    "personale": "politiche-del-personale",
    "pnrr": "pnrr-e-pnc",
    "pianificazione": "pianificazione-di-area-vasta",
    "dup-piao": "programmazione-dup-piao",
}


def rename(apps, schema_editor) -> None:
    for name in ("MailingList", "Issue", "Subscriber"):
        model = apps.get_model("newsletter", name)
        changed = []
        for row in model.objects.exclude(topics=[]).iterator(chunk_size=2000):
            wanted = [RENAMED.get(slug, slug) for slug in row.topics]
            if wanted != row.topics:
                row.topics = wanted
                changed.append(row)
        model.objects.bulk_update(changed, ["topics"], batch_size=500)


class Migration(migrations.Migration):
    dependencies = [("newsletter", "0001_initial")]

    operations = [migrations.RunPython(rename, migrations.RunPython.noop, elidable=True)]
