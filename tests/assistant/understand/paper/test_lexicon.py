"""Labels by their parts: one field, known and set aside, or nothing."""

import pytest

from assistant.understand.paper.lexicon import data, meaning

FIELDS = {
    "medfee_sumamt": "总费用 医疗费用总额 住院总费用 医疗总费 费用合计 总医疗费用（元） 1、总费用 医疗费用总金额",
    "inscp_scp_amt": "政策内费用 医保政策范围内费用 本次符合基本医疗费用合计 纳入保险报销费用 纳入补偿 可补偿费用 "
    "医保内费用 目录内费用 进入报销范围部分 符合医保费用 政策范围内费用（基本医疗费用）",
    "hifp_pay": "居民统筹支付 基本统筹支付 统筹报销金额 基本医疗报销 医保统筹金支付 新农合补偿金额 住院统筹支出 "
    "医保补偿 保险支付金额 报销金额（医保/农合）",
    "hifmi_pay": "居民大病支付 重疾报销金额 大病保险赔付 大病保险补偿 本次大病保险支付金额 大病基金支付 城乡居民大病",
    "hifob_pay": "职工大额医疗费用补助基金支出 大额基金支付 大额报销金额",
    "maf_pay": "医疗救助金额 民政救助 民政补助 救助金支付金额 民政医疗救助支付",
    "second_aid": "大病救助支付 民政重大疾病救助报销支付金额 倾斜救助",
    "relief_pay": "扶贫济困医疗基金支付",
    "fund_pay_sumamt": "统筹支付合计 四位一体支付合计 医保统筹支付合计（不包含个人账户支付） 基金支付总额 社保支付合计",
    "outside_amt": "目录外费用 保外费用 不参与补偿金额 医保外费用 医保范围外金额",
    "psn_part_amt": "个人支付费用 个人负担总金额 个人承担",
    "psn_cash_pay": "现金支付 个人现金支出",
    "acct_pay": "个人账户支付 账户支付",
    "commercial_pay": "渝快保报销金额 商业补充保险支出",
    "hifes_pay": "企业补充医疗保险 大病补充险赔付",
    "setl_time": "结算日期 结账日期 费用结算时间 setlTime SETL_TIME",
    "dise_name": "出院诊断 患病名称",
    "med_type": "救助类型 医保就诊类别",
}
ASIDE = (
    "医保支付比例 本年累计住院救助金额 本年统筹支付累计(不含本次) 统筹自付 大额分段自付费用 进入统筹费用 "
    "进入大病费用 预计总费用 拟救助金额 药品费 预交金 个人账户余额 政策范围内自付 大病保险封顶线 "
    "总费用（累计） 总费用（估算）"
)
NOTHING = (
    "统筹、大病支付 扶贫特惠补充大病支付 大病费用 医保费用 金额 医保 基本 统筹支付（含大病） 某某支付 "
    "纳入费用 总费用（某） 二乙基金支付 ZFY ylfze"
)


@pytest.mark.parametrize(("label", "code"), [(one, code) for code, labels in FIELDS.items() for one in labels.split()])
def test_a_label_explained_by_its_parts_is_one_field(label: str, code: str) -> None:
    known = meaning(label)
    assert known is not None
    assert known.code == code


@pytest.mark.parametrize("label", ASIDE.split())
def test_a_label_of_another_period_or_share_is_set_aside(label: str) -> None:
    known = meaning(label)
    assert known is not None
    assert known.code is None


@pytest.mark.parametrize("label", NOTHING.split())
def test_a_label_explained_in_part_means_nothing(label: str) -> None:
    assert meaning(label) is None


@pytest.mark.parametrize("code", ["medfee_sumamt", "hifp_pay", "hifmi_pay", "inscp_scp_amt", "maf_pay"])
def test_a_word_that_is_not_known_takes_every_label_its_meaning(code: str) -> None:
    for label in FIELDS[code].split():
        if not label.endswith(("）", ")")):
            assert meaning(f"某某{label}") is None
            assert meaning(f"{label}某某") is None


def test_a_unit_of_ten_thousand_is_kept() -> None:
    known = meaning("总费用（万元）")
    assert known is not None
    assert known.scale == 10_000


def test_a_whole_label_stands_for_one_field_only() -> None:
    words = [word for words in data()["whole"].values() for word in words]
    assert len(words) == len(set(words)), sorted(word for word in set(words) if words.count(word) > 1)


def test_a_part_has_one_meaning() -> None:
    words = [word for words in data()["parts"].values() for word in words]
    assert len(words) == len(set(words)), sorted(word for word in set(words) if words.count(word) > 1)
