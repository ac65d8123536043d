#!/bin/sh
# Steelyard against numpy and scipy on the same disk, side by side: examples/benchmark/run.sh [ROUNDS]
# Needs Debian's python3-numpy and python3-scipy (PYTHON names another interpreter). Each round runs every program once,
# so that other load on the machine affects all of them equally. Prints medians over the rounds and ratios of medians.
# One thread each.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
top=$(cd "$here/../.." && pwd)
rounds=${1:-5}
python=${PYTHON:-/usr/bin/python3}
disk=$here/workload/disk.toml
fit=$here/workload/fit.toml
"$python" -c 'import numpy, scipy, tomllib' 2>/dev/null || {
    echo "run.sh: $python (3.11 or later) needs numpy and scipy: apt-get install python3-numpy python3-scipy, or set PYTHON" >&2
    exit 2
}
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
trap 'exit 4' INT TERM HUP

numpy() {
    "$python" "$here/numpy_disk.py" "$@"
}

steelyard() {
    command=$1
    config=$2
    shift 2
    "$top/steelyard" "$command" "$config" -s data.flux_map="$scratch/map.fits" "$@" >/dev/null
}

# value KEY FILE: the first number of a key in a JSON file.
value() {
    sed -n "s/.*\"$1\" *: *\\([-0-9.eE]*\\).*/\\1/p" "$2" | head -n 1
}

record() {
    echo "$2" >>"$scratch/$1.times"
}

median() {
    sort -g "$scratch/$1.times" | awk '{ t[NR] = $1 } END { print (t[int((NR + 1) / 2)] + t[int(NR / 2) + 1]) / 2 }'
}

# wall FILE COMMAND...: runs a command without output and records the seconds that it took.
wall() {
    file=$1
    shift
    record "$file" "$("$python" -c 'import subprocess, sys, time
start = time.perf_counter()
code = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL).returncode
if code not in (0, 3):
    sys.exit(code)
print(time.perf_counter() - start)' "$@")"
}

numpy map "$disk" "$scratch/map.fits"
steelyard simulate "$disk" --noise "0.3 mJy/beam" --seed 1380 -o "$scratch/cube.fits"

echo "| the two models, uniform oversampling 3 | largest difference of a pixel over the peak | of a block |"
echo "| --- | --- | --- |"
for profile in sampled integrated; do
    steelyard simulate "$disk" -s model.oversampling=3 -s model.line_profile=$profile -o "$scratch/clean.fits"
    numpy compare "$disk" "$scratch/clean.fits" --profile $profile --beam 19 >"$scratch/difference"
    printf '| line %s | %.2g | %.2g |\n' $profile "$(value pixels "$scratch/difference")" "$(value blocks "$scratch/difference")"
done
echo

# one NAME OPTION...: fits with steelyard; records the times of an evaluation, of the fit and of the whole command.
one() {
    name=$1
    shift
    wall "$name-command" "$top/steelyard" fit "$fit" -s data.cube="$scratch/cube.fits" -s data.flux_map="$scratch/map.fits" --threads 1 -o "$scratch/$name.run" "$@"
    rm -rf "$scratch/$name.run.previous"
    record "$name-evaluation" "$(value model_evaluation_ms "$scratch/$name.run/result.json")"
    record "$name-fit" "$(value fit_s "$scratch/$name.run/result.json")"
}

round=0
while [ "$round" -lt "$rounds" ]; do
    round=$((round + 1))
    echo "round $round of $rounds" >&2
    for profile in sampled integrated; do
        numpy time "$disk" --profile $profile >"$scratch/out"
        record "numpy-$profile" "$(value evaluation_ms "$scratch/out")"
        one "uniform-$profile" -s model.oversampling=3 -s model.line_profile=$profile
    done
    # Only for the time of an evaluation: at this tolerance chi^2 is too rough for a fit to converge (exit code 3).
    one loose -s model.oversampling=adaptive -s model.tolerance=1e-1
    one default
    numpy fit "$disk" "$fit" "$scratch/cube.fits" --profile sampled >"$scratch/out"
    record numpy-fit "$(value fit_s "$scratch/out")"
    record numpy-evaluations "$(value evaluations "$scratch/out")"
done

# compare WHAT NUMPY STEELYARD UNIT
compare() {
    a=$(median "$2")
    b=$(median "$3")
    awk -v what="$1" -v a="$a" -v b="$b" -v unit="$4" 'BEGIN { printf "| %s | %.3g %s | %.3g %s | %.3g |\n", what, a, unit, b, unit, a / b }'
}

echo "| medians of $rounds rounds, one thread | numpy | Steelyard | ratio |"
echo "| --- | --- | --- | --- |"
compare "evaluation with chi^2, uniform 3, line sampled at channel centres" numpy-sampled uniform-sampled-evaluation ms
compare "evaluation with chi^2, uniform 3, line integrated" numpy-integrated uniform-integrated-evaluation ms
compare "evaluation with chi^2, numpy integrated uniform 3, Steelyard at tolerance 1e-1 (more accurate)" numpy-integrated loose-evaluation ms
compare "the same, numpy sampled at channel centres" numpy-sampled loose-evaluation ms
compare "evaluation with chi^2, numpy integrated uniform 3, Steelyard at its default" numpy-integrated default-evaluation ms
compare "fit of nine parameters, uniform 3, line sampled" numpy-fit uniform-sampled-fit s
compare "fit of nine parameters, Steelyard at its default" numpy-fit default-fit s
echo
echo "numpy's fit took $(median numpy-evaluations) evaluations. Steelyard's whole command, from the start of the JVM to the page of the report:"
printf '%.3g s at uniform 3, %.3g s at its default. Its times are those of a JVM that has just started.\n' \
    "$(median uniform-sampled-command)" "$(median default-command)"
