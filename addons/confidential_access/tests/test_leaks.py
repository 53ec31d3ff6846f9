import base64

from . import sample
from .common import NUMBER, SCAN, DoorCase
from .leaks import CHANNELS, LeakCase, Secret

MARK = "scan of the card"
DAY = "2026-01-31"
# Where nothing comes out anyway: Odoo takes no file name from anybody.
CLOSED = {"attachment_of_same_file"}


class TestLeaks(LeakCase, DoorCase):
    """D-08, A-10: every channel, every role."""

    def secrets(self):
        for level in ("internal", "confidential", "access_card"):
            card = self.cards[level]
            links = ((self.env[sample.LINK].create({"card_id": card.id}), "card_id"),)
            yield Secret(record=card, field="number", value=NUMBER, links=links)
            yield Secret(record=card, field="issued_on", value=DAY, links=links)
            yield Secret(record=card, field="scan", value=MARK, links=links)

    def people(self):
        return (
            self.employee,
            self.clerk,
            self.reader,
            self.elsewhere,
            self.manager,
            self.auditor,
            self.administrator,
            self.customer,
            self.visitor,
        )

    def test_nothing_leaks(self):
        self._test_nothing_leaks()


class TestChannels(LeakCase, DoorCase):
    """Each channel finds what nobody guards: else it would prove nothing."""

    def test_every_channel_works_where_nothing_is_guarded(self):
        card = self.env[sample.OPEN].create(
            {
                "number": NUMBER,
                "issued_on": DAY,
                "scan": base64.b64encode(SCAN),
            }
        )
        link = self.env[sample.LINK].create({"open_id": card.id})
        links = ((link, "open_id"),)
        found = set()
        values = {"number": NUMBER, "issued_on": DAY, "scan": MARK}
        for field, value in values.items():
            secret = Secret(record=card, field=field, value=value, links=links)
            found |= self.what_leaks(self.administrator, secret)
        self.assertEqual({f.__name__ for f in CHANNELS} - found, CLOSED)
