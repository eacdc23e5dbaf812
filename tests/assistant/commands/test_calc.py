"""The command that other programs rely on: JSON in and out, exit status, and never a traceback."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from assistant.diseases.named import resolve_disease
from rules.calculate import calculate
from rules.door import CaseError, read_case

ROOT = Path(__file__).parents[3]
CASE: dict[str, Any] = {
    "policy": "jiulongpo-2023",
    "person": {"identities": ["dibao"], "age": 82, "needs_maintenance": False, "insured": True},
    "year_to_date": {"special": "0"},
    "parameters": {},
    "readings": {"tilt_period": "visit"},
    "bills": [
        {
            "date": "2024-03-01",
            "care": "inpatient",
            "treatment": "other",
            "diseases": ["special-2012/06"],
            "hospital_level": 3,
            "designated": True,
            "place": "in_county",
            "referral": "standard",
            "total": "90000",
            "eligible": "80000",
            "basic_paid": "40000",
            "catastrophic_paid": "10000",
            "civil_aid_paid": "0",
            "relief_fund_paid": "0",
        }
    ],
}


def assistant(*words: str, given: bytes = b"") -> "subprocess.CompletedProcess[bytes]":
    """Run the command as another program would; it must not print a traceback whatever it is given."""
    done = subprocess.run(
        [sys.executable, "-m", "assistant", *words], input=given, capture_output=True, cwd=ROOT, check=False, timeout=60
    )
    assert b"Traceback" not in done.stderr, done.stderr.decode()
    return done


def dumped(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()


def refused(done: "subprocess.CompletedProcess[bytes]") -> dict[str, str]:
    """Exit status 2, the error as one line of JSON on stdout, one sentence on stderr."""
    assert done.returncode == 2
    lines = done.stdout.decode("utf-8").splitlines()
    assert len(lines) == 1
    error: dict[str, str] = json.loads(lines[0])["error"]
    assert set(error) == {"code", "field", "message"}
    assert done.stderr.decode("utf-8").strip() == error["message"]
    return error


def test_the_example_of_the_interface_computes() -> None:
    done = assistant("calc", given=dumped(CASE))
    assert (done.returncode, done.stderr) == (0, b"")
    result = json.loads(done.stdout)
    assert result == calculate(read_case(CASE)).to_json()
    assert list(result) == [
        *("policy", "identity", "aid_total", "at_least", "bills"),
        *("readings", "offers", "premium", "entitlements", "warnings"),
    ]
    assert (result["identity"], result["aid_total"], result["at_least"]) == ("dibao", "25400.00", False)
    bill = result["bills"][0]
    assert (bill["total"], bill["self_pay"]) == ("90000.00", "14600.00")
    assert [(b["id"], b["amount"], b["status"]) for b in bill["benefits"]] == [
        ("special", "24000.00", "granted"),
        ("large", "0.00", "not_met"),
        ("tilt", "1400.00", "granted"),
    ]
    special = bill["benefits"][0]
    assert set(special) == {"id", "title", "status", "amount", "at_least", "steps", "conditions"}
    own = special["steps"][0]
    assert set(own) == {"key", "label", "formula", "value", "unit", "citations"}
    assert (own["formula"], own["value"], own["unit"]) == ("80000.00 − 40000.00 − 10000.00", "30000.00", "元")
    assert set(own["citations"][0]) == {"clause", "quote"}
    assert set(special["conditions"][0]) == {"key", "label", "met", "citations"}
    assert result["premium"] is None


def test_a_file_and_standard_input_say_the_same(tmp_path: Path) -> None:
    file = tmp_path / "案例.json"
    file.write_bytes(b"\xef\xbb\xbf" + dumped(CASE))  # with a byte order mark, as Windows writes it
    answers = [assistant("calc", str(file)), assistant("calc", "-", given=dumped(CASE))]
    assert [a.returncode for a in answers] == [0, 0]
    assert answers[0].stdout == answers[1].stdout


def test_numbers_are_read_as_they_are_written() -> None:
    """JSON numbers never pass through binary floats: 0.29 is 29 fen."""
    for written in (b"0.29", b'"0.29"', b"2.9e-1"):
        given = dumped(CASE | {"bills": [{"care": "outpatient", "eligible": "@"}]}).replace(b'"@"', written)
        assert json.loads(assistant("calc", given=given).stdout)["bills"][0]["total"] == "0.29"


def test_what_if_lists_the_largest_difference_first() -> None:
    result = json.loads(assistant("calc", "--what-if", given=dumped(CASE)).stdout)
    listed = result["what_if"]
    assert {
        "field": "bills[0].referral",
        "value": "irregular",
        "aid_total": "0.00",
        "difference": "-25400.00",
    } in listed
    sizes = [abs(float(item["difference"])) for item in listed]
    assert sizes == sorted(sizes, reverse=True)
    assert all(sizes)


@pytest.mark.parametrize(
    "given",
    [
        b"",
        b"\x00\xff\xfe garbage \x80",
        b"{",
        b"{'policy': 1}",
        dumped(CASE) + b"}",
        b"[" * 100_000,
        b'{"policy": NaN}',
        b'{"policy": "\\ud800"}',
        dumped(CASE).replace(b"90000", b"\\ud800"),
        json.dumps(CASE).encode("utf-16"),
    ],
    ids=["empty", "bytes", "open", "quotes", "more", "deep", "nan", "half", "half inside", "utf-16"],
)
def test_what_is_no_json_is_refused(given: bytes) -> None:
    error = refused(assistant("calc", given=given))
    assert (error["code"], error["field"]) == ("bad_json", "")


def test_a_case_that_cannot_be_is_refused_with_its_field() -> None:
    bad = json.loads(dumped(CASE))
    bad["bills"][0]["basic_paid"] = "90000"
    error = refused(assistant("calc", given=dumped(bad)))
    assert (error["code"], error["field"]) == ("inconsistent_bill", "bills[0].basic_paid")


def test_json_that_is_no_object_is_refused() -> None:
    assert refused(assistant("calc", given=b"[1]"))["code"] == "bad_value"


def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "none.json"):
        error = refused(assistant("calc", str(path)))
        assert (error["code"], error["field"]) == ("bad_value", "file")


@pytest.mark.parametrize("words", [(), ("compute",), ("calc", "--fast"), ("calc", "a", "b")])
def test_bad_usage_is_refused(words: tuple[str, ...]) -> None:
    assert refused(assistant(*words))["code"] == "bad_value"


def test_a_bad_line_does_not_stop_the_others() -> None:
    unknown = dumped(CASE | {"policy": "atlantis-2023"})
    lines = [dumped(CASE), b"{not json", b"", unknown, b"\xff\xfe", dumped(CASE)]
    done = assistant("calc", "--jsonl", given=b"\r\n".join(lines) + b"\n")
    assert (done.returncode, done.stderr) == (0, b"")
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert [a["error"]["code"] if "error" in a else a["aid_total"] for a in answers] == [
        "25400.00",
        "bad_json",
        "unknown_policy",
        "bad_json",
        "25400.00",
    ]


def test_names_of_diseases_are_matched_within_the_policy() -> None:
    def answer(policy: str, identity: str, name: str) -> dict[str, Any]:
        bill = {"care": "outpatient", "eligible": "5000", "diseases": [name]}
        return {"policy": policy, "person": {"identities": [identity]}, "bills": [bill]}

    lines = [
        dumped(answer("jiulongpo-2023", "dibao", "乳腺癌")),
        dumped(answer("jiulongpo-2023", "dibao", "糖尿病")),
        dumped(answer("jiulongpo-2023", "dibao", "阑尾炎")),
        dumped(answer("jiulongpo-2023", "dibao", "special-2012/99")),
        dumped(answer("banan-2018", "registered_poor", "糖尿病")),
        dumped(answer("jiangsu-2023-draft", "dibao", "糖尿病")),
    ]
    clear, ambiguous, unlisted, no_entry, banan, jiangsu = [
        json.loads(line) for line in assistant("calc", "--jsonl", given=b"\n".join(lines)).stdout.splitlines()
    ]
    assert clear["bills"][0]["benefits"][0]["amount"] == "4000.00"
    assert (ambiguous["error"]["code"], ambiguous["error"]["field"]) == ("ambiguous_disease", "bills[0].diseases")
    assert "special-2012/20" in ambiguous["error"]["message"]
    assert "unlisted_disease" in [w["id"] for w in unlisted["warnings"]]
    assert no_entry["error"]["code"] == "unknown_disease"
    assert next(c for c in banan["bills"][0]["benefits"][1]["conditions"] if c["key"] == "in_scope")["met"]
    assert jiangsu["aid_total"] == "4000.00"


@pytest.mark.parametrize(
    ("policy", "name", "treatment", "expected"),
    [
        # 附件2: tumours with 放化疗 or 镇痛, kidney failure with 透析, transplants with 抗排异
        ("banan-2018", "肺癌", "radiochemotherapy", ["major-2018/03"]),
        ("banan-2018", "肝癌", "analgesia", ["major-2018/03"]),
        ("banan-2018", "尿毒症", "dialysis", ["major-2018/04"]),
        ("banan-2018", "肝移植术后", "anti_rejection", ["major-2018/05"]),
        ("banan-2018", "尿毒症", "other", []),
        ("banan-2018", "阑尾炎", "dialysis", []),  # on no list at all
        ("jiulongpo-2023", "肾移植术后", "anti_rejection", ["special-2012/15"]),
        ("jiulongpo-2023", "肾移植术后", "transfusion", None),  # still to be asked
        ("jiulongpo-2023", "乳腺癌", "dialysis", ["special-2012/06"]),
    ],
)
def test_the_treatment_of_an_outpatient_bill_is_said_with_the_name(
    policy: str, name: str, treatment: str, expected: list[str] | None
) -> None:
    bill = {"care": "outpatient", "eligible": "5000", "treatment": treatment, "diseases": [name]}
    data = {"policy": policy, "person": {"identities": []}, "bills": [bill]}
    if expected is None:
        with pytest.raises(CaseError, match="还不能确定"):
            read_case(data, resolve_disease)
    else:
        assert list(read_case(data, resolve_disease).bills[0].diseases) == expected


def test_a_reader_that_stops_is_no_fault() -> None:
    """`assistant calc --jsonl | head -1`: whoever read the output has had enough."""
    given = (dumped(CASE) + b"\n") * 200
    with subprocess.Popen(
        [sys.executable, "-m", "assistant", "calc", "--jsonl"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=ROOT,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdin.write(given)
        process.stdin.close()
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(timeout=60) == 0


def test_a_case_in_codes_loads_neither_the_matcher_nor_the_other_documents() -> None:
    code = (
        "import sys; from assistant.commands.calc import answer; from rules.checks.folder import examined; "
        "answer(sys.stdin.buffer.read()); "
        "print(examined.cache_info().currsize, [m for m in ('assistant.diseases', 'jieba') if m in sys.modules])"
    )
    given = json.dumps(CASE).encode()
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, input=given, capture_output=True, check=True)
    assert done.stdout.split() == [b"1", b"[]"]
