def leave_programs_in_use(env):
    """Programs whose cards are there stay with the company, archived."""
    programs = (
        env["loyalty.program"]
        .with_context(active_test=False)
        .search([("vip_role", "!=", False)])
    )
    used = programs.filtered("coupon_ids")
    used.active = False
    rewards = used.with_context(active_test=False).reward_ids
    for records in (used, rewards):
        env["ir.model.data"].search(
            [
                ("module", "=", "loyalty_vip"),
                ("model", "=", records._name),
                ("res_id", "in", records.ids),
            ]
        ).unlink()
