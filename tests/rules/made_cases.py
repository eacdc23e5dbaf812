"""Cases that nobody thought of: any identities, bills, pools, readings and city figures that the door lets in."""

from datetime import date, timedelta

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from knowledge.catalogues import entries
from rules import codes
from rules.case import Bill, Case, Person
from rules.policies import Policy, policy

#: Amounts on and beside every line that a document draws, and any other (fen).
_LINES = (
    0,
    1,
    99,
    100_000,
    300_000,
    400_000,
    500_000,
    600_000,
    1_000_000,
    3_000_000,
    5_000_000,
    10_000_000,
    20_000_000,
)
AMOUNTS = st.one_of(
    st.sampled_from(_LINES).flatmap(lambda line: st.integers(max(line - 2, 0), line + 2)),
    st.integers(0, 2_000_000),
    st.integers(0, 100_000_000),
)
_FIRST, _LAST = date(2023, 12, 1), date(2025, 1, 31)
DATES = st.integers(0, (_LAST - _FIRST).days).map(lambda days: _FIRST + timedelta(days))


@st.composite
def bills(draw: DrawFn, rules: Policy, dates: st.SearchStrategy[date] = DATES) -> Bill:
    """A bill whose amounts fit each other."""
    eligible = draw(AMOUNTS)
    paid = []
    room = eligible
    for most in (90, 60, 20, 20):  # the share of what is left that each payer takes
        paid.append(room * draw(st.integers(0, most)) // 100)
        room -= paid[-1]
    outside = eligible * draw(st.sampled_from([0, 0, 5, 11, 12, 50])) // 100
    listed = [e.id for e in entries() if e.catalogue in rules.parameters.lists] or ["special-2012/01"]
    return Bill(
        draw(dates),
        draw(st.sampled_from(codes.CARE)),
        eligible,
        eligible + outside,
        basic_paid=paid[0],
        catastrophic_paid=paid[1],
        civil_aid_paid=paid[2],
        relief_fund_paid=paid[3],
        treatment=draw(st.sampled_from(("other", "other", "other", *codes.TREATMENT))),
        diseases=tuple(draw(st.lists(st.sampled_from(listed), max_size=2, unique=True))),
        hospital_level=draw(st.sampled_from([3, 3, 2, 1, 0])),
        designated=draw(st.sampled_from([True] * 5 + [False])),
        place=draw(st.sampled_from(codes.PLACE)),
        referral=draw(st.sampled_from(("standard", "standard", *codes.REFERRAL))),
    )


@st.composite
def cases(
    draw: DrawFn, name: str, *, most_identities: int = 3, one_year: bool = False, distinct_dates: bool = False
) -> Case:
    """A case of one policy."""
    rules = policy(name)
    identities = draw(
        st.lists(st.sampled_from(rules.parameters.codes), min_size=1, max_size=most_identities, unique=True)
    )
    days = st.integers(0, 365).map(lambda n: date(2024, 1, 1) + timedelta(n)) if one_year else DATES
    ledger = draw(
        st.lists(bills(rules, days), min_size=1, max_size=5, unique_by=(lambda b: b.date) if distinct_dates else None)
    )
    person = Person(tuple(identities), draw(st.sampled_from([None, 60, 79, 80, 95])), draw(st.booleans()))
    names = (*rules.family.benefits, *rules.parameters.running_sums)
    used = draw(st.dictionaries(st.sampled_from(names), AMOUNTS, max_size=2))
    readings = {n: draw(st.sampled_from(r.values)) for n, r in rules.parameters.readings.items()}
    local = draw(city_figures()) if rules.family.local else {}
    return Case(name, person, tuple(ledger), used, local, readings)


@st.composite
def city_figures(draw: DrawFn) -> dict[str, int]:
    """A city's own figures, any of them left out (fen; ``rate`` in basis points).

    Lines and limits are low, so that they bind often; that they keep within the draft's bounds is the door's business.
    """
    income = draw(st.integers(10_000, 10_000_000))
    figures = {
        "disposable_income": income,
        "deductible": draw(st.integers(0, income // 10)),
        "rate": draw(st.integers(8_000, 10_000)),
        "cap": draw(st.integers(income, 9 * income)),
        "outpatient_cap": draw(st.integers(0, 1_000_000)),
    }
    kept = draw(st.sets(st.sampled_from(sorted(figures))))
    return {name: fen for name, fen in figures.items() if name in kept}
