import io

from pypdf import PdfWriter


def share_fonts(pdf):
    """Odoo parts a file by records and joins it again: each part brings its fonts.

    Fifty papers are 12 MB then, and 1 MB with each font in it once.
    """
    writer = PdfWriter(clone_from=io.BytesIO(pdf))
    writer.compress_identical_objects()
    shared = io.BytesIO()
    writer.write(shared)
    return shared.getvalue()
