"""Moment maps and position-velocity diagrams of a small cube by numpy and scipy."""
import os

import astropy
import numpy as np
import scipy
from astropy.io import fits
from scipy.ndimage import map_coordinates

import reference

NX, NY, CHANNELS = 16, 14, 15
REST = 230.538e9
PIXEL = 0.5  # arcsec; at the equator, so that north is up in every pixel
random = np.random.default_rng(20265)
first, step = 2.2912e11, 8.0e6
nu = first + step * np.arange(CHANNELS)
edges = first + step * (np.arange(CHANNELS + 1) - 0.5)
y, x = np.mgrid[0:NY, 0:NX]
centre = 7 + 0.55 * (x - 7.4) - 0.2 * (y - 6.1)
light = np.exp(-0.5 * (((x - 7.4) / 4) ** 2 + ((y - 6.1) / 3) ** 2))
cube = light * np.exp(-0.5 * ((np.arange(CHANNELS)[:, None, None] - centre) / 1.9) ** 2)
cube = (cube + 0.05 + 0.02 * random.standard_normal(cube.shape)).astype(np.float32)
cube[4:9, 3, 12] = np.nan
cube[:, 11, 2] = np.nan

header = fits.Header()
for key, value in {
        "CTYPE1": "RA---SIN", "CTYPE2": "DEC--SIN", "CTYPE3": "FREQ", "CUNIT1": "deg", "CUNIT2": "deg", "CUNIT3": "Hz",
        "CRVAL1": 187.25, "CRVAL2": 0.0, "CRVAL3": first, "CRPIX1": 8.0, "CRPIX2": 7.0, "CRPIX3": 1.0,
        "CDELT1": -PIXEL / 3600, "CDELT2": PIXEL / 3600, "CDELT3": step, "RESTFRQ": REST, "SPECSYS": "LSRK",
        "RADESYS": "ICRS", "BUNIT": "Jy/beam", "BMAJ": 4e-4, "BMIN": 3e-4, "BPA": 20.0}.items():
    header[key] = value
header["HISTORY"] = reference.header(np, astropy)
path = os.path.join(reference.FOLDER, "moments_cube.fits")
fits.PrimaryHDU(cube, header).writeto(path, overwrite=True)


def velocity(frequency, optical):
    return reference.C * (REST / frequency - 1 if optical else 1 - frequency / REST)


def maps(threshold, optical):
    """M0 = sum I |dv|, M1 = sum I v / sum I, M2 = sum I (v - M1)^2 / sum I over the voxels above a threshold."""
    used = cube > threshold  # false for NaN
    value = np.where(used, cube, 0).astype(float)
    v = velocity(nu, optical)[:, None, None]
    width = np.abs(np.diff(velocity(edges, optical)))[:, None, None]
    with np.errstate(invalid="ignore"):
        total = value.sum(axis=0)
        m0 = np.where(used.any(axis=0), (value * width).sum(axis=0), np.nan)
        m1 = (value * v).sum(axis=0) / total
        m2 = (value * (v - m1) ** 2).sum(axis=0) / total
    # JSON has no NaN
    plain = [[None if np.isnan(f) else f for f in m.ravel()] for m in (m0, m1, m2)]
    return {"threshold": threshold, "optical": optical, "m0": plain[0], "m1": plain[1], "m2": plain[2]}


def overlap(corners, px, py):
    """Area that a convex polygon shares with the pixel (px, py): the height inside, integrated over x.

    The height is linear between the corners and the crossings of the edges with the pixel's lower and upper side.
    """
    x0, x1, y0, y1 = px - 0.5, px + 0.5, py - 0.5, py + 0.5
    breaks = {x0, x1}
    sides = list(zip(corners, corners[1:] + corners[:1]))
    for (ax, ay), (bx, by) in sides:
        breaks.add(ax)
        for level in (y0, y1):
            if (ay - level) * (by - level) < 0:
                breaks.add(ax + (level - ay) / (by - ay) * (bx - ax))
    breaks = sorted(b for b in breaks if x0 <= b <= x1)

    def height(at):
        ys = [ay + (at - ax) / (bx - ax) * (by - ay) for (ax, ay), (bx, by) in sides
              if ax != bx and min(ax, bx) <= at <= max(ax, bx)]
        return max(0.0, min(max(ys), y1) - max(min(ys), y0)) if ys else 0.0

    # the middle of a linear piece avoids the vertical edges
    return sum((b - a) * height((a + b) / 2) for a, b in zip(breaks, breaks[1:]))


def diagram(px, py, angle, length, width):
    """Samples one pixel apart along a position angle, bilinear on the line or means over rectangles."""
    n = int(round(length / PIXEL))
    sin, cos = np.sin(np.radians(angle)), np.cos(np.radians(angle))
    along = np.array([-sin, cos])  # one pixel, x grows to the west
    across = np.array([cos, sin]) * width / PIXEL
    result = np.zeros((CHANNELS, n))
    for k in range(n):
        at = np.array([px - 1, py - 1]) + (k - (n - 1) / 2) * along
        if width == 0:
            for c in range(CHANNELS):
                result[c, k] = map_coordinates(cube[c].astype(float), [[at[1]], [at[0]]], order=1, cval=np.nan)[0]
        else:
            corners = [tuple(at + a * along / 2 + b * across / 2) for a, b in ((-1, -1), (1, -1), (1, 1), (-1, 1))]
            area = np.array([[overlap(corners, i, j) for i in range(NX)] for j in range(NY)])
            good = ~np.isnan(cube)
            flux = (np.where(good, cube, 0).astype(float) * area).sum(axis=(1, 2))
            result[:, k] = flux / (good * area).sum(axis=(1, 2))
    assert not np.isnan(result).any()
    return {"x": px, "y": py, "position_angle": angle, "length": length, "width": width, "offsets": n,
            "values": result.ravel()}


EVERYTHING = -1e30
cases = {
    "all_radio": maps(EVERYTHING, False),
    "all_optical": maps(EVERYTHING, True),
    "masked_radio": maps(0.3, False),
    "line": diagram(8.3, 7.1, 40.0, 4.5, 0.0),
    "line_to_the_south": diagram(7.6, 7.4, 197.0, 4.0, 0.0),
    "strip": diagram(8.3, 7.1, 40.0, 4.5, 1.3),
    "strip_across": diagram(7.0, 6.2, 115.0, 4.0, 2.2),
}
reference.write("moments.json", reference.header(np, scipy, astropy),
                "Of moments_cube.fits: moments of the voxels above a threshold [Jy/beam km/s, km/s, km2/s2], null without "
                "voxels; position-velocity diagrams about a FITS pixel [arcsec, deg], channel by channel.", cases)
