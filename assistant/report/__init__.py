"""Papers to take along: one content made from a result, printed as PDF, Word or Excel. Bytes only; nothing is stored.

The libraries that print are loaded at the first paper, not when a page starts.
"""

from assistant.report.assemble import content, of_explanation
from assistant.report.model import Content

__all__ = ["Content", "content", "docx", "of_explanation", "pdf", "xlsx"]


def pdf(view: Content) -> bytes:
    """The paper as a tagged PDF on A4 with its Chinese font embedded; the same bytes for the same content."""
    from assistant.report import typeset

    return typeset.render(view)


def docx(view: Content) -> bytes:
    """The paper as a Word document on A4; the same bytes for the same content."""
    from assistant.report import word

    return word.render(view)


def xlsx(view: Content) -> bytes:
    """The paper as a workbook: summary, steps, clauses, with amounts as numbers in yuan; the same bytes for the same
    content.
    """
    from assistant.report import workbook

    return workbook.render(view)
