"""Convolution with a rotated elliptical Gaussian and block means by plain sums (method page, section 8)."""
import numpy as np
import scipy
from scipy.signal import convolve2d

import reference

PIXEL = 0.05
NX, NY = 21, 18
random = np.random.default_rng(20261)
image = np.round(random.random((NY, NX)) * (random.random((NY, NX)) > 0.6), 4)


def case(major, minor, angle, frame, blocks):
    half = int(np.ceil(6 * major / reference.FWHM / PIXEL))
    kernel = reference.beam_pixels(major, minor, angle, frame, half)
    smooth = reference.convolved(image, kernel)
    assert np.abs(smooth - convolve2d(image, kernel, mode="same")).max() < 1e-14
    result = {"major": major, "minor": minor, "position_angle": angle, "frame": frame, "half_width": half,
              "central_tap": kernel[half, half], "convolved": smooth.ravel()}
    for m in blocks:
        ny, nx = NY // m, NX // m
        means = smooth[:ny * m, :nx * m].reshape(ny, m, nx, m).mean(axis=(1, 3))
        result["blocks_of_%d" % m] = means.ravel()
    return result


north_up = reference.turned(PIXEL, 0)
cases = {
    "image": {"nx": NX, "ny": NY, "values": image.ravel()},
    "upright": case(0.31, 0.22, 0, north_up, [1, 4]),
    "across": case(0.31, 0.22, 90, north_up, [2]),
    "rotated": case(0.28, 0.15, 37.5, north_up, [1, 3, 5]),
    "negative_angle": case(0.26, 0.13, -71.25, north_up, [3]),
    "turned_frame": case(0.30, 0.16, 20, reference.turned(PIXEL, 33), [4]),
    "mirrored_frame": case(0.24, 0.17, 140, reference.turned(PIXEL, 0, mirrored=True), [2]),
}
reference.write("beam_blocks.json", reference.header(np, scipy),
                "An image, convolved with beams, and averaged over m x m pixels from the first on. arcsec, deg; frame: "
                "east per x, east per y, north per x, north per y [arcsec/pixel]; rows from the first.", cases)
