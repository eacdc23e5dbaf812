"""A list that a person writes of the own case, 病：… 医保：33000 in lines: words, and no settlement paper."""

from assistant.understand.regexes import regexes


def is_own_list(text: str) -> bool:
    """Whether every line is one that people write of themselves, and one of them is what no paper calls its lines.

    A line that is not known leaves it to the readers of papers, who say of each figure what is not used.
    """
    words = regexes("own_list")
    labels: list[str] = []
    for line in text.splitlines():
        if line.strip():
            match = words["line"].fullmatch(line.strip())
            if match is None or not words["labels"].fullmatch(match["label"].strip()):
                return False
            labels.append(match["label"].strip())
    return any(words["own"].fullmatch(label) for label in labels)
