import base64
from contextlib import contextmanager
from datetime import date

from odoo.exceptions import UserError

from .common import OWNERS, TENANTS, TenureCase

MARK = b"what the identity card says"
# The smallest picture there is, with something to look for behind its end.
PICTURE = (
    base64.b64decode(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9aw"
        "AAAABJRU5ErkJggg=="
    )
    + MARK
)
SCAN = base64.b64encode(PICTURE)
WHY = "He lost it abroad"


class PapersCase(TenureCase):
    """The papers of an owner's dossier; the officers keep one class each."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.officer = cls.of_owners
        cls.letting = cls.of_tenants
        cls.boss = cls.make_user(
            "papers-boss", f"{OWNERS},{TENANTS}", cls.garden, role="site_manager"
        )
        cls.dossier = cls.owners_dossier
        cls.trader = cls.lessee

    @classmethod
    def make_unit(cls, code, kind="flat"):
        return cls.env["property.unit"].create(
            {"code": code, "kind": kind, "building_id": cls.flat.building_id.id}
        )

    @classmethod
    def open_dossier(cls, partner, unit, role="owner", since="2026-01-05", **values):
        return cls.make_dossier(cls.make_tenure(partner, role, since, unit), **values)

    @classmethod
    def add(cls, dossier, role, name="Xu Min", user=None, **values):
        return (
            cls.env["partner.dossier.member"]
            .with_user(user or cls.env.user)
            .create({"dossier_id": dossier.id, "role": role, "name": name, **values})
        )

    def paper_of(self, kind, dossier=None, user=None, member=None):
        """The paper of a kind, as somebody sees it."""
        papers = (dossier or self.dossier).paper_ids.filtered(
            lambda it: it.kind == kind and it.member_id == (member or it.member_id)
        )
        return papers[:1].with_user(user or self.officer)

    def received(self, kind="identity", user=None, content=SCAN, **found):
        paper = self.paper_of(kind, user=user, **found)
        paper.action_receive(content, "scan.png")
        return paper

    @contextmanager
    def refused(self, words):
        """Refused with these words, and nothing is written, as in a request."""
        with self.assertRaisesRegex(UserError, words), self.cr.savepoint():
            yield
        self.env.invalidate_all()

    def today(self):
        return self.garden.local_date()


def day(text):
    return date.fromisoformat(text)
