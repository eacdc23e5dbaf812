"""Every clause of the documents, and the places where the texts are hard to read."""

from hashlib import sha256
from pathlib import Path

import pytest

from knowledge.clauses import DocumentError, parse
from knowledge.library import UnknownClauseError, cite, clause, document, policy_ids
from knowledge.yamlfile import read_yaml

FROZEN = read_yaml(Path(__file__).with_name("clauses.sha256.yaml"))


def text(clause_id: str) -> str:
    return clause(clause_id).text


def test_ids_and_texts_are_the_frozen_ones() -> None:
    given = dict.fromkeys(name.partition("#")[0] for name in FROZEN)
    clauses = [item for policy in given for item in document(policy).clauses]
    found = {item.id: f"{item.kind} {sha256(item.text.encode()).hexdigest()[:16]}" for item in clauses}
    assert list(found) == list(FROZEN)
    assert found == FROZEN


DROPPED = {
    "jiulongpo-2023": (),
    "pengshui-2023": ("**",) * 10,
    "chongqing-2012": (),
    "banan-2018": ("重庆市巴南区人民政府行政规范性文件", "重庆市巴南区人民政府办公室发布", "- 2 -"),
    "jiangsu-2023-draft": (),
}


@pytest.mark.parametrize("policy", DROPPED)
def test_no_character_is_lost_but_the_listed_furniture(policy: str) -> None:
    found = document(policy)
    assert found.dropped == DROPPED[policy]
    rest = "".join(found.text.split())
    for piece in found.dropped:
        rest = rest.replace("".join(piece.split()), "", 1)
    read = "".join("".join(passage.text.split()) for passage in found.passages)
    assert read.replace("|", "") == rest  # the bars stand between the cells of a table row


@pytest.mark.parametrize("policy", policy_ids())
def test_passages_and_clauses_hold_the_same_words(policy: str) -> None:
    found = document(policy)
    by_clause: dict[str, list[str]] = {}
    for passage in found.passages:
        by_clause.setdefault(passage.clause, []).append(passage.text)
        assert passage.text in clause(passage.id).text
        assert passage.id == passage.clause or clause(passage.id).text == passage.text
    own = {item.id: item.text for item in found.clauses if item.kind != "paragraph"}
    assert {key: "\n".join(texts) for key, texts in by_clause.items()} == own


@pytest.mark.parametrize("policy", policy_ids())
def test_tree_is_consistent(policy: str) -> None:
    for item in document(policy).clauses:
        assert item.id == f"{item.policy}#{item.path}"
        assert all(clause(child).parent == item.id for child in item.children)
        assert item.parent is None or item.id in clause(item.parent).children + clause(item.parent).paragraph_ids
        for paragraph_id, words in zip(item.paragraph_ids, item.paragraphs, strict=False):
            assert clause(paragraph_id).text == words
        if item.kind == "heading":
            assert item.paragraphs == ()
            assert item.children


@pytest.mark.parametrize(
    ("clause_id", "start", "end"),
    [
        # Page break in the middle of a word, wrapped lines with blank lines between.
        ("jiulongpo-2023#二（二）2", "2.促进制度衔接。", "同乡村振兴有效衔接。"),
        ("jiulongpo-2023#二（三）2¶1", "2.确定救助标准。救助对象患特殊疾病", "进行动态调整。"),
        ("jiulongpo-2023#二（三）2¶2", "救助对象患特殊疾病以外的其他疾病", "年度救助限额6万元。"),
        ("jiulongpo-2023#二（五）", "（五）引导社会参与\n鼓励慈善组织", "适当倾斜。"),
        ("jiulongpo-2023#结语", "本实施办法自印发之日起施行。", "以本实施办法为准。"),
        # The title of the measure, broken in its middle, is one paragraph.
        ("jiulongpo-2023#前言¶6", "重庆市九龙坡区关于健全重特大疾病医疗保险和救助制度的实施办法", "实施办法"),
        ("jiulongpo-2023#前言¶5", "(此件公开发布)", "(此件公开发布)"),
        ("jiulongpo-2023#附件¶4", "报送单位：（盖章） 报送时间：", "报送时间："),
        ("jiulongpo-2023#附件¶6", "（2）类型一栏填写“新增”或“减少”，", "填写“减少”。"),
        ("jiulongpo-2023#附件¶7", "序号 | 姓名 | 身份证号码 | 年龄", "救助类别 | 类型"),
        # What goes on after the items is the lead's, not the last item's …
        ("chongqing-2012#二（三）¶2", "上述医疗救助标准，", "适当提高医疗救助标准。"),
        ("chongqing-2012#二（三）¶3", "家庭经济困难的在校大学生门诊和住院", "纳入学校资助体系资助。"),
        # … but a further paragraph of an item stays with the item.
        ("chongqing-2012#二（三）1¶2", "儿童急性白血病和先天性心脏病按照渝办发〔2010〕263号", "实施救助。"),
        ("chongqing-2012#二（一）¶2", "救助对象未参加医疗保险的，", "相关登记手续。"),
        ("chongqing-2012#二（二）1", "1．普通疾病门诊医疗救助。", "不低于100元。"),
        ("chongqing-2012#一（五）", "（五）在乡重点优抚对象（不含1―6级残疾军人）；", "；"),
        ("chongqing-2012#六", "六、加强组织领导，积极推进实施\n各区县", "提高服务质量。"),
        ("chongqing-2012#七", "七、原城乡医疗救助政策与本意见不一致的，", "以本意见为准。"),
        ("chongqing-2012#结语¶2", "2012年7月24日", "2012年7月24日"),
        # Running head and page number between cover note and measure; misprints kept.
        ("banan-2018#前言¶6", "巴南区健康扶贫医疗救助工作实施方案", "实施方案"),
        ("banan-2018#前言¶7", "为认真贯彻落实《重庆市农村贫困人口", "特制定本方案。"),
        ("banan-2018#一", "一、救助对象\n全国扶贫开发信息系统内", "继续享受救助政策。"),
        ("banan-2018#三（二）", "（二）精准脱贫保：", "（二）精准脱贫保："),
        ("banan-2018#三（二）3", "3.保险公司应赔金额=单次就诊合规医疗费用-城乡居民医保报销金额-", "的20%）。"),
        ("banan-2018#附件", "附件：慢性病、重特大疾病病种\n附件\n", "慢性病、重特大疾病病种"),
        (
            "banan-2018#附件1",
            "1.慢性疾病：高血压病（1级高血压中高危和很高危、2级高血压、3级高血压）；",
            "（HVB）感染。",
        ),
        ("banan-2018#附件2", "2.重特大疾病:血友病；", "非小细胞癌。"),
        # Numbers that run on across the parts; page break before 八.
        ("jiangsu-2023-draft#标题", "关于健全重特大疾病医疗保险和救助制度的实施意见（征求意见稿）", "）"),
        (
            "jiangsu-2023-draft#四（六）",
            "（六）合理确定基本救助水平。分类设定年度救助起付标准（以下简称",
            "泛福利化倾向。",
        ),
        ("jiangsu-2023-draft#七（十五）", "（十五）提高综合服务管理水平。", "不超过20个百分点。"),
        ("jiangsu-2023-draft#八", "八、强化组织保障", "八、强化组织保障"),
        ("jiangsu-2023-draft#八（十九）", "（十九）加强基层能力建设。", "基层经办队伍。"),
        ("jiangsu-2023-draft#结语", "本实施意见自2023年1月1日起施行。", "以本实施意见为准。"),
        # Unwrapped lines cut by a page; bold marks; half-width brackets.
        ("pengshui-2023#一", "一、总体要求\n以习近平", "多层次医疗保障体系。"),
        ("pengshui-2023#二（三）2¶2", "救助对象患特殊疾病，", "年度救助限额10万元。"),
        ("pengshui-2023#二（三）3¶2", "对规范转诊且在市内就医的救助对象", "年度救助限额2万元。"),
        ("pengshui-2023#二（六）", "（六）优化经办流程和综合服务管理。\n细化完善", "安全高效。"),
        ("pengshui-2023#三（一）", "(一)加强组织领导。各乡镇(街道)、", "良好舆论氛围。"),
        ("pengshui-2023#结语", "彭水苗族土家族自治县人民政府办公室\n2023年5月30日\n(此件公开发布)", ")"),
    ],
)
def test_hard_places(clause_id: str, start: str, end: str) -> None:
    assert text(clause_id).startswith(start)
    assert text(clause_id).endswith(end)


@pytest.mark.parametrize(
    ("clause_id", "words"),
    [
        ("jiulongpo-2023#二（二）2", "增强大病保险减负功能，特困人员"),
        ("chongqing-2012#二（三）1¶1", "重症甲型H1N1、1型糖尿病、甲亢、唇腭裂等22类疾病"),
        ("chongqing-2012#三（三）", "应在2―3个工作日内审核确认"),
        ("banan-2018#一", "2014年以来脱贫人口——不含信息系统中标注为"),
        ("banan-2018#三（一）", "自付1000元（含）—1万元（不含）部分，按照70%比例"),
        ("banan-2018#三（三）", "未达至救助标准"),
        ("banan-2018#四（三）", "在“一站”结算后"),
        ("banan-2018#七", "控制在10％以内"),
        ("banan-2018#七", "支付的医疗费用，不得拒绝"),
        ("banan-2018#附件2", "恶性肿瘤的放（化）辽和晚期的镇痛治疗"),
        ("jiangsu-2023-draft#七（十四）", "“15分钟医保服务圈”"),
        ("pengshui-2023#一", "促进三重制度综合保障与慈善救助"),
        ("pengshui-2023#二（二）1", "对低保对象按照90%给予定额资助"),
        ("pengshui-2023#二（三）1", "大病保障起付线以下的政策范围内个人自付费用"),
        ("pengshui-2023#二（三）2¶2", "按80%的比例救助，对其他救助对象按70%的比例救助"),
        ("pengshui-2023#二（五）2", "支持开展职工医疗互助，规范互联网平台互助"),
    ],
)
def test_sentences_cut_by_line_or_page_are_whole_again(clause_id: str, words: str) -> None:
    assert words in text(clause_id)


def test_parts_that_are_one_clause_or_none() -> None:
    assert clause("jiulongpo-2023#二（六）").kind == "heading"
    assert clause("jiulongpo-2023#二（三）2¶1").kind == "paragraph"
    assert clause("pengshui-2023#二（六）").children == ()
    assert clause("pengshui-2023#二（六）").paragraph_ids == ()
    assert clause("jiangsu-2023-draft#三").children[0] == "jiangsu-2023-draft#三（二）"
    assert clause("chongqing-2012#二（三）").children == ("chongqing-2012#二（三）1", "chongqing-2012#二（三）2")
    assert len(clause("chongqing-2012#一").children) == 8


@pytest.mark.parametrize(
    ("clause_id", "label", "heading"),
    [
        ("jiulongpo-2023#二（三）2¶1", "二、（三）2 第1段", ""),
        ("jiulongpo-2023#二（三）2", "二、（三）2", "确定救助标准"),
        ("jiulongpo-2023#二（一）1", "二、（一）1", ""),
        ("pengshui-2023#二（六）", "二、（六）", "优化经办流程和综合服务管理"),
        ("chongqing-2012#六", "六", "加强组织领导，积极推进实施"),
        ("chongqing-2012#七", "七", ""),
        ("banan-2018#三（一）", "三、（一）", "贫困人口医疗救助基金"),
        ("banan-2018#附件2", "附件2", "重特大疾病"),
        ("jiangsu-2023-draft#四（六）", "四、（六）", "合理确定基本救助水平"),
    ],
)
def test_labels_and_headings(clause_id: str, label: str, heading: str) -> None:
    assert clause(clause_id).label == label
    assert clause(clause_id).heading == heading


def test_a_clause_is_cited_with_its_document() -> None:
    assert cite("jiulongpo-2023#二（三）2¶1") == "《九龙坡区2023办法》二、（三）2 第1段"


@pytest.mark.parametrize("clause_id", ["jiulongpo-2023#九", "jiulongpo-2023", "atlantis#一", "", "jiulongpo-2023#一¶1"])
def test_unknown_clause_is_named(clause_id: str) -> None:
    with pytest.raises(UnknownClauseError, match=f"没有条款“{clause_id}”"):
        clause(clause_id)
    with pytest.raises(KeyError):
        clause(clause_id)


def test_a_number_printed_twice_is_refused_by_name() -> None:
    raw = "某县办法\n\n各乡镇：\n\n一、范围\n\n（一）甲。\n\n（一）乙。\n"
    with pytest.raises(DocumentError, match="x#一（一）：同一编号出现两次"):
        parse("x", raw)
