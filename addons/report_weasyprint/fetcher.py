"""What a document may load: the server's own files and pictures, never the network."""

from base64 import b64decode
from urllib.parse import parse_qs, unquote, urlsplit

from weasyprint.urls import URLFetcher, URLFetcherResponse
from werkzeug.exceptions import HTTPException
from werkzeug.routing import Map, Rule

from odoo.http import root
from odoo.tools import file_open
from odoo.tools.image import image_process
from odoo.tools.mimetypes import guess_mimetype

RECORD = ("<xmlid>", "<int:id>", "<int:id>-<unique>", "<model>/<int:id>/<field>")
SIZE = ("", "/<int:width>x<int:height>")
ROUTES = Map(
    [
        Rule("/web/assets/<unique>/<filename>", endpoint="asset"),
        Rule("/report/barcode/<barcode_type>/<path:value>", endpoint="barcode"),
        Rule("/report/barcode", endpoint="barcode"),
        *(
            Rule(f"/web/{kind}/{record}{size}{name}", endpoint="image")
            for kind in ("image", "content")
            for record in ("", *RECORD)
            for size in SIZE
            for name in ("", "/<filename>")
        ),
    ],
    strict_slashes=False,
).bind("")


class Fetcher(URLFetcher):
    """WeasyPrint's way to a URL: read here, with the rights of who prints."""

    def __init__(self, env, base_url):
        super().__init__(allowed_protocols=["data"])
        self.env = env
        self.base_url = base_url
        self.host = urlsplit(base_url).netloc

    def fetch(self, url, headers=None):
        parts = urlsplit(url)
        if parts.scheme == "data":
            return super().fetch(url, headers)
        if parts.scheme not in ("http", "https") or parts.netloc != self.host:
            raise ValueError(f"a document may not load {url}")
        content, mimetype = self._read(unquote(parts.path), parse_qs(parts.query))
        return URLFetcherResponse(url, content, {"Content-Type": mimetype})

    def _read(self, path, query):
        if file := root.get_static_file(path):
            with file_open(file, "rb") as opened:
                content = opened.read()
            return content, _mimetype(path, content)
        try:
            endpoint, values = ROUTES.match(path)
        except HTTPException as error:
            raise ValueError(f"a document may not load {path}") from error
        values = {name: given[0] for name, given in query.items()} | values
        return getattr(self, f"_read_{endpoint}")(**values)

    def _read_asset(self, filename, **_query):
        name, rtl, kind, autoprefix = self.env["ir.asset"]._parse_bundle_name(
            filename, debug_assets=False
        )
        if kind != "css":
            raise ValueError(f"a document may not load {filename}")
        bundle = self.env["ir.qweb"]._get_asset_bundle(
            name, js=False, rtl=rtl, autoprefix=autoprefix
        )
        return bundle.css().sudo().raw, "text/css"

    def _read_barcode(self, barcode_type, value, **size):
        barcode = self.env["ir.actions.report"].barcode(barcode_type, value, **size)
        return barcode, "image/png"

    def _read_image(
        self, xmlid=None, model="ir.attachment", id=None, field="raw", **options
    ):
        record = self.env["ir.binary"]._find_record(
            xmlid, model, id and int(id), options.get("access_token"), field=field
        )
        if record._fields[field].type != "binary":
            raise ValueError(f"a document may not load {model}'s {field}")
        content = record[field] or b""
        if field != "raw":
            content = b64decode(content)
        size = int(options.get("width", 0)), int(options.get("height", 0))
        if any(size):
            content = image_process(content, size=size, crop=options.get("crop"))
        return content, guess_mimetype(content)


def _mimetype(name, content):
    return "text/css" if name.endswith(".css") else guess_mimetype(content)
