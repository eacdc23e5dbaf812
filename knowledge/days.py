"""Days as one writes them in Chinese."""

from datetime import date


def in_chinese(day: date) -> str:
    """A day in Chinese, without leading zeros.

    >>> in_chinese(date(2024, 3, 5))
    '2024年3月5日'
    """
    return f"{day.year}年{day.month}月{day.day}日"
