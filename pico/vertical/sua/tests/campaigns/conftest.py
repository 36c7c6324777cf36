"""A campaign of Treviso that asks its three Comuni, in any state."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from pico.core.testing import cast

from ...actions.campaigns import answering, preparing, running, sending
from ...actions.campaigns.answering import Written
from ...actions.campaigns.planning import make_plan
from ...models import NeedAnswer

NOW = datetime(2026, 11, 2, 9, tzinfo=UTC)
ITEMS = (
    ("Carta", "A4", "30197643", "Carta A4 in risme", "PZ", Decimal("3.20"), []),
    ("Carta", "A3", "30197643", "Carta A3 in risme", "PZ", Decimal("6.50"), []),
    ("Energia", "EE", "09310000", "Energia elettrica", "KWH", None, ["verde", "mista"]),
)


class Stage:
    """Gestures of the tests: who does what in a campaign."""

    def __init__(self, enti, actors):
        self.enti, self.actors, self.now = enti, actors, NOW
        self.campaign = preparing.create_campaign(
            actor=actors["treviso.sua"], now=NOW, title="Cancelleria ed energia 2027",
            opens_at=NOW + timedelta(days=1), closes_at=NOW + timedelta(days=30), remind_days=[7],
        )  # fmt: skip
        for section, code, cpv, name, unit, price, variants in ITEMS:
            preparing.save_item(
                campaign=self.campaign, actor=actors["treviso.sua"], now=NOW,
                values={
                    "section": section, "code": code, "cpv": cpv, "description": name, "unit": unit,
                    "reference_price": price, "variants": variants,
                },
            )  # fmt: skip

    def invite(self, *keys):
        keys = keys or (cast.COMUNE_1, cast.COMUNE_2, cast.COMUNE_3)
        preparing.choose_recipients(
            campaign=self.campaign, recipients={"enti": [self.enti[key].pk for key in keys]},
            actor=self.actors["treviso.sua"], now=self.now,
        )  # fmt: skip

    def step(self, name, username="treviso.dirigente", **fields):
        self.campaign = running.make_step(
            record=self.campaign, name=name, actor=self.actors[username], now=self.now, **fields
        )
        return self.campaign

    def open(self):
        self.invite()
        return self.step("open", "treviso.sua")

    def answer(self, key=cast.COMUNE_1) -> NeedAnswer:
        rows = NeedAnswer.objects.select_related("campaign__owner__space", "ente")
        return rows.get(campaign=self.campaign, ente=self.enti[key])

    def item(self, code):
        return self.campaign.items.get(code=code)

    def write(self, quantity, key=cast.COMUNE_1, username="comune1.referente", code="A4", **values):
        values = {
            "quantity": Decimal(quantity),
            "unit_price": Decimal("3.20"),
            "starts_on": datetime(2027, 1, 1, tzinfo=UTC).date(),
            **values,
        }
        row = Written(values, self.item(code), values.pop("variant", ""), base=99)
        return answering.save_lines(
            answer=self.answer(key), rows=[row], actor=self.actors[username], now=self.now
        )

    def move(self, name, key=cast.COMUNE_1, username="comune1.referente", **fields):
        return sending.make_step(
            record=self.answer(key), name=name, actor=self.actors[username], now=self.now, **fields
        )

    def send(self, quantity=10, key=cast.COMUNE_1, username="comune1.referente", **values):
        self.write(quantity, key, username, **values)
        return self.move("send", key, username, commitment="NON_BINDING", signatory="Il Sindaco")

    def consolidated(self):
        """Two Comuni need, the third needs nothing; the plan is frozen."""
        self.open()
        self.send(100)
        self.send(50, cast.COMUNE_2, "comune2.referente", adhesion="CERTAIN")
        self.move("declare_nothing", cast.COMUNE_3, "comune3.referente")
        for key in (cast.COMUNE_1, cast.COMUNE_2):
            self.move("validate", key, "treviso.sua")
        self.step("close")
        self.step("check", "treviso.sua")
        return self.plan()

    def plan(self):
        from_sua = {"actor": self.actors["treviso.sua"], "now": self.now}
        return make_plan(campaign=self.campaign, **from_sua)


@pytest.fixture
def stage(enti, actors):
    return Stage(enti, actors)
