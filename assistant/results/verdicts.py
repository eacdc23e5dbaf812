"""The three verdicts and the proviso that goes with each: never a promise."""

from typing import Literal

Verdict = Literal["likely", "unlikely", "undecided"]
VERDICTS: dict[Verdict, str] = {"likely": "可能符合", "unlikely": "可能不符合", "undecided": "尚不能判断"}
PROVISO = "以经办机构审核为准"
