import hashlib
import json
import logging
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from psycopg2.errors import UniqueViolation

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY
from odoo.tools import SQL, sql

from .. import guard

_logger = logging.getLogger(__name__)

BATCH_SIZE = 1000
SHOWN_FINDINGS = 5
SHOWN_ENTRIES = 20


@dataclass(frozen=True, kw_only=True)
class Finding:
    """What is not as it was sealed."""

    kind: str  # unguarded, missing_batch, altered_batch, dropped_column, stray,
    # changed, deleted, detached, added
    register: str
    scope: str = ""
    position: int = 0
    ids: tuple[int, ...] = ()
    columns: tuple[str, ...] = ()


class RegisterSeal(models.Model):
    """Entries of a register, sealed together so that tampering shows.

    Who owns the database can switch a trigger off. Each batch therefore keeps a digest
    of each of its entries, and a hash of these and of the batch before it: whoever
    alters an entry afterwards has to alter its batch and all later ones as well.

    Each entry points at its batch, and those that point nowhere are in none. Numbers of
    entries would not do: a transaction may commit entry 5 long after entry 6 is in a
    batch, and a visit is sealed when it is approved.
    """

    _name = "register.seal"
    _description = "Register Seals"
    _order = "id desc"
    _rec_name = "hash"
    # Deleting a user would rewrite rows that never change.
    _log_access = False

    register = fields.Char(string="Model", required=True, readonly=True)
    register_name = fields.Char(string="Register", compute="_compute_register_name")
    scope = fields.Char(readonly=True)
    scope_name = fields.Char(
        string="Belongs to",
        compute="_compute_scope_name",
        help="What these entries belong to, such as their site.",
    )
    position = fields.Integer(string="Batch", required=True, readonly=True)
    first_id = fields.Integer(string="First Entry", required=True, readonly=True)
    last_id = fields.Integer(string="Last Entry", required=True, readonly=True)
    count = fields.Integer(string="Entries", required=True, readonly=True)
    columns = fields.Json(required=True, readonly=True)
    digests = fields.Json(required=True, readonly=True)
    hash = fields.Char(required=True, readonly=True)
    sealed_at = fields.Datetime(string="Sealed On", required=True, readonly=True)

    # The backstop, and the index that finds the batch before.
    _position_uniq = models.UniqueIndex(
        "(register, COALESCE(scope, ''), position)",
        "These entries are being sealed already. Please try again.",
    )

    @api.depends("register")
    @api.depends_context("lang")
    def _compute_register_name(self):
        for seal in self:
            seal.register_name = self._get_register_name(seal.register)

    @api.depends("register", "scope")
    def _compute_scope_name(self):
        records = defaultdict(dict)
        for comodel, ids in self._get_scope_ids().items():
            for record in self.env[comodel].browse(ids).exists():
                records[comodel][str(record.id)] = record.display_name
        for seal in self:
            known = records[self._get_scope_comodel(seal.register)]
            seal.scope_name = known.get(seal.scope, seal.scope)

    @api.private
    def init(self):
        guard.create_function(self.env.cr)
        self.pool.post_init(
            guard.guard_table, self.env.cr, self._table, self._get_guarded_columns()
        )
        return super().init()

    @api.model
    def _sql_error_to_message(self, exc):
        if guard.is_refusal(exc):
            return guard.get_refusal(self)
        return super()._sql_error_to_message(exc)

    def action_check(self):
        """Check all seals, and say what came of it."""
        if not self.env.user.has_group("base.group_system"):
            raise AccessError(self.env._("Only administrators check the seals."))
        findings = self.sudo().verify()
        if findings:
            message = self._get_findings_message(findings)
            title = self.env._("The seals are broken")
        else:
            [(seals, entries)] = self.sudo()._read_group(
                [], aggregates=["__count", "count:sum"]
            )
            message = self.env._(
                "%(entries)s entries in %(seals)s batches are as they were sealed.",
                entries=entries or 0,
                seals=seals,
            )
            title = self.env._("All seals are intact")
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "danger" if findings else "success",
                "title": title,
                "message": message,
                "sticky": bool(findings),
            },
        }

    @api.model
    @api.private
    def verify(self, registers: Iterable[str] | None = None) -> list[Finding]:
        """Compare registers with their seals; all registers, unless some are named.

        Reads every sealed entry: not for the middle of a transaction.
        """
        if registers is None:
            rows = self._read_group([], ["register"])
            registers = {name for (name,) in rows}.union(self._get_registers())
        findings = []
        columns = self._get_guarded_columns()
        if not guard.is_guarded(self.env.cr, self._table, columns):
            findings.append(Finding(kind="unguarded", register=self._name))
        for register in sorted(set(registers)):
            findings += self._verify_register(register)
        for finding in findings:
            _logger.warning("Broken seal: %s", finding)
        return findings

    @api.model
    def _cron_seal(self):
        """Seal what is not in a batch yet, batch by batch."""
        cron = self.env["ir.cron"]
        for register in self._get_registers():
            sealed = BATCH_SIZE
            while sealed == BATCH_SIZE:
                try:
                    sealed = self._seal_batch(register)
                    time_left = cron._commit_progress(sealed, remaining=1)
                except (*PG_CONCURRENCY_EXCEPTIONS_TO_RETRY, UniqueViolation):
                    # Somebody else is at these entries. The next run takes them.
                    self.env.cr.rollback()
                    break
                if not time_left:
                    return
        cron._commit_progress(remaining=0)

    @api.model
    def _seal_batch(self, register: str) -> int:
        """Seal the next entries of a register, and return how many there were.

        To be committed soon: who writes to one of these entries meanwhile is retried.
        """
        model = self.env[register].sudo()
        model.flush_model()
        if not self._try_lock(register):
            return 0
        columns = model._get_seal_columns()
        batches = defaultdict(dict)
        for entry, digest, scope in self._get_unsealed_entries(model, columns):
            batches[scope][entry] = digest
        if not batches:
            return 0
        last = self._get_last_positions(register, batches)
        seals = self.sudo().create(
            [
                self._prepare_seal(register, scope, columns, digests, *last[scope])
                for scope, digests in batches.items()
            ]
        )
        self.flush_model()
        self._point_entries(
            model, dict(zip(seals.ids, map(list, batches.values()), strict=True))
        )
        return sum(map(len, batches.values()))

    def _try_lock(self, register: str) -> bool:
        """Let one transaction at a time seal a register; the others have no need to."""
        [(locked,)] = self.env.execute_query(
            SQL(
                "SELECT pg_try_advisory_xact_lock(hashtext(%s), hashtext(%s))",
                self._table,
                register,
            )
        )
        return locked

    def _get_unsealed_entries(self, model, columns) -> list[tuple[int, str, str]]:
        """Return the number, digest and scope of the next entries, and lock them."""
        when = SQL("TRUE")
        if model._seal_when:
            column = SQL.identifier(model._seal_when)
            when = SQL(
                "COALESCE(to_jsonb(%s), 'null') NOT IN ('null', 'false')", column
            )
        scope = SQL("NULL")
        if model._seal_scope:
            scope = SQL("%s::text", SQL.identifier("entry", model._seal_scope))
        where = SQL(
            """
            %s IS NULL AND %s
             ORDER BY id
             LIMIT %s
               FOR NO KEY UPDATE SKIP LOCKED
            """,
            SQL.identifier(guard.POINTER),
            when,
            BATCH_SIZE,
        )
        return self.env.execute_query(
            self._get_entries_sql(model, columns, where, SQL("COALESCE(%s, '')", scope))
        )

    def _get_entries_sql(self, model, columns, where: SQL, more: SQL) -> SQL:
        """Select number, digest and more of entries.

        The text of a jsonb is canonical: keys in one order, each once, one spacing.
        """
        return SQL(
            """
            SELECT entry.id,
                   encode(sha256(convert_to(to_jsonb(entry)::text, 'UTF8')), 'hex'),
                   %(more)s
              FROM (SELECT id, %(columns)s FROM %(table)s WHERE %(where)s) AS entry
             ORDER BY entry.id
            """,
            more=more,
            columns=SQL(", ").join(SQL.identifier(name) for name in columns),
            table=SQL.identifier(model._table),
            where=where,
        )

    def _get_last_positions(
        self, register: str, scopes: Iterable[str]
    ) -> dict[str, tuple[int, str]]:
        """Return the position and hash of the last batch of each scope."""
        rows = self.env.execute_query(
            SQL(
                """
                SELECT wanted.scope, COALESCE(seal.position, 0), COALESCE(seal.hash, '')
                  FROM unnest(%s::text[]) AS wanted (scope)
                  LEFT JOIN LATERAL (
                    SELECT position, hash FROM %s
                     WHERE register = %s AND COALESCE(scope, '') = wanted.scope
                     ORDER BY position DESC LIMIT 1
                  ) AS seal ON TRUE
                """,
                list(scopes),
                SQL.identifier(self._table),
                register,
            )
        )
        return {scope: (position, previous) for scope, position, previous in rows}

    def _prepare_seal(
        self,
        register: str,
        scope: str,
        columns: list[str],
        digests: Mapping[int, str],
        last_position: int,
        previous_hash: str,
    ) -> dict:
        values = {
            "register": register,
            "scope": scope,
            "position": last_position + 1,
            "first_id": min(digests),
            "last_id": max(digests),
            "count": len(digests),
            "columns": columns,
            "digests": {str(entry): digest for entry, digest in digests.items()},
            "sealed_at": fields.Datetime.now(),
        }
        return {**values, "hash": self._get_hash(values, previous_hash)}

    def _get_hash(self, values: Mapping, previous_hash: str) -> str:
        """Return the hash of a batch: of all it says, and of the batch before it."""
        content = [
            previous_hash,
            values["register"],
            values["scope"] or "",
            *(values[name] for name in ("position", "first_id", "last_id", "count")),
            fields.Datetime.to_string(values["sealed_at"]),
            values["columns"],
            sorted((int(entry), digest) for entry, digest in values["digests"].items()),
        ]
        text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()

    def _point_entries(self, model, entries: Mapping[int, list[int]]) -> None:
        """Make entries point at their seal, by the number of the seal."""
        pairs = [(entry, seal) for seal, batch in entries.items() for entry in batch]
        self.env.execute_query(
            SQL(
                """
                UPDATE %(table)s AS entry
                   SET %(pointer)s = batch.seal
                  FROM unnest(%(entries)s::int[], %(seals)s::int[])
                       AS batch (entry, seal)
                 WHERE entry.id = batch.entry
                RETURNING entry.id
                """,
                table=SQL.identifier(model._table),
                pointer=SQL.identifier(guard.POINTER),
                entries=[entry for entry, _seal in pairs],
                seals=[seal for _entry, seal in pairs],
            )
        )
        model.invalidate_model([guard.POINTER])

    def _verify_register(self, register: str) -> list[Finding]:
        findings, before = [], None
        model = self.env.get(register)
        if register not in self._get_registers():
            model = None  # its addon is gone, and the entries with it
        if model is not None:
            findings += self._verify_guard(model)
        domain = [("register", "=", register)]
        seals = self.search(domain, order="scope, position")
        for seal in map(self.browse, seals.ids):  # the digests of one at a time
            findings += seal._verify_chain(before)
            if model is not None:
                findings += seal._verify_entries(model)
            before = seal
            seal.invalidate_recordset(["digests"])
        return findings

    def _verify_guard(self, model) -> Iterable[Finding]:
        columns, when = model._get_seal_columns(), model._seal_when or ""
        if not guard.is_guarded(self.env.cr, model._table, columns, when):
            yield Finding(kind="unguarded", register=model._name)
        stray = self.env.execute_query(
            SQL(
                """
                SELECT entry.id FROM %s AS entry
                 WHERE %s IS NOT NULL
                   AND NOT EXISTS (
                    SELECT FROM %s AS seal
                     WHERE seal.id = %s AND seal.register = %s
                   )
                 ORDER BY entry.id
                """,
                SQL.identifier(model._table),
                SQL.identifier("entry", guard.POINTER),
                SQL.identifier(self._table),
                SQL.identifier("entry", guard.POINTER),
                model._name,
            )
        )
        if stray:
            ids = tuple(entry for (entry,) in stray)
            yield Finding(kind="stray", register=model._name, ids=ids)

    def _verify_chain(self, before) -> Iterable[Finding]:
        """Compare a batch with the one before it, and with itself."""
        first = before is None or before.scope != self.scope
        position = 1 if first else before.position + 1
        if self.position != position:
            yield self._prepare_finding("missing_batch", position=position)
        elif self.hash != self._get_hash(self, "" if first else before.hash):
            yield self._prepare_finding("altered_batch")

    def _verify_entries(self, model) -> Iterable[Finding]:
        """Compare the entries of a batch with their digests."""
        gone = set(self.columns) - sql.table_columns(self.env.cr, model._table).keys()
        if gone:
            columns = tuple(sorted(gone))
            yield self._prepare_finding("dropped_column", columns=columns)
            return
        pointer = SQL.identifier(guard.POINTER)
        sealed = {int(entry): digest for entry, digest in self.digests.items()}
        where = SQL("id = ANY(%s) OR %s = %s", list(sealed), pointer, self.id)
        points_here = SQL(
            "(SELECT %s = %s FROM %s AS point WHERE point.id = entry.id)",
            pointer,
            self.id,
            SQL.identifier(model._table),
        )
        found = defaultdict(list)
        for entry, digest, here in self.env.execute_query(
            self._get_entries_sql(model, self.columns, where, points_here)
        ):
            known = sealed.pop(entry, None)
            if known is None:
                found["added"].append(entry)
            elif known != digest:
                found["changed"].append(entry)
            elif not here:
                found["detached"].append(entry)
        if sealed:
            found["deleted"] = sorted(sealed)
        for kind, ids in found.items():
            yield self._prepare_finding(kind, ids=tuple(ids))

    def _prepare_finding(self, kind: str, **details) -> Finding:
        details = {"position": self.position, "scope": self.scope or "", **details}
        return Finding(kind=kind, register=self.register, **details)

    def _get_findings_message(self, findings: list[Finding]) -> str:
        sentences = [self._get_finding_message(it) for it in findings[:SHOWN_FINDINGS]]
        if len(findings) > SHOWN_FINDINGS:
            sentences.append(
                self.env._(
                    "%(count)s more findings are in the log of the server.",
                    count=len(findings) - SHOWN_FINDINGS,
                )
            )
        return "\n".join(sentences)

    def _get_finding_message(self, finding: Finding) -> str:
        ids = ", ".join(map(str, finding.ids[:SHOWN_ENTRIES]))
        if len(finding.ids) > SHOWN_ENTRIES:
            ids += " …"
        known = {
            "register": self._get_register_name(finding.register),
            "batch": "/".join(filter(None, (finding.scope, str(finding.position)))),
            "entries": ids,
            "columns": ", ".join(finding.columns),
        }
        sentences = {
            "unguarded": self.env._(
                "%(register)s: the database doesn't guard the entries; update the "
                "addon that brings the register."
            ),
            "missing_batch": self.env._("%(register)s: batch %(batch)s is missing."),
            "altered_batch": self.env._(
                "%(register)s: batch %(batch)s isn't what was sealed."
            ),
            "dropped_column": self.env._(
                "%(register)s, batch %(batch)s: can't be compared, since the columns "
                "%(columns)s are gone."
            ),
            "stray": self.env._(
                "%(register)s: the batches of entries %(entries)s are missing."
            ),
            "changed": self.env._(
                "%(register)s, batch %(batch)s: entries %(entries)s were changed after "
                "they were sealed."
            ),
            "deleted": self.env._(
                "%(register)s, batch %(batch)s: entries %(entries)s were deleted after "
                "they were sealed."
            ),
            "detached": self.env._(
                "%(register)s, batch %(batch)s: entries %(entries)s were taken out of "
                "it."
            ),
            "added": self.env._(
                "%(register)s, batch %(batch)s: entries %(entries)s were put into it "
                "afterwards."
            ),
        }
        return sentences[finding.kind] % known

    def _get_registers(self) -> list[str]:
        """Return the names of the models that are sealed."""
        names = self.pool.descendants(["register.seal.mixin"], "_inherit")
        return sorted(name for name in names if not self.pool[name]._abstract)

    def _get_register_name(self, register: str) -> str:
        return self.env["ir.model"]._get(register).name or register

    def _get_guarded_columns(self) -> list[str]:
        return sorted(
            field.name
            for field in self._fields.values()
            if field.store and field.column_type and field.name != "id"
        )

    def _get_scope_comodel(self, register: str) -> str | None:
        """Return the model of what the entries of a register belong to."""
        model = self.env.get(register)
        scope = getattr(model, "_seal_scope", None)
        return model._fields[scope].comodel_name if scope else None

    def _get_scope_ids(self) -> dict[str, list[int]]:
        ids = defaultdict(set)
        for seal in self:
            comodel = self._get_scope_comodel(seal.register)
            if comodel and (seal.scope or "").isdecimal():
                ids[comodel].add(int(seal.scope))
        return {comodel: sorted(found) for comodel, found in ids.items()}
