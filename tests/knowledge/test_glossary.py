"""Every code of the interface has its words, and the documents' own words stand in the documents."""

import pytest

from knowledge.glossary import GlossaryError, ask, citations, codes, field_label, label, reading, term
from knowledge.library import policy_ids
from knowledge.quotes import locate_in_clause

# The codes that the interface names; an added code must come with its words.
CODES = {
    "care": "inpatient outpatient",
    "treatment": "radiochemotherapy dialysis transfusion anti_rejection analgesia long_term_medication other",
    "hospital_level": "0 1 2 3",
    "designated": "true false",
    "place": "in_county in_city in_province out_of_province",
    "referral": "standard irregular emergency",
    "benefit_status": "granted zero not_met undetermined",
    "document_status": "in_force draft may_have_ended",
    "running_sum": "deductible_base ordinary_outpatient tilt_left",
}
IDENTITIES = {  # in the order that decides between equals
    "jiulongpo-2023": "extreme_poverty dibao returned_poverty illness_poverty dibao_margin monitored_rural "
    "entitled_veteran severe_disability other_registered",
    "pengshui-2023": "extreme_poverty dibao returned_poverty monitored_rural dibao_margin illness_poverty "
    "entitled_veteran severe_disability",
    "chongqing-2012": "dibao three_no five_guarantee orphan entitled_veteran severe_disability other_registered "
    "student",
    "banan-2018": "registered_poor registered_poor_ended",
    "jiangsu-2023-draft": "extreme_poverty orphan unattended_child dibao child_in_difficulty entitled_veteran "
    "retrenched_worker_1960s hardship_employee dibao_margin expenditure_poverty_patient temporary_aid_patient "
    "other_local registered_poor",
}
BENEFITS = {
    "jiulongpo-2023": "special large tilt",
    "pengshui-2023": "special large tilt",
    "chongqing-2012": "special large ordinary_inpatient ordinary_outpatient",
    "banan-2018": "fund insurance district",
    "jiangsu-2023-draft": "basic tilt",
}
READINGS = {  # the default first
    "jiulongpo-2023": "tilt_period.visit tilt_period.annual tilt_scope.all tilt_scope.aided_only "
    "premium_unnamed.tier2_full premium_unnamed.none premium_identity.same premium_identity.own",
    "pengshui-2023": "tilt_base.excess tilt_base.whole tilt_scope.all tilt_scope.aided_only "
    "premium_unnamed.tier2_full premium_unnamed.none premium_identity.same premium_identity.own",
    "chongqing-2012": "student_inpatient.excluded student_inpatient.covered "
    "outpatient_anti_rejection.excluded outpatient_anti_rejection.covered student_also.school student_also.recipient",
    "banan-2018": "noncompliant.nothing noncompliant.compliant_part district_base.total district_base.in_catalogue",
    "jiangsu-2023-draft": "irregular_referral.none irregular_referral.reduced",
}
FIELDS = (
    "policy person.identities person.age person.needs_maintenance person.insured bills year_to_date parameters "
    "readings "
    "bills.date bills.care bills.treatment bills.diseases bills.hospital_level bills.designated bills.place "
    "bills.referral parameters.disposable_income parameters.deductible parameters.rate parameters.cap "
    "parameters.outpatient_cap premium premium.tier premium.tier1 premium.due premium.employee_scheme"
)
AMOUNTS = "total eligible basic_paid catastrophic_paid civil_aid_paid relief_fund_paid"


@pytest.mark.parametrize(("kind", "expected"), CODES.items())
def test_every_code_has_words(kind: str, expected: str) -> None:
    assert codes(kind) == tuple(expected.split())
    assert len({label(kind, code) for code in codes(kind)}) == len(codes(kind))


def test_every_field_has_words() -> None:
    assert set(FIELDS.split()) <= set(codes("field"))
    assert set(AMOUNTS.split()) <= set(codes("amount"))


@pytest.mark.parametrize("policy", IDENTITIES)
def test_codes_of_a_policy_in_their_order(policy: str) -> None:
    assert codes("identity", policy) == tuple(IDENTITIES[policy].split())
    assert codes("benefit", policy) == tuple(BENEFITS[policy].split())
    assert codes("reading_value", policy) == tuple(READINGS[policy].split())
    for code in codes("reading", policy):
        assert reading(code, policy).question.endswith("？")
    assert ask(policy)


def test_words_of_the_documents_stand_in_their_clauses() -> None:
    for policy in policy_ids():
        found = citations(policy)
        assert len(found) == len(codes("identity", policy)) + 1  # and whom to ask
        for _, clause_id, words in found:
            assert locate_in_clause(clause_id, words), (clause_id, words)


def test_every_identity_names_a_clause_of_its_own_document() -> None:
    for policy in IDENTITIES:
        for code in codes("identity", policy):
            assert (term("identity", code, policy).clause or "").startswith(f"{policy}#"), (policy, code)


def test_amounts_bear_the_labels_of_the_settlement_paper() -> None:
    pairs = {
        "total": "medfee_sumamt",
        "eligible": "inscp_scp_amt",
        "basic_paid": "hifp_pay",
        "catastrophic_paid": "hifmi_pay",
        "civil_aid_paid": "maf_pay",
    }
    for code, platform in pairs.items():
        assert label("amount", code) == label("settlement", platform)
        assert label("settlement", platform) in term("amount", code).everyday


def test_a_policy_may_say_an_amount_in_its_own_words() -> None:
    assert label("amount", "eligible", "banan-2018") == "医保目录内费用"
    assert label("amount", "eligible", "jiulongpo-2023") == "符合政策范围金额"
    assert label("amount", "total", "banan-2018") == "医疗费总额"


def test_same_code_other_words_in_another_document() -> None:
    assert label("identity", "dibao", "jiulongpo-2023") == "低保对象"
    assert label("identity", "dibao", "jiangsu-2023-draft") == "最低生活保障对象"
    assert label("identity", "dibao") == "低保对象"
    assert label("benefit", "special", "jiulongpo-2023") == "特殊疾病救助"
    assert label("identity", "student") == "家庭经济困难的在校大学生"


def test_codes_that_are_no_text() -> None:
    assert label("hospital_level", 3) == "三级"
    assert label("designated", False) == "非定点医药机构"


def test_spoken_words() -> None:
    assert term("identity", "dibao", "pengshui-2023").spoken == "吃低保的"
    assert term("care", "inpatient").spoken == "住院"


@pytest.mark.parametrize(
    ("kind", "code", "policy", "message"),
    [
        ("place", "moon", None, "没有代码“moon”.*in_county"),
        ("identity", "registered_poor", "pengshui-2023", "pengshui-2023.*没有代码“registered_poor”"),
        ("colour", "red", None, "没有类别“colour”.*identity"),
        ("identity", "dibao", "atlantis", "没有文件“atlantis”.*banan-2018"),
        ("reading", "tilt_period", "pengshui-2023", "tilt_base"),
    ],
)
def test_unknown_code_raises_with_the_known_ones(kind: str, code: str, policy: str | None, message: str) -> None:
    with pytest.raises(GlossaryError, match=message):
        label(kind, code, policy)


@pytest.mark.parametrize(
    ("path", "policy", "expected"),
    [
        ("bills[0].basic_paid", None, "第1笔费用的基本医疗保险统筹基金支出"),
        ("bills[2].hospital_level", None, "第3笔费用的医院等级"),
        ("bills[0].eligible", "banan-2018", "第1笔费用的医保目录内费用"),
        ("bills[1]", None, "第2笔费用"),
        ("bills", None, "费用单据"),
        ("bills[0].colour", None, "第1笔费用的“colour”"),
        ("person.age", None, "年龄"),
        ("parameters.disposable_income", "jiangsu-2023-draft", "上年居民人均可支配收入"),
        ("year_to_date.special", "pengshui-2023", "本年度此前已用金额（特殊疾病救助）"),
        ("year_to_date.nothing", "pengshui-2023", "本年度此前已用金额（nothing）"),
        ("readings.nothing", "pengshui-2023", "条文理解（nothing）"),
        ("nothing", None, "nothing"),
        ("policy", "atlantis", "适用文件"),
        ("bills[0].date", "atlantis", "第1笔费用的结算时间"),
    ],
)
def test_field_label(path: str, policy: str | None, expected: str) -> None:
    assert field_label(path, policy) == expected
