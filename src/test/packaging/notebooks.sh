#!/bin/sh
# Runs the notebooks without a browser, as notebooks/README.md says, into target/notebooks: notebooks.sh WHEEL [NAME...].
# A cell that raises fails. Where a program is missing, it says which and ends with 77.
set -eu
wheel=$(readlink -f "$1")
shift
top=$(cd "$(dirname "$0")/../../.." && pwd)
cd "$top"
skip() {
    echo "the notebooks were not run: $1"
    exit 77
}
convert=/usr/bin/jupyter-nbconvert
[ -x "$convert" ] || skip "install jupyter-nbconvert"
for module in venv ensurepip ipykernel jpype astropy emcee matplotlib; do
    /usr/bin/python3 -c "import $module" 2>/dev/null || skip "/usr/bin/python3 has no module $module"
done
java=
for jdk in ${JAVA_HOME:-} /usr/lib/jvm/*; do
    version=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$jdk/release" 2>/dev/null || true)
    [ "${version:-0}" -lt 22 ] || java=$jdk/bin/java
done
[ -n "$java" ] || skip "the kernel for Java needs a JDK of version 22 or later, in JAVA_HOME or /usr/lib/jvm"
kernel=io.github.padreati:rapaio-jupyter-kernel:3.0.1
[ -f target/kernel/rapaio-jupyter-kernel-3.0.1.jar ] ||
    mvn -q -B -ntp dependency:copy -Dartifact=$kernel -DoutputDirectory=target/kernel || skip "no $kernel"

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
/usr/bin/python3 -m venv --system-site-packages "$scratch/venv"
"$scratch/venv/bin/pip" -q --disable-pip-version-check install --no-index "$wheel"
mkdir -p "$scratch/kernels/steelyard" "$scratch/kernels/python3"
cat >"$scratch/kernels/steelyard/kernel.json" <<END
{ "argv": ["$java", "-Djava.awt.headless=true", "-jar", "$top/target/kernel/rapaio-jupyter-kernel-3.0.1.jar", "{connection_file}"],
  "display_name": "Steelyard (Java)", "language": "java" }
END
cat >"$scratch/kernels/python3/kernel.json" <<END
{ "argv": ["$scratch/venv/bin/python", "-m", "ipykernel_launcher", "-f", "{connection_file}"],
  "display_name": "Python 3", "language": "python" }
END

# The kernel for Java sometimes misses the first message and then never answers, however long one waits. It answers within
# three seconds otherwise, so a new one is started after 30.
run() {
    for try in 1 2 3 4 5; do
        JUPYTER_PATH=$scratch "$convert" --to notebook --execute "notebooks/$1.ipynb" --output-dir target/notebooks \
            --ExecutePreprocessor.startup_timeout=30 >"$scratch/log" 2>&1 && return 0
        grep -q "Kernel didn't respond" "$scratch/log" || break
        echo "$1: the kernel did not answer at start $try"
    done
    tail -n 20 "$scratch/log"
    return 1
}
[ $# -gt 0 ] || set -- $(cd notebooks && ls *.ipynb | sed 's/\.ipynb$//')
for name; do
    run "$name"
    echo "notebooks/$name.ipynb: run"
done
