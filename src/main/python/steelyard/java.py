# SPDX-License-Identifier: Apache-2.0
"""The Java that runs Steelyard, and the jar inside this package."""

import functools
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

OLDEST = 17
"""The oldest version of Java that runs Steelyard."""

JAR = Path(__file__).with_name("steelyard.jar")
"""The jar with Steelyard and its libraries."""


class JavaError(RuntimeError):
    """Java is missing, too old, or cannot be started."""


def find_java() -> Path:
    """Return the program java of JAVA_HOME or, where that is not set, of PATH.

    Raises JavaError if there is none, or if its version is below 17.
    """
    home = os.environ.get("JAVA_HOME")
    found = shutil.which("java", path=str(Path(home, "bin")) if home else None)
    if found is None:
        place = f"JAVA_HOME is {home}, which has no bin/java" if home else "Java is missing"
        raise JavaError(f"{place}; install Java {OLDEST} or later, or set JAVA_HOME to it")
    version = _version(found)
    if version < OLDEST:
        raise JavaError(f"{found} is Java {version}; version {OLDEST} or later is needed, set JAVA_HOME to one")
    return Path(found)


def find_jvm() -> Path:
    """Return the shared library of the Java that find_java finds."""
    home = find_java().resolve().parent.parent
    name = {"darwin": "lib/server/libjvm.dylib", "win32": "bin/server/jvm.dll"}.get(sys.platform, "lib/server/libjvm.so")
    if not (home / name).is_file():
        raise JavaError(f"{home} has no {name}; set JAVA_HOME to a complete Java {OLDEST} or later")
    return home / name


@functools.lru_cache(maxsize=None)
def _version(java: str) -> int:
    try:
        text = subprocess.run([java, "-version"], capture_output=True, text=True, check=True).stderr
    except (OSError, subprocess.CalledProcessError) as error:
        raise JavaError(f"{java} cannot be run: {error}; set JAVA_HOME to Java {OLDEST} or later") from error
    # "17.0.15", "25", or "1.8.0_292", which is Java 8.
    found = re.search(r'version "(?:1\.)?(\d+)', text)
    if found is None:
        raise JavaError(f"{java} does not state its version; set JAVA_HOME to Java {OLDEST} or later")
    return int(found.group(1))
