#!/bin/sh
# Simulates data/NAME.toml with new noise for each seed, fits the cube from the cube and the starlight alone, and prints
# the black-hole mass:
# examples/generate-test-data/recover.sh NAME NOISE SEED...
set -eu
top=$(cd "$(dirname "$0")/../.." && pwd)
name=$1
noise=$2
shift 2
config=$top/examples/fit-a-galaxy/${name%_like}.toml
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
for seed; do
    "$top/steelyard" simulate "$top/data/$name.toml" --noise "$noise" --seed "$seed" -o "$scratch/cube.fits" >/dev/null
    printf 'seed %s  %s\n' "$seed" "$("$top/steelyard" fit "$config" -s data.cube="$scratch/cube.fits" -o "$scratch/seed.run" -q)"
done
