#!/bin/sh
# Installs the wheel in a new environment of Debian's Python, without a network, and runs the tests of the package:
# wheel.sh WHEEL. Where Debian's packages are missing, it says which and ends with 77.
set -eu
wheel=$(readlink -f "$1")
top=$(cd "$(dirname "$0")/../../.." && pwd)
python=/usr/bin/python3
for module in venv ensurepip jpype astropy; do
    "$python" -c "import $module" 2>/dev/null || {
        echo "the wheel was not tested: $python has no module $module; install python3-venv, python3-jpype and python3-astropy"
        exit 77
    }
done
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"$python" -m venv --system-site-packages "$folder/venv"
"$folder/venv/bin/pip" -q --disable-pip-version-check install --no-index "$wheel"
cd "$folder"
STEELYARD_DATA=$top/data "$folder/venv/bin/python" -B "$top/src/test/python/package/test_package.py"
echo "$wheel: installed and run"
