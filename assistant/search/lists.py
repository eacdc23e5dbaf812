"""Which printed list of diseases a question is answered from: the one that has the disease it names."""

from assistant.search.question import Question
from knowledge.catalogues import entry, list_ids

_ABOUT_DISEASE = frozenset({"special", "unlisted", "long_medication"})
_ABOUT_OTHER = frozenset({"identity", "remote", "rate", "cap", "threshold", "self_pay", "irregular", "referral"})


def listing_clauses(question: Question) -> frozenset[str]:
    """Leaf clauses of the lists that name the disease of a question such as 肝硬化算慢性病吗; empty for others."""
    features = question.features
    if "list" not in features or not features & _ABOUT_DISEASE or features & _ABOUT_OTHER:
        return frozenset()
    from assistant.diseases import match  # loaded when first needed: it reads its word lists

    return frozenset(entry(one).clause.partition("¶")[0] for one in match(question.text, list_ids()).ids)
