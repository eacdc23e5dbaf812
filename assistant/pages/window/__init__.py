"""窗口办理: one dense form for person and ledger with its result beside it, many bills at once, the roster form."""


def page() -> None:
    """Draw the page. What it draws with is loaded when it is first opened."""
    from assistant.pages.window.screen import draw

    draw()
