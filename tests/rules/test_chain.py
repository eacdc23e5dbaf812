"""Where one document points to another: what is offered, and what is computed first as an estimate."""

from dataclasses import replace
from datetime import date

from rules.calculate import calculate
from rules.case import Bill, Case, Person
from rules.chain import deferred_case, estimate_civil_aid, offered_source

STAY = Bill(date(2024, 3, 1), "inpatient", eligible=8_000_000, total=9_000_000, basic_paid=4_000_000)


class TestNineDragons:
    """九龙坡 二（一）3: other recipients by earlier policy."""

    def test_a_deferred_identity_is_offered_the_earlier_opinion(self) -> None:
        case = Case("jiulongpo-2023", Person(("severe_disability",)), (STAY,), used={"special": 1})
        result = calculate(case)
        assert result.identity is None
        assert {b.status for bill in result.bills for b in bill.benefits} == {"undetermined"}
        offered = deferred_case(case)
        assert offered is not None
        assert (offered.policy, offered.person, offered.used) == ("chongqing-2012", case.person, {})
        there = calculate(offered)
        assert there.identity == "severe_disability"
        assert there.aid_total > 0
        source = offered_source(case)
        assert source is not None
        assert source.clause == "jiulongpo-2023#二（一）3"

    def test_a_recipient_is_offered_nothing(self) -> None:
        for identities in (("dibao",), ("dibao", "severe_disability"), (), ("registered_poor",)):
            assert deferred_case(Case("jiulongpo-2023", Person(identities), (STAY,))) is None

    def test_the_opinion_itself_offers_nothing(self) -> None:
        assert deferred_case(Case("chongqing-2012", Person(("severe_disability",)), (STAY,))) is None


class TestBanan:
    """巴南 三（一）: 民政医疗救助 comes first; where it is not known it is estimated."""

    case = Case("banan-2018", Person(("registered_poor", "dibao")), (STAY, replace(STAY, date=date(2024, 5, 1))))

    def test_unknown_civil_aid_is_computed_first(self) -> None:
        estimate = estimate_civil_aid(self.case, [0, 1])
        assert estimate is not None
        first = calculate(replace(self.case, policy="chongqing-2012"))
        assert estimate.first == first
        assert estimate.amounts == {0: first.bills[0].aid, 1: first.bills[1].aid}
        assert [b.civil_aid_paid for b in estimate.case.bills] == [first.bills[0].aid, first.bills[1].aid]
        assert calculate(estimate.case).aid_total < calculate(self.case).aid_total

    def test_a_payment_entered_always_wins(self) -> None:
        known = replace(self.case, bills=(replace(STAY, civil_aid_paid=123), self.case.bills[1]))
        estimate = estimate_civil_aid(known, [1])
        assert estimate is not None
        assert estimate.case.bills[0].civil_aid_paid == 123
        assert set(estimate.amounts) == {1}

    def test_the_estimate_never_exceeds_what_is_left_to_pay(self) -> None:
        tight = replace(STAY, basic_paid=7_000_000, relief_fund_paid=999_999)
        estimate = estimate_civil_aid(replace(self.case, bills=(tight,)), [0])
        assert estimate is not None
        bill = estimate.case.bills[0]
        assert bill.paid + bill.civil_aid_paid + bill.relief_fund_paid <= bill.eligible
        assert calculate(estimate.case).bills[0].self_pay >= 0

    def test_nothing_is_estimated_without_need_or_without_identity(self) -> None:
        assert estimate_civil_aid(self.case, []) is None
        assert estimate_civil_aid(replace(self.case, person=Person(("registered_poor",))), [0]) is None
        assert estimate_civil_aid(replace(self.case, policy="jiulongpo-2023"), [0]) is None
