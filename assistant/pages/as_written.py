"""Words of others on a page exactly as they were written: never as formatting, a link, a formula or an icon."""

import re

#: Whatever Markdown or the framework's own directives (``:red[…]``, ``:material/…:``) could take for a sign.
_SIGNS = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~$:&=^@/\"'])")
#: Where a bare address would be made a link.
_ADDRESS = re.compile(r"(?i)(https?|ftp|mailto|xmpp)(?=:)|(www)(?=\.)|(@)")
#: A sign of no width that parts an address from its beginning.
_APART = "\u2060"


def as_written(text: str) -> str:
    """The text for a label, heading or message that is read as Markdown, on one line.

    >>> as_written("[合计](x)_1")
    '\\\\[合计\\\\]\\\\(x\\\\)\\\\_1'
    """
    parted = _ADDRESS.sub(lambda found: found[0] + _APART, " ".join(text.split()))
    return _SIGNS.sub(r"\\\1", parted)
