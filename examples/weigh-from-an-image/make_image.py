#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The near-infrared image and the PSF of the galaxy in truth_mge.ecsv, written without Steelyard.

Every Gaussian of the galaxy is convolved with every Gaussian of the PSF by adding covariances, and the pixels are
averages over 7 x 7 points. The image has sky, Poisson and read noise, three stars and a satellite trail.
"""
import numpy as np
from astropy.io import fits

N, PIXEL, SUB = 200, 0.08, 7  # pixels along a side, arcsec, points along a side of a pixel
X, Y, RA, DEC = 99.6, 101.3, 150.02, -20.01  # centre in 0-based pixels and in deg
POSITION_ANGLE = 120.0  # deg, north through east
ZERO_POINT, SUN, EXTINCTION, REDSHIFT = 25.94, 4.52, 0.02, 0.00467
EXPOSURE, SKY, READ_NOISE = 900.0, 700.0, 12.0  # s, electron, electron
PSF = [(0.68, 0.065), (0.26, 0.14), (0.06, 0.42)]  # weight, sigma [arcsec]


def gaussian(n, x, y, covariance):
    """Mean over each pixel of a Gaussian that adds up to 1 [1/pixel]."""
    step = (np.arange(SUB) + 0.5) / SUB - 0.5
    column = (np.arange(n)[:, None] + step).ravel() - x
    row = (np.arange(n)[:, None] + step).ravel() - y
    inverse = np.linalg.inv(covariance)
    square = (inverse[0, 0] * column[None, :] ** 2 + inverse[1, 1] * row[:, None] ** 2
              + 2 * inverse[0, 1] * column[None, :] * row[:, None])
    fine = np.exp(-0.5 * square) / (2 * np.pi * np.sqrt(np.linalg.det(covariance)))
    return fine.reshape(n, SUB, n, SUB).mean(axis=(1, 3))


def blurred(n, x, y, covariance):
    return sum(w * gaussian(n, x, y, covariance + np.eye(2) * (s / PIXEL) ** 2) for w, s in PSF)


rows = np.loadtxt("truth_mge.ecsv", comments="#", skiprows=7)
angle = np.radians(POSITION_ANGLE + 90)  # from the columns; east is at the left
turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
image = np.full((N, N), SKY)
for brightness, sigma, ratio in rows:
    mu = SUN + 21.572 - 2.5 * np.log10(brightness) + EXTINCTION + 10 * np.log10(1 + REDSHIFT)
    peak = EXPOSURE * PIXEL**2 * 10 ** (-0.4 * (mu - ZERO_POINT))
    covariance = turn @ np.diag([(sigma / PIXEL) ** 2, (ratio * sigma / PIXEL) ** 2]) @ turn.T
    image += peak * 2 * np.pi * ratio * (sigma / PIXEL) ** 2 * blurred(N, X, Y, covariance)
for x, y, electrons in [(31.2, 160.7, 9e4), (170.4, 140.1, 4e4), (150.8, 22.3, 2e5)]:
    image += electrons * blurred(N, x, y, np.zeros((2, 2)))
row, column = np.indices(image.shape)
image += 300 * (np.abs(row - 33 - 0.141 * column) < 2)
random = np.random.default_rng(11)
image = np.rint(random.poisson(image) + random.normal(0, READ_NOISE, image.shape)).astype(np.int32)

header = fits.Header()
header["BUNIT"] = "electrons"
for key, value in {"CTYPE1": "RA---TAN", "CTYPE2": "DEC--TAN", "CRVAL1": RA, "CRVAL2": DEC, "CRPIX1": X + 1,
                   "CRPIX2": Y + 1, "CDELT1": -PIXEL / 3600, "CDELT2": PIXEL / 3600}.items():
    header[key] = value
fits.writeto("image.fits", image, header, overwrite=True)
psf = blurred(41, 20, 20, np.zeros((2, 2)))
fits.writeto("psf.fits", (psf / psf.sum()).astype(np.float32), overwrite=True)
