from odoo import api, fields, models
from odoo.tools import SQL, sql

# What is filed of a dossier: it, its papers, the entries of its registers.
SOURCES = {
    "partner.dossier": "id",
    "partner.dossier.paper": "dossier_id",
    "partner.notice": "dossier_id",
    "partner.violation": "dossier_id",
}


class ArchiveDocument(models.Model):
    """What is filed from a dossier stays apart in the archive as well (D-07)."""

    _inherit = "archive.document"
    _guarded_fields = frozenset({"party_class"})
    _guarded_after_create = frozenset({"dossier_id"})

    dossier_id = fields.Many2one(
        "partner.dossier",
        string="From the Dossier",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    # Without an index: most of an archive is of the one class or of the other.
    party_class = fields.Selection(
        [("owner", "Owner"), ("tenant", "Tenant")],
        string="From the Dossier of",
        compute="_compute_party_class",
        store=True,
        precompute=True,
        copy=False,
        help="D-07: seen by who keeps the dossiers of owners, or of tenants, and by who"
        " keeps the archive. Empty: it is not from a dossier.",
    )

    def _auto_init(self):
        """Say of an archive that is there already what is from a dossier: at once."""
        cr = self.env.cr
        if not sql.column_exists(cr, self._table, "party_class"):
            sql.create_column(cr, self._table, "dossier_id", "int4")
            sql.create_column(cr, self._table, "party_class", "varchar")
            tables = {name: self.env[name]._table for name in SOURCES}
            if len(sql.existing_tables(cr, tables.values())) == len(tables):
                self._take_over_classes(tables)
        return super()._auto_init()

    def _take_over_classes(self, tables):
        """With one statement, however much is filed."""
        sources = SQL(" UNION ALL ").join(
            SQL(
                "SELECT %s AS model, id, %s AS dossier_id, party_class FROM %s",
                name,
                SQL.identifier(SOURCES[name]),
                SQL.identifier(table),
            )
            for name, table in tables.items()
        )
        self.env.cr.execute(
            SQL(
                "UPDATE archive_document document"
                " SET dossier_id = source.dossier_id, party_class = source.party_class"
                " FROM (%s) source WHERE source.model = document.source_model"
                " AND source.id = document.source_id",
                sources,
            )
        )

    @api.depends("dossier_id.party_class")
    def _compute_party_class(self):
        """Of a print of several dossiers it is said when that is filed."""
        for document in self:
            document.party_class = (
                document.dossier_id.party_class or document.party_class
            )
