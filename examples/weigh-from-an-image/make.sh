#!/bin/sh
# Simulates cube, image and PSF of this folder again. The image needs Python with numpy and astropy.
set -eu
cd "$(dirname "$0")"
../../steelyard simulate truth.toml --noise "0.6 mJy/beam" --seed 3 -o cube.fits
python3 make_image.py
gzip -n -9 -f cube.fits image.fits
