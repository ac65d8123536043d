# SPDX-License-Identifier: Apache-2.0
"""The command `steelyard fit`, as a function."""

import json
import math
import os
import subprocess
from pathlib import Path
from typing import Any, List, Mapping, Optional, Union

from .java import JAR, find_java
from .run import Run

_NOT_CONVERGED = 3


class SteelyardError(RuntimeError):
    """The program has ended without a result. The message is its own line.

    `exit_code` is 2 if the input is at fault, 4 if the program was interrupted, and 1 for a defect of Steelyard.
    """

    def __init__(self, message: str, exit_code: int):
        super().__init__(message)
        self.exit_code = exit_code


def fit(
    config: Union[str, Path],
    output: Optional[Union[str, Path]] = None,
    *,
    threads: Optional[int] = None,
    seed: Optional[int] = None,
    **overrides: Any,
) -> Run:
    """Fit a galaxy and return its run.

    Args:
        config: the configuration, a TOML file.
        output: the folder of the run; by default the name of the configuration with `.run`.
        threads: the number of threads; by default all processors.
        seed: the seed of the random numbers.
        overrides: keys of the configuration with two underscores for each dot, as in
            `potential__mge_inclination="77 deg"`, or the key itself in `**{"potential.mge_inclination": "77 deg"}`.

    A fit that does not converge also returns a run, with `converged` False.

    Raises:
        SteelyardError: the program has ended without a result.
        JavaError: Java is missing or too old.
    """
    config = Path(config)
    output = config.with_suffix(".run") if output is None else Path(output)
    arguments: List[str] = ["fit", str(config), "-o", str(output)]
    for key, value in overrides.items():
        arguments += ["-s", f"{key.replace('__', '.')}={_toml(value)}"]
    if threads is not None:
        arguments += ["--threads", str(threads)]
    if seed is not None:
        arguments += ["--seed", str(seed)]
    _run(arguments)
    return Run(output)


def _run(arguments: List[str]) -> None:
    command = [str(find_java()), "-Djava.awt.headless=true", "-jar", str(JAR), *arguments]
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, encoding="utf-8")
    if done.returncode not in (0, _NOT_CONVERGED):
        lines = done.stderr.strip() or f"steelyard {arguments[0]} ended with exit code {done.returncode}"
        raise SteelyardError(lines, done.returncode)


def _toml(value: Any) -> str:
    """Write a value of Python as one of TOML."""
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{json.dumps(str(k))} = {_toml(v)}" for k, v in value.items()) + " }"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(_toml(v) for v in value) + "]"
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    if isinstance(value, os.PathLike):
        return json.dumps(os.fspath(value))
    return json.dumps(value, ensure_ascii=False)
