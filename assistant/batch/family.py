"""What a batch asks of a document's family."""

from rules.policies import policy


def subtracts_other_aid(policy_id: str) -> bool:
    """Whether a document computes with what other aid has paid (目录内 less every payment)."""
    return policy(policy_id).family.subtracts_other_aid


def benefits(policy_id: str) -> tuple[str, ...]:
    """The ids of a document's benefits, in the order of the interface."""
    return policy(policy_id).family.benefits


def local_figures(policy_id: str) -> tuple[str, ...]:
    """The figures that a document leaves to a city."""
    return policy(policy_id).family.local
