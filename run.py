#!/usr/bin/env python3
"""`python3 run.py app` 打开应用；`python3 run.py test` 跑测试；`python3 run.py check` 查格式、类型和引文。

Needs Python 3.11 or newer and nothing else: makes `.venv` beside this file, installs the pinned packages with their
hashes once (and again when the pins change), then starts what was asked for. Further words are passed on.
"""

import hashlib
import os
import subprocess
import sys
import venv
from pathlib import Path

HOME = Path(__file__).resolve().parent
ENVIRONMENT = HOME / ".venv"
PYTHON = ENVIRONMENT / ("Scripts/python.exe" if os.name == "nt" else "bin/python")

#: Word → (requirements, the commands that it runs in the environment).
TASKS = {
    "app": ("requirements.txt", [["-m", "streamlit", "run", "app.py"]]),
    "test": ("requirements-test.txt", [["-m", "pytest", "-n", "auto", "--dist", "worksteal"]]),
    "check": (
        "requirements-test.txt",
        [
            ["-m", "ruff", "check", "."],
            ["-m", "ruff", "format", "--check", "."],
            ["-m", "mypy"],
            ["-m", "assistant", "audit"],
        ],
    ),
}


def main() -> int:
    """Run one task; returns its exit status."""
    if len(sys.argv) < 2 or sys.argv[1] not in TASKS:
        print(__doc__, file=sys.stderr)
        return 2
    if sys.version_info < (3, 11):  # noqa: UP036  # it is this file that has to say so on an older Python
        print(f"需要 Python 3.11 或更新的版本，现在是 {sys.version.split()[0]}，请先安装新版本。", file=sys.stderr)
        return 2
    requirements, commands = TASKS[sys.argv[1]]
    try:
        install(requirements)
    except subprocess.CalledProcessError:
        print("安装所需软件包没有成功，请检查网络（要能访问 Python 软件包源），再运行一次。", file=sys.stderr)
        return 2
    for command in commands:
        words = sys.argv[2:] if command is commands[-1] else []
        status = subprocess.run([PYTHON, *command, *words], cwd=HOME).returncode
        if status:
            return status
    return 0


def install(requirements: str) -> None:
    """Make the environment hold exactly the pinned packages, unless it does already."""
    pins = (HOME / requirements).read_bytes() + (HOME / "pyproject.toml").read_bytes()
    wanted = f"{hashlib.sha256(pins).hexdigest()} {sys.version}"
    stamp = ENVIRONMENT / f"installed-{requirements}"
    if stamp.exists() and stamp.read_text() == wanted:
        return
    print("第一次运行，正在安装所需软件包，大约一两分钟……", file=sys.stderr)
    if not PYTHON.exists():
        venv.create(ENVIRONMENT, with_pip=True)
    pip = [PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "--require-hashes", "--requirement", HOME / requirements], check=True)
    subprocess.run([*pip, "--no-deps", "--no-build-isolation", "--editable", HOME], check=True)
    stamp.write_text(wanted)


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
