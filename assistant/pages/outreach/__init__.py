"""政策宣讲: one example large and clear, the curve of aid by cost, two documents side by side."""


def page() -> None:
    """Draw the page. What it draws with is loaded when it is first opened."""
    from assistant.pages.outreach import screen

    screen.draw()
