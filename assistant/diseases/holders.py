"""Whose disease it is: the patient's, a relative's, a stranger's told to compare, one of the dead."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.diseases.segment import Token


def mark_family(tokens: Sequence[Token]) -> None:
    """家族史：父亲胃癌。本人…: what the family had is not the patient's, to the end of the sentence."""
    family = False
    for place, token in enumerate(tokens):
        if token.has("family"):
            family = not (place and tokens[place - 1].has("deny_before"))
        elif token.text in ("。", ";", "\n") or token.has("self") or token.has("patient"):
            family = False
        elif family and token.is_item:
            token.denied = True


def _kin(token: Token) -> str:
    if token.has("mother"):
        return "mother"
    return "father" if token.has("father") else token.text


def mark_persons(tokens: Sequence[Token]) -> None:
    """Say of each token whose it is: "self", a relative, or None where nobody has been named."""
    person: str | None = None
    for place, token in enumerate(tokens):
        following = tokens[place + 1] if place + 1 < len(tokens) else None
        if token.has("self") and not (following and following.has("kin")):
            person = "self"
        elif token.has("pronoun"):
            person = person if person not in (None, "self") else token.text
        elif token.has("kin"):
            person = _kin(token)
        token.person = person


def _claimant(tokens: Sequence[Token]) -> str | None:
    """The person the claim is said to be for, if the text singles one out."""
    if any(token.has("claim_self") for token in tokens):
        return "self"
    for place, token in enumerate(tokens):
        if token.has("claim_kin"):
            ahead = [t for t in tokens[place + 1 : place + 5] if not t.has("self")]
            if ahead and ahead[0].has("kin") and any(t.has("claims") for t in ahead[1:3]):
                return _kin(ahead[0])
    return None


def mark_others(tokens: Sequence[Token]) -> None:
    """Deny what is only somebody else's, where the claim is said to be for one person, and what a dead relative had."""
    claimant = _claimant(tokens)
    dead = {token.person for token in tokens if token.has("dead")} - {None, "self"}
    strangers = {token.text for token in tokens if token.has("strangers")}
    living = {token.person for token in tokens if token.is_item and not token.has("kin")} - dead
    own = any(token.is_item and token.person == "self" and not token.has("kin") for token in tokens)
    for token in tokens:
        if not token.is_item or token.person is None:
            continue
        not_claimed = claimant is not None and token.person != claimant
        died = token.person in dead and bool(living - {None})
        if not_claimed or died or (own and token.person in strangers):
            token.denied = True
