"""Through which channels a confidential value could come out: a table to try them all.

The tests of an addon with confidential records inherit ``LeakCase`` beside their own
base and say what is to be kept (:meth:`LeakCase.secrets`) and who tries to get it
(:meth:`LeakCase.people`). A channel that is missing here is added here, for all.
"""

import base64
import hashlib
import json
import logging
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from zipfile import ZipFile, is_zipfile

from odoo.exceptions import AccessDenied, UserError
from odoo.fields import Domain
from odoo.http import Request
from odoo.models import BaseModel
from odoo.tests import HttpCase

# What Odoo says to somebody who asks for what isn't there or not for him.
NO = (AccessDenied, UserError, ValueError, KeyError, AttributeError)


@dataclass(frozen=True, kw_only=True)
class Secret:
    """What is kept: a text, or a mark inside of a file.

    ``record``: with the rights of the superuser; ``links``: records of others that
    point at it, with the name of the field.
    """

    record: BaseModel
    field: str
    value: str
    links: tuple[tuple[BaseModel, str], ...] = ()

    @property
    def is_file(self):
        return self.record._fields[self.field].type == "binary"


class Attempt:
    """One person who tries one channel."""

    def __init__(self, case, user, secret):
        self.case, self.user, self.secret = case, user, secret
        self.field, self.value = secret.field, secret.value
        self.name = secret.record._name
        self.id = secret.record.id
        self.env = case.env(user=user or case.env.ref("base.public_user"), su=False)
        self.model = self.env[self.name]
        self.record = self.model.browse(self.id)
        self.attachments = self.env["ir.attachment"]

    @property
    def attachment(self):
        """The file behind the field, as somebody has it who guessed its id."""
        found = self.attachments.sudo().search(
            [
                ("res_model", "=", self.name),
                ("res_id", "=", self.id),
                ("res_field", "=", self.field),
            ]
        )
        return found.sudo(False)

    def tells(self, ask):
        """Whether a question about the value is answered: yes to it, no to others."""
        return ask(self.value) and not ask(f"9{self.value[1:]}")

    def get(self, url, **kwargs):
        return self.case.url_open(url, **kwargs).content


CHANNELS = []


def channel(function):
    """A channel yields what came out of it; ``value`` itself, if it tells only yes."""
    CHANNELS.append(function)
    return function


# -- the ORM, as the web client and RPC use it --


@channel
def read(it):
    yield it.record.read([it.field])


@channel
def web_read(it):
    yield it.record.web_read({it.field: {}, "display_name": {}})


@channel
def all_fields(it):
    yield it.record.read()


@channel
def search_read(it):
    yield it.model.search_read([("id", "=", it.id)], [it.field])


@channel
def archived(it):
    everything = it.model.with_context(active_test=False)
    yield everything.search_read([("id", "=", it.id)], [it.field])


@channel
def company_switch(it):
    companies = it.case.env["res.company"].search([])
    there = it.record.with_context(allowed_company_ids=companies.ids)
    yield there.read([it.field])


@channel
def web_search_read(it):
    yield it.model.web_search_read([("id", "=", it.id)], {it.field: {}})


@channel
def group_by(it):
    yield it.model.formatted_read_group([], [it.field], ["__count"])


@channel
def group_by_day(it):
    yield it.model.web_read_group([], [f"{it.field}:day"], ["__count"])


@channel
def aggregate(it):
    yield it.model.formatted_read_group([], [], [f"{it.field}:array_agg"])


@channel
def progress_bar(it):
    yield it.model.read_progress_bar(
        [], it.field, {"field": it.field, "colors": {it.value: "danger"}}
    )


@channel
def domain_oracle(it):
    for domain in (
        lambda value: [(it.field, "=", value)],
        lambda value: [(it.field, "=like", f"{value[:3]}%")],
        lambda value: [(it.field, "ilike", value)],
        lambda value: [(it.field, ">=", value), (it.field, "<=", value)],
        lambda value: ["!", (it.field, "!=", value)],
    ):
        if it.tells(lambda value, d=domain: it.id in it.model.search(d(value)).ids):
            yield it.value


@channel
def count_oracle(it):
    here = ("id", "=", it.id)
    if it.tells(lambda value: it.model.search_count([here, (it.field, "=", value)])):
        yield it.value


@channel
def order_oracle(it):
    if it.id in it.model.search([], order=f"{it.field} desc").ids:
        yield it.value


@channel
def name_search(it):
    yield it.model.name_search(it.value)
    if it.tells(lambda value: dict(it.model.name_search(value)).get(it.id)):
        yield it.value


@channel
def filtered_domain(it):
    if it.tells(lambda value: it.record.filtered_domain([(it.field, "=", value)])):
        yield it.value


@channel
def export(it):
    yield it.record.export_data([it.field, "display_name"])


@channel
def copy(it):
    yield it.record.copy().read([it.field])
    yield it.record.copy().sudo().read([it.field])


@channel
def fields_get(it):
    if it.field in it.model.fields_get():
        yield it.value


# -- records of others that point at it --


@channel
def link_names(it):
    for record, name in it.secret.links:
        mine = record.with_env(it.env)
        yield mine.read([name, "display_name"])
        yield mine.web_read({name: {"fields": {"display_name": {}}}})
        yield mine.formatted_read_group([], [name], ["__count"])


@channel
def link_fields(it):
    for record, name in it.secret.links:
        mine = record.with_env(it.env)
        yield mine.web_read({name: {"fields": {it.field: {}}}})


@channel
def link_export(it):
    for record, name in it.secret.links:
        yield record.with_env(it.env).export_data([f"{name}/{it.field}", name])


@channel
def link_domain(it):
    for record, name in it.secret.links:
        mine = record.with_env(it.env)
        condition = partial(Domain, f"{name}.{it.field}", "=")
        if it.tells(lambda value, c=condition, m=mine: m.filtered_domain(c(value))):
            yield it.value
        if it.tells(lambda value, c=condition, m=mine: m & m.search(c(value))):
            yield it.value


@channel
def link_group(it):
    for record, name in it.secret.links:
        mine = record.with_env(it.env)
        yield mine.formatted_read_group([], [f"{name}.{it.field}"], ["__count"])


@channel
def related_fields(it):
    """A related field of any model that shows the value under another name."""
    for model in it.env.registry.values():
        for field in model._fields.values():
            source = field.related and field.related_field
            shows = source and (source.model_name, source.name) == (it.name, it.field)
            if shows and it.env[model._name]._has_field_access(field, "read"):
                yield it.value


# -- copies that are stored elsewhere --


@channel
def activity_name(it):
    activity = it.env["mail.activity"].create(
        {
            "res_model_id": it.env["ir.model"]._get_id(it.name),
            "res_id": it.id,
            "summary": "Look",
            "user_id": it.env.uid,
        }
    )
    yield activity.read(["res_name", "summary", "display_name"])


@channel
def mail_template(it):
    template = it.env["mail.template"].create(
        {
            "name": "Leak",
            "model_id": it.env["ir.model"]._get_id(it.name),
            "body_html": f'<p t-out="object.{it.field}"/>',
            "subject": "{{ object." + it.field + " }} {{ object.display_name }}",
        }
    )
    yield template._render_field("body_html", [it.id])
    yield template._render_field("subject", [it.id])


@channel
def saved_export(it):
    it.case.env["ir.exports"].create(
        {
            "name": "x",
            "resource": it.name,
            "export_fields": [(0, 0, {"name": it.field})],
        }
    )
    yield it.get(
        "/web/export/csv",
        data={
            "csrf_token": Request.csrf_token(it.case),
            "data": json.dumps(
                {
                    "model": it.name,
                    "fields": [{"name": it.field, "label": "x"}],
                    "ids": [it.id],
                    "domain": [],
                    "import_compat": False,
                }
            ),
        },
    )


# -- files --


@channel
def content_of_field(it):
    yield it.get(f"/web/content/{it.name}/{it.id}/{it.field}")
    yield it.get(f"/web/content?model={it.name}&id={it.id}&field={it.field}")


@channel
def image_of_field(it):
    yield it.get(f"/web/image/{it.name}/{it.id}/{it.field}")
    yield it.get(f"/web/image?model={it.name}&id={it.id}&field={it.field}")


@channel
def content_of_attachment(it):
    for file in it.attachment:
        yield it.get(f"/web/content/{file.id}?download=1")
        yield it.get(f"/web/image/{file.id}")
        yield it.get(f"/web/content/{file.id}?access_token=guessed")
        yield it.get(f"/web/content/ir.attachment/{file.id}/raw")


@channel
def zip_of_attachments(it):
    for file in it.attachment:
        token = Request.csrf_token(it.case)
        form = {"csrf_token": token, "file_ids": str(file.id), "zip_name": "x.zip"}
        packed = BytesIO(it.get("/mail/attachment/zip", data=form))
        if is_zipfile(packed):
            with ZipFile(packed) as archive:
                yield [archive.read(name) for name in archive.namelist()]


@channel
def attachment_read(it):
    yield it.attachment.read(["raw", "datas", "index_content", "name", "res_name"])


@channel
def attachment_read_group(it):
    yield it.attachments.formatted_read_group(
        [("res_model", "=", it.name), ("id", "!=", False)], ["checksum"], ["__count"]
    )
    if it.attachment.checksum:
        yield it.value


@channel
def attachment_search(it):
    digest = hashlib.sha1(it.attachment.sudo().raw or b"-").hexdigest()
    here = [("res_model", "=", it.name), ("res_id", "=", it.id)]
    for domain in (
        [*here, ("res_field", "=", it.field)],
        [*here, ("id", "!=", False)],
        [("id", "in", it.attachment.ids)],
        [("checksum", "=", digest), ("id", "!=", False)],
        [("index_content", "ilike", it.value), ("id", "!=", False)],
    ):
        if it.attachments.search(domain) & it.attachment:
            yield it.value
        if it.attachments.search_count(domain) and it.attachment:
            yield it.value


@channel
def attachment_made_public(it):
    it.attachment.write({"public": True})
    for file in it.attachment:
        yield it.get(f"/web/content/{file.id}")


@channel
def attachment_moved(it):
    file = it.attachment
    file.write({"res_model": "res.users", "res_id": it.env.uid, "res_field": False})
    yield file.raw


@channel
def attachment_copied(it):
    yield it.attachment.copy({"res_model": False, "res_id": False}).raw


@channel
def attachment_token(it):
    for token in it.attachment.generate_access_token():
        yield it.get(f"/web/content/{it.attachment.id}?access_token={token}")


@channel
def attachment_of_same_file(it):
    """A new attachment that claims the stored file of another."""
    name = it.attachment.sudo().store_fname
    made = it.attachments.create({"name": "x", "store_fname": name})
    yield made.raw
    made.write({"store_fname": name, "checksum": it.attachment.sudo().checksum})
    yield made.raw


@channel
def attachment_in_message(it):
    message = it.env["mail.message"].create(
        {"body": "See", "attachment_ids": [(6, 0, it.attachment.ids)]}
    )
    yield message.attachment_ids.read(["raw", "name"])


class LeakCase(HttpCase):
    """Nothing comes out of any channel, for anybody.

    With a base that has a user per role; see the module's docstring.
    """

    def secrets(self) -> Iterable[Secret]:
        """What is kept."""
        raise NotImplementedError

    def people(self) -> Iterable[BaseModel]:
        """Who tries: users of every role."""
        raise NotImplementedError

    def what_leaks(self, user, secret, channels=None):
        """Return the names of the channels through which the user gets the secret."""
        self.authenticate(user.login, user.login)
        return {
            function.__name__
            for function in channels or CHANNELS
            if self._comes_out(function, user, secret)
        }

    def _comes_out(self, function, user, secret):
        said = []
        handler = _Listener(said)
        logging.getLogger().addHandler(handler)
        self.env.invalidate_all()
        savepoint = self.cr.savepoint()
        try:
            said.extend(function(Attempt(self, user, secret)))
        except NO as refusal:
            said.append(str(refusal))
        finally:
            logging.getLogger().removeHandler(handler)
            savepoint.rollback()
            savepoint.close(rollback=False)
            self.env.invalidate_all()
        return any(secret.value in text for it in said for text in _texts(it))

    def _test_nothing_leaks(self):
        for secret in self.secrets():
            kept = secret.record.sudo()[secret.field]
            self.assertIn(secret.value, "".join(_texts(kept)), "it is kept at all")
            for user in self.people():
                with self.subTest(field=secret.field, user=user.login):
                    self.assertFalse(self.what_leaks(user, secret))
            self.assertEqual(secret.record.sudo()[secret.field], kept)


class _Listener(logging.Handler):
    """What is written to the log while a channel is tried is a channel too."""

    def __init__(self, said):
        super().__init__()
        self.said = said

    def emit(self, record):
        self.said.append(self.format(record))


def _texts(value):
    """What somebody could read in a value: as it is, and out of base64."""
    if isinstance(value, dict | list | tuple):
        value = value.items() if isinstance(value, dict) else value
        for item in value:
            yield from _texts(item)
        return
    text = value.decode("latin-1") if isinstance(value, bytes) else str(value)
    yield text
    try:
        yield base64.b64decode(text, validate=True).decode("latin-1")
    except ValueError:
        return
