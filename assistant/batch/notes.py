"""What is to be said of a row beside its document's own warnings, as bits of one number; words in notes.yaml."""

from enum import IntFlag


class Note(IntFlag):
    """A note of the file's making; the name in small letters is its id."""

    UNLISTED_DISEASE = 1
    DISTRICT_RULES_MISSING = 2
    EMPLOYEE_LARGE_COST = 4
    OTHER_INSURANCE = 8
    OTHER_PAYMENT = 16
    ADVANCE_SELF_PAY = 32
    SUMS_DIFFER = 64
    OTHER_ROWS_REFUSED = 128
    DUPLICATE_BILL = 256
    HIGHEST_IDENTITY = 512
    FOREIGN_IDENTITY = 1024
    BEFORE_IN_FORCE = 2048
    AT_LEAST = 4096
