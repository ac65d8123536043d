#!/bin/sh
# Makes the simulated cubes of this folder again: the same voxels; the headers note the time of day beside their checksums.
set -eu
cd "$(dirname "$0")"
../steelyard simulate ngc1380_like.toml --noise "0.6 mJy/beam" --seed 1380 -o ngc1380_like.fits
../steelyard simulate ngc6861_like.toml --noise "0.5 mJy/beam" --seed 6861 -o ngc6861_like.fits
gzip -n -9 -f ngc1380_like.fits ngc6861_like.fits
