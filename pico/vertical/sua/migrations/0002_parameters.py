"""The national figures of the law, as they come with the platform."""

import json
from pathlib import Path

from django.db import migrations
from django.utils import timezone
from django.utils.dateparse import parse_date

SEED = Path(__file__).parents[1] / "data" / "parameters.json"


def enter(apps, schema_editor):
    model = apps.get_model("sua", "Parameter")
    now = timezone.now()
    model.objects.bulk_create(
        model(
            key=entry["key"], group=entry["group"], label=entry["label"], unit=entry["unit"],
            value=period["value"], valid_from=parse_date(period["valid_from"]),
            valid_to=parse_date(period["valid_to"]) if "valid_to" in period else None,
            article=period["article"], url=period.get("url", ""), note=period.get("note", ""),
            entered_at=now,
        )
        for entry in json.loads(SEED.read_text())
        for period in entry["periods"]
    )  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("sua", "0001_initial")]
    operations = [migrations.RunPython(enter, migrations.RunPython.noop)]
