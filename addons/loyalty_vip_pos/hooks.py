def keep_programs_out(env):
    """POS makes ``pos_ok`` true by default: the programs there are leave it."""
    programs = env["loyalty.program"].with_context(active_test=False)
    programs.search([("vip_role", "!=", False)]).pos_ok = False
