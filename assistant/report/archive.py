"""The same parts, the same bytes: an office file without the time at which it was packed."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

#: The first day that a zip file can name.
_NO_TIME = (1980, 1, 1, 0, 0, 0)


def repacked(packed: bytes) -> bytes:
    """A zip archive with its parts in the same order and all times set to one fixed day."""
    target = BytesIO()
    with ZipFile(BytesIO(packed)) as given, ZipFile(target, "w") as made:
        for name in given.namelist():
            part = ZipInfo(name, _NO_TIME)
            part.compress_type = ZIP_DEFLATED
            made.writestr(part, given.read(name))
    return target.getvalue()
