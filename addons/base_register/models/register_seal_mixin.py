from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from .. import guard
from ..fields import OwnMany2one, OwnOne2many


class RegisterSealMixin(models.AbstractModel):
    """A register: a model whose entries never change once they are sealed.

    A trigger in the database keeps everybody from changing the sealed columns of a
    sealed entry and from deleting it: users, code with all rights, plain SQL. A
    correction is a new entry that points at the old one (:meth:`correct`). What an
    entry only points at (a contact, which may be merged) stays outside the seal.
    """

    _name = "register.seal.mixin"
    _description = "Sealed Register"

    #: The columns to seal. An addon that extends a register names only its own: those
    #: of all its classes count.
    _seal_fields: tuple[str, ...] = ()
    #: The column that seals an entry once it is set; None: sealed from the beginning.
    _seal_when: str | None = None
    #: The column by which the entries are sealed in batches, such as the site.
    _seal_scope: str | None = None

    correction_of_id = OwnMany2one(
        ondelete="restrict",
        index="btree_not_null",
        readonly=True,
        copy=False,
        help="The entry that this one corrects; both stay.",
    )
    corrected_by_ids = OwnOne2many(
        inverse_name="correction_of_id", string="Corrections", readonly=True
    )
    seal_id = fields.Many2one(
        "register.seal",
        ondelete="restrict",
        index=True,
        readonly=True,
        copy=False,
        groups="base.group_system",
        help="The batch in which this entry was sealed against tampering.",
    )

    @api.constrains("correction_of_id")
    def _check_correction_of_sealed(self):
        corrected = self.sudo().correction_of_id
        if corrected - corrected._filter_sealed():
            raise ValidationError(self._get_not_sealed_message())

    @api.ondelete(at_uninstall=False)
    def _unlink_unsealed(self):
        """Say it before the trigger does, which would break the transaction."""
        if self.sudo()._filter_sealed():
            raise ValidationError(guard.get_refusal(self))

    @api.private
    def init(self):
        if self._abstract:
            guard.create_function(self.env.cr)
        else:
            self.pool.post_init(self._guard_register)
        return super().init()

    @api.model
    def _sql_error_to_message(self, exc):
        if guard.is_refusal(exc):
            return guard.get_refusal(self)
        return super()._sql_error_to_message(exc)

    @api.private
    def correct(self, values: dict):
        """Enter a correction: a new entry with these values and else the old ones.

        The corrected entry stays as it is. Both the access rights to create an entry
        and the checks of a new entry apply.

        :return: the new entry
        """
        self.ensure_one()
        if not self._filter_sealed():
            raise UserError(self._get_not_sealed_message())
        unsealed = {self._seal_when: False} if self._seal_when else {}
        return self.copy({**unsealed, **values, "correction_of_id": self.id})

    def _filter_sealed(self):
        return self.filtered(self._seal_when) if self._seal_when else self

    def _get_not_sealed_message(self) -> str:
        return self.env._(
            "This entry isn't sealed yet: change the entry itself instead of entering "
            "a correction."
        )

    def _get_seal_columns(self) -> list[str]:
        """Return all sealed columns: what is declared and what the seal relies on."""
        names = {"correction_of_id", self._seal_when, self._seal_scope} - {None}
        for definition in type(self).mro():
            names.update(vars(definition).get("_seal_fields", ()))
        for name in names:
            self._check_seal_column(name)
        return sorted(names)

    def _check_seal_column(self, name: str) -> None:
        """Tell the developer at once, not the user who saves the first entry."""
        field = self._fields.get(name)
        is_column = field and field.store and field.column_type
        if not is_column or name in ("id", guard.POINTER):
            raise ValueError(f"{self._name} can't seal {name!r}: no column of an entry")
        if field.compute and not field.precompute and not self._seal_when:
            raise ValueError(
                f"{self._name} can't seal {name!r} from the beginning: it is computed "
                "after the entry is inserted (use precompute=True)"
            )

    def _guard_register(self) -> None:
        # A new column that is sealed from now on gets its computed values first.
        self.flush_model()
        guard.guard_table(
            self.env.cr, self._table, self._get_seal_columns(), self._seal_when or ""
        )
