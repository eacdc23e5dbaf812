"""Relations of places, computed from division codes (GB/T 2260): 500107 is a district of the municipality 50.

A code is known as far as it is known: two digits name a province or municipality, four a city, six a county.
"""

#: The four municipalities: province and city in one, so that 市内 and 省内 mean the same there.
MUNICIPALITIES = frozenset({"11", "12", "31", "50"})


def contains(wider: str, code: str) -> bool:
    """Whether the division ``code`` is, or lies in, the division ``wider``.

    >>> contains("50", "500107"), contains("500107", "50")
    (True, False)
    """
    return code.startswith(wider)


def in_municipality(code: str) -> bool:
    """Whether a division is, or lies in, a municipality.

    >>> in_municipality("500243"), in_municipality("320582")
    (True, False)
    """
    return code[:2] in MUNICIPALITIES


def same_city(one: str, other: str) -> bool:
    """Whether two divisions are known to lie in one city; the districts of a municipality do.

    >>> same_city("500107", "500243"), same_city("320582", "320594"), same_city("320582", "320102")
    (True, True, False)
    """
    digits = 2 if in_municipality(one) else 4
    return len(one) >= digits and one[:digits] == other[:digits]


def relation(home: str, there: str) -> str | None:
    """Where a treatment lies, seen from a residence: a code of ``place``; None where the codes do not tell.

    A city named alone stands for all of it, so that two places known to lie in one city are at least ``in_city``.

    >>> relation("500107", "500107"), relation("500107", "500243"), relation("320582", "320102")
    ('in_county', 'in_city', 'in_province')
    >>> relation("500107", "320102"), relation("500107", "50"), relation("3205", "320582")
    ('out_of_province', None, 'in_city')
    """
    if home[:2] != there[:2]:
        return "out_of_province"
    if len(home) == len(there) == 6 and home == there:
        return "in_county"
    if in_municipality(home):
        return "in_city" if len(home) == len(there) == 6 else None
    if len(home) < 4 or len(there) < 4:
        return None
    return "in_city" if same_city(home, there) else "in_province"
