"""What a stranger's file is, and whether it is taken."""

from dataclasses import FrozenInstanceError, dataclass, replace

import pytest

from odoo.addons.charter_base.policies import sent_files
from odoo.addons.charter_base.policies.sent_files import (
    HEAD,
    File,
    kind_of,
    kinds_in,
    why_not,
)

JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF"
PNG = b"\x89PNG\r\n\x1a\n\x00\x00"
WEBP = b"RIFF\x24\x00\x00\x00WEBPVP8 "
HEIC = b"\x00\x00\x00\x18ftypheic\x00\x00"
PDF = b"%PDF-1.7\n"
PHOTO = File(name="lift.jpg", size=1024, head=JPEG)


@dataclass(frozen=True, kw_only=True)
class Limits:
    files: int = 2
    megabytes: int = 1
    kinds: tuple[str, ...] = ("jpeg", "pdf")


LIMITS = Limits()


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (JPEG, "jpeg"),
        (PNG, "png"),
        (WEBP, "webp"),
        (HEIC, "heic"),
        *((b"\x00\x00\x00\x18ftyp" + it, "heic") for it in sent_files.HEIC_BRANDS),
        (PDF, "pdf"),
        (b"", None),
        (b"MZ\x90\x00", None),
        (b"<svg xmlns='http://www.w3.org/2000/svg'>", None),
        (b"\xff\xd8", None),
        (b" " + JPEG, None),
        (b"RIFF\x24\x00\x00\x00WAVE", None),
        (b"XXXX\x24\x00\x00\x00WEBP", None),
        (b"\x00\x00\x00\x18ftypmp42", None),
        (b"\x00\x00\x00\x18freeheic", None),
    ],
)
def test_a_file_is_what_its_content_says(head, kind):
    """C-01, D-11: neither programs nor drawings that carry scripts pass as photos."""
    assert kind_of(head) == kind


def test_every_kind_has_its_media_type():
    """C-01, D-11: a browser is told what the content is, not what its sender claims."""
    assert {kind: media for kind, (media, _marks) in sent_files.KINDS.items()} == {
        "jpeg": "image/jpeg",
        "png": "image/png",
        "webp": "image/webp",
        "heic": "image/heic",
        "pdf": "application/pdf",
    }


def test_brands_of_phone_photos_are_known():
    """C-01, D-11: what iPhones and others write."""
    brands = (b"heic", b"heix", b"mif1", b"msf1", b"heim", b"heis")
    assert brands == sent_files.HEIC_BRANDS


@pytest.mark.parametrize("text", ["jpeg, png", "JPEG,PNG", " jpeg png ", "jpeg,,png"])
def test_kinds_are_named_with_commas_or_blanks(text):
    """C-01, D-11: as an administrator types them."""
    assert kinds_in(text) == ("jpeg", "png")


def test_the_first_bytes_tell():
    """C-01, D-11: as many as any signature reaches."""
    assert HEAD == 64
    assert kind_of(HEIC[:HEAD]) == "heic"


def test_no_more_files_than_set():
    """C-01, D-11: two are taken, three are not."""
    assert why_not((PHOTO, PHOTO), LIMITS) == ()
    assert why_not((PHOTO,) * 3, LIMITS) == (("files", {"count": 2}),)


def test_no_file_is_larger_than_set():
    """C-01, D-11: a megabyte is taken, a byte more is not."""
    limit = replace(PHOTO, size=1024 * 1024)
    assert why_not((limit,), LIMITS) == ()
    more = replace(limit, size=1024 * 1024 + 1)
    assert why_not((more,), LIMITS) == (("size", {"name": "lift.jpg", "size": 1}),)


def test_only_the_kinds_set_are_taken():
    """C-01, D-11: a program named .jpg is refused, and a kind that is not taken."""
    for head in (b"MZ\x90\x00", PNG):
        assert why_not((replace(PHOTO, head=head),), LIMITS) == (
            ("kind", {"name": "lift.jpg", "kinds": "jpeg, pdf"}),
        )
    assert why_not((replace(PHOTO, head=PDF),), LIMITS) == ()


def test_everything_wrong_with_them_is_said_at_once():
    """C-01, D-11."""
    program = replace(PHOTO, head=b"")
    keys = [key for key, _params in why_not((program,) * 3, LIMITS)]
    assert keys == ["files", "kind", "kind", "kind"]


def test_a_file_is_told_by_name_and_never_changes():
    """C-01, D-11"""
    with pytest.raises(FrozenInstanceError):
        PHOTO.name = "other.jpg"
    with pytest.raises(TypeError):
        File("lift.jpg", 1024, JPEG)
