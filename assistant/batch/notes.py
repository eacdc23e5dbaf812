"""What is to be said of a row beside its document's own warnings, as bits of one number; words in notes.yaml."""

from enum import IntFlag


class Note(IntFlag):
    """A note of the file's making; the name in small letters is its id."""

    UNLISTED_DISEASE = 1
    DISTRICT_RULES_MISSING = 2
    EMPLOYEE = 4
    NOT_SUBTRACTED = 8
    PREPAID_SHARE = 16
    TOTAL_DIFFERS = 32
    ELIGIBLE_DIFFERS = 64
    OTHER_ROWS_REFUSED = 128
    DUPLICATE_BILL = 256
    HIGHEST_IDENTITY = 512
    FOREIGN_IDENTITY = 1024
    BEFORE_IN_FORCE = 2048
