#!/bin/sh
# Compares eight models of a finished run: compare.sh RUN [OPTION...]
set -eu
exec "${STEELYARD:-./steelyard}" compare "$@" \
    --over 'disk.dispersion=["flat", "gaussian"]' \
    --over 'disk.flow=["none", "kappa"]' \
    --over 'potential.gas=["none", "from-cube"]'
