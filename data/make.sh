#!/bin/sh
# Makes the simulated cubes of this folder again, byte for byte (commands and seeds; checksums in SHA256SUMS).
set -eu
cd "$(dirname "$0")"
../steelyard simulate ngc1380_like.toml --noise "0.6 mJy/beam" --seed 1380 -o ngc1380_like.fits
../steelyard simulate ngc6861_like.toml --noise "0.5 mJy/beam" --seed 6861 -o ngc6861_like.fits
gzip -n -9 -f ngc1380_like.fits ngc6861_like.fits
sha256sum -c SHA256SUMS
