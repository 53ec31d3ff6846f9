def date_old_tickets(env):
    """Let the tickets of before be received when they were made, not today.

    Odoo fills a new column with its default; one that is there already it leaves alone.
    """
    env.cr.execute("ALTER TABLE helpdesk_ticket ADD COLUMN received_at timestamp")
    env.cr.execute(
        "UPDATE helpdesk_ticket SET received_at = date_trunc('second', create_date)"
    )
