"""The trigger that keeps sealed rows as they are.

One function serves all tables. It stands in the database because there is no way
around it there: SQL of other addons (merging contacts updates and deletes rows of every
table) passes by the ORM. It looks at the sealed columns alone: a register that refused
every UPDATE would fail when Odoo stores a computed field, fills a new column or deletes
a user.
"""

from collections.abc import Iterable

from psycopg2 import errorcodes

from odoo.tools import SQL

FUNCTION = "register_seal_guard"
# The pointer to the batch: set by the batch that takes the row, and by nothing later.
POINTER = "seal_id"

# Arguments: the column that seals a row once it is set ('': sealed from the beginning),
# then the sealed columns.
BODY = f"""
DECLARE
    before jsonb;
    after jsonb;
BEGIN
    IF TG_OP <> 'TRUNCATE' THEN
        before := to_jsonb(OLD);
        IF TG_OP = 'UPDATE' THEN
            after := to_jsonb(NEW);
        ELSE
            after := before;
        END IF;
        IF TG_ARGV[0] <> ''
            AND COALESCE(before -> TG_ARGV[0], 'null') IN ('null', 'false')
            OR TG_OP = 'UPDATE'
            AND COALESCE(before -> '{POINTER}', 'null')
                IN ('null', COALESCE(after -> '{POINTER}', 'null'))
            AND NOT EXISTS (
                SELECT FROM unnest(TG_ARGV[1:]) AS sealed (name)
                 WHERE before -> name IS DISTINCT FROM after -> name
            )
        THEN
            IF TG_OP = 'UPDATE' THEN
                RETURN NEW;
            END IF;
            RETURN OLD;
        END IF;
    END IF;
    RAISE EXCEPTION 'sealed rows of "%" can''t be changed or deleted', TG_TABLE_NAME
        USING ERRCODE = 'check_violation',
              SCHEMA = TG_TABLE_SCHEMA,
              TABLE = TG_TABLE_NAME,
              CONSTRAINT = '{FUNCTION}';
END
"""


def create_function(cr) -> None:
    cr.execute(
        SQL(
            "CREATE OR REPLACE FUNCTION %s() RETURNS trigger LANGUAGE plpgsql AS %s",
            SQL.identifier(FUNCTION),
            BODY,
        )
    )


def drop_function(cr) -> None:
    """Drop the function with its triggers on all tables."""
    cr.execute(SQL("DROP FUNCTION IF EXISTS %s() CASCADE", SQL.identifier(FUNCTION)))


def guard_table(cr, table: str, columns: Iterable[str], when: str = "") -> None:
    """Guard a table, or guard it by what is sealed now."""
    cr.execute(
        SQL(
            """
            CREATE OR REPLACE TRIGGER register_seal_row
            BEFORE UPDATE OR DELETE ON %(table)s
            FOR EACH ROW EXECUTE FUNCTION %(function)s(%(arguments)s);
            CREATE OR REPLACE TRIGGER register_seal_table
            BEFORE TRUNCATE ON %(table)s
            FOR EACH STATEMENT EXECUTE FUNCTION %(function)s()
            """,
            table=SQL.identifier(table),
            function=SQL.identifier(FUNCTION),
            arguments=SQL(", ").join(SQL("%s", name) for name in [when, *columns]),
        )
    )


def is_guarded(cr, table: str, columns: Iterable[str], when: str = "") -> bool:
    """Tell whether the triggers are there, as they should be and switched on."""
    cr.execute(
        SQL(
            """
            SELECT tgname, tgargs
              FROM pg_trigger
              JOIN pg_proc ON pg_proc.oid = tgfoid
             WHERE tgrelid = %s::regclass
               AND tgenabled IN ('O', 'A')
               AND proname = %s
               AND prosrc = %s
            """,
            table,
            FUNCTION,
            BODY,
        )
    )
    arguments = b"".join(name.encode() + b"\0" for name in [when, *columns])
    return {name: bytes(given) for name, given in cr.fetchall()} == {
        "register_seal_row": arguments,
        "register_seal_table": b"",
    }


def is_refusal(error) -> bool:
    """Tell whether it was the guard that refused."""
    return (
        error.pgcode == errorcodes.CHECK_VIOLATION
        and error.diag.constraint_name == FUNCTION
    )


def get_refusal(model) -> str:
    """Return what its user reads who tried to change a sealed row of this model."""
    return model.env._(
        "The entries of “%(register)s” are sealed and can't be changed or deleted any "
        "more; a correction is a new entry.",
        register=model.env["ir.model"]._get(model._name).name or model._description,
    )
