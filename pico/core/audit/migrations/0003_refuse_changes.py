from django.db import migrations, models

from pico.core.audit import guard


def put_up(apps, schema_editor):
    guard.put_up(schema_editor.connection)


def take_down(apps, schema_editor):
    guard.take_down(schema_editor.connection)


def write_heads(apps, schema_editor):
    """Chains begun before there were heads get one."""
    line = apps.get_model("audit", "AuditLine")
    head = apps.get_model("audit", "AuditHead")
    ends = line.objects.values("subject_type", "subject_id").annotate(end=models.Max("position"))
    for chain in ends.iterator():
        end = chain.pop("end")
        last = line.objects.get(**chain, position=end)
        head.objects.create(**chain, position=end, hash=last.hash)


class Migration(migrations.Migration):
    """Heads of the chains that are there, then the triggers: the trail is append-only from here on."""

    dependencies = [("audit", "0002_heads_and_seals")]

    operations = [
        migrations.RunPython(write_heads, migrations.RunPython.noop),
        migrations.RunPython(put_up, take_down),
    ]
