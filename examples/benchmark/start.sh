#!/bin/sh
# Processor and wall time of the shipped fit as a command: with the compilers that the launcher chooses, and with the
# optimising compiler and vectors. Alternately, medians: start.sh [ROUNDS] [FORMAT]. Needs GNU time.
set -eu
rounds=${1:-5} format=${2:-none}
top=$(cd "$(dirname "$0")/../.." && pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
once() {
    JAVA_OPTS=$2 /usr/bin/time -a -o "$folder/$1" -f "%U %S %e" "$top/steelyard" fit \
        "$top/examples/fit-a-galaxy/ngc1380.toml" -q --format "$format" -o "$folder/run" >/dev/null
}
JAVA_OPTS="" "$top/steelyard" --version >/dev/null # builds and makes the archive if that is needed
round=0
while [ "$round" -lt "$rounds" ]; do
    once chosen ""
    once optimising "-XX:TieredStopAtLevel=4 -Dsteelyard.kernels=vector"
    round=$((round + 1))
done
middle() { sort -n | sed -n "$(((rounds + 1) / 2))p"; }
for name in chosen optimising; do
    echo "$name: processor time $(awk '{print $1 + $2}' "$folder/$name" | middle) s," \
        "wall clock $(awk '{print $3}' "$folder/$name" | middle) s (medians of $rounds)"
done
