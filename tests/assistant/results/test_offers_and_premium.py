"""What stands beside the aid: an earlier document's offer, the subsidy, the identity of each bill."""

from datetime import date
from typing import Any

import pytest

from assistant.answers.frame import from_case
from assistant.report import of_explanation
from assistant.results.casework import reckon
from assistant.results.explained import Explanation
from assistant.results.plain_text import as_text

JIULONGPO = "jiulongpo-2023"
STAY = {"date": "2024-03-01", "care": "inpatient", "eligible": "9000.00", "basic_paid": "5000.00"}


def told(identities: list[Any], bills: list[dict[str, Any]], policy: str = JIULONGPO, **more: Any) -> Explanation:
    return reckon({"policy": policy, "person": {"identities": identities}, "bills": bills, **more}).told


def test_an_offer_is_told_with_its_amount_and_clause_also_to_who_gets_nothing() -> None:
    found = told(["dibao"], [STAY])
    (offer,) = found.found.result.offers
    assert found.found.result.aid_total == 0
    (sentence,) = found.offers
    assert sentence.text.startswith("另外，")
    assert f"{offer.aid_total // 100}." in sentence.text
    assert sentence.citations == offer.citations
    assert sentence.text in as_text(found)
    assert offer.citations[0] in found.citations()


def test_an_offer_is_no_part_of_any_amount() -> None:
    found = told(["dibao"], [STAY])
    paper = of_explanation(found, date(2024, 4, 1))
    assert paper.offers == found.offers
    assert paper.aid is not None
    assert paper.aid.fen == found.found.result.aid_total
    assert sum(p.amount for p in found.bills[0].payers if p.kind == "aid") == found.found.result.aid_total
    assert {c.ref.id for c in paper.clauses} >= {s.clause for s in found.offers[0].citations}


def test_no_offer_to_who_has_no_identity_of_the_earlier_document() -> None:
    assert told(["dibao_margin"], [STAY]).offers == ()


@pytest.mark.parametrize(
    ("policy", "premium", "status", "words"),
    [
        (JIULONGPO, {"tier": 1, "tier1": "380"}, "granted", "估计可以资助"),
        (JIULONGPO, {"tier": 1, "tier1": "380", "employee_scheme": True}, "not_met", "可能不符合"),
        ("banan-2018", {"tier": 1, "tier1": "380"}, "undetermined", "尚不能判断"),
    ],
)
def test_the_subsidy_is_told_by_its_own_status_and_reason(
    policy: str, premium: dict[str, Any], status: str, words: str
) -> None:
    identity = "dibao" if policy == JIULONGPO else "registered_poor"
    found = told([identity], [], policy, premium=premium)
    asked = found.found.result.premium
    assert asked is not None
    assert asked.status == status
    assert found.premium is not None
    assert found.premium.benefit.status == status
    assert words in found.premium.sentence
    if asked.reason:
        assert asked.reason.rstrip("。") in found.premium.sentence


def test_the_identity_of_a_bill_is_told_where_bills_differ_in_it() -> None:
    held = [{"code": "dibao", "from": "2024-05-01"}]
    cancer = STAY | {"eligible": "50000.00", "basic_paid": "20000.00", "diseases": ["special-2012/01"]}
    found = told(held, [cancer, cancer | {"date": "2024-06-01"}])
    assert [bill.under != "" for bill in found.bills] == [True, True]
    assert "低保" in found.bills[1].heading
    assert "低保" not in found.bills[0].heading
    assert all(bill.under == "" for bill in told(["dibao"], [cancer, cancer]).bills)


def test_what_is_left_to_pay_is_an_upper_bound_where_the_result_says_so() -> None:
    found = told(["entitled_veteran"], [STAY])
    own = next(p for p in found.bills[0].payers if p.kind == "self")
    assert own.at_most is found.found.result.bills[0].at_most is True


def test_a_case_read_back_states_the_days_of_an_identity() -> None:
    held = [{"code": "dibao", "from": "2024-05-01"}]
    frame = from_case({"policy": JIULONGPO, "person": {"identities": held}})
    assert frame.value("person.identities") == held
