from odoo import http
from odoo.exceptions import AccessError, UserError
from odoo.http import content_disposition, request


class CustomerData(http.Controller):
    @http.route(
        "/dossier/data/<int:copy_id>",
        type="http",
        auth="user",
        methods=["GET"],
        readonly=False,
    )
    def customer_data(self, copy_id):
        """A customer's data as one readable file; nobody keeps a copy (D-08)."""
        copy = request.env["partner.data.copy"].browse(copy_id).exists()
        try:
            if not copy:
                raise AccessError(request.env._("There is no such file for you."))
            content = copy.get_file()
        except UserError as refusal:
            return request.make_response(
                str(refusal),
                [("Content-Type", "text/plain; charset=utf-8")],
                status=403,
            )
        name = f"{request.env._('Data of %s', copy.partner_id.name)}.html"
        return request.make_response(
            content,
            [
                ("Content-Type", "text/html; charset=utf-8"),
                ("Content-Disposition", content_disposition(name)),
                ("Cache-Control", "no-store"),
                (
                    "Content-Security-Policy",
                    "default-src 'none'; style-src 'unsafe-inline'",
                ),
                ("X-Content-Type-Options", "nosniff"),
            ],
        )
