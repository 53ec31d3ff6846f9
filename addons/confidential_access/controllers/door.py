from odoo import http
from odoo.exceptions import AccessError
from odoo.http import request

# Shown in the browser; anything else is saved, so that nothing in it runs.
SHOWN = frozenset({"application/pdf", "image/gif", "image/jpeg", "image/png"})


class Door(http.Controller):
    @http.route(
        "/confidential/<int:entry_id>/<string:name>",
        type="http",
        auth="user",
        methods=["GET"],
        readonly=False,
    )
    def open_file(self, entry_id, name):
        """A file of what this person consulted a moment ago; nobody keeps a copy."""
        entry = request.env["confidential.access.log"].browse(entry_id)
        try:
            record = entry.open_file(name)
        except AccessError as refusal:
            return request.make_response(
                str(refusal),
                [("Content-Type", "text/plain; charset=utf-8")],
                status=403,
            )
        stream = request.env["ir.binary"].sudo()._get_stream_from(record, name)
        response = stream.get_response(
            as_attachment=stream.mimetype not in SHOWN, max_age=0
        )
        response.headers["Cache-Control"] = "no-store"
        response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
        response.headers["X-Content-Type-Options"] = "nosniff"
        return response
