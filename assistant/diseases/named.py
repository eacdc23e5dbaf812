"""A disease as a person writes it, for the calculator's door."""

from collections.abc import Collection

from rules.named_diseases import NamedDisease


def resolve_disease(name: str, catalogues: Collection[str]) -> NamedDisease:
    """A disease as a person writes it, within a policy's own lists."""
    from assistant.diseases import match

    found = match(name, catalogues)
    return NamedDisease(tuple(found.ids), found.ask if found.status == "ambiguous" else None)
