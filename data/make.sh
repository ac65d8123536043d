#!/bin/sh
# Simulates the data of this folder again, byte for byte, and checks them: data/make.sh [FOLDER]. FOLDER is where the
# files are written, by default this folder.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
to=$(cd "${1:-$here}" && pwd)
cd "$here"

../steelyard simulate ngc1380_like.toml --noise "1.5 mJy/beam" --seed 1380 -o "$to/ngc1380_like.fits"
../steelyard simulate ngc6861_like.toml --noise "0.85 mJy/beam" --seed 6861 -o "$to/ngc6861_like.fits"
../steelyard simulate ngc3258_like.toml --noise "0.25 mJy/beam" --seed 3258 -o "$to/ngc3258_like.fits" --maps

cd "$to"
rm ngc3258_like.fits # only its maps are kept
gzip -n -9 -f ngc1380_like.fits ngc6861_like.fits ngc3258_like_m0.fits ngc3258_like_m1.fits ngc3258_like_m1_error.fits
[ "$to" = "$here" ] && sha256sum ./*_like*.fits.gz ./*_truth.json | sed 's|\./||' >SHA256SUMS
sha256sum -c "$here/SHA256SUMS"
