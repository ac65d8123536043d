"""Model cubes of thin disks by a plain numpy pipeline (method page, sections 2 to 8).

The pipeline shares no code with the library, and works in frequency instead of rest-frame velocity.
"""
import os

import numpy as np
import scipy
from astropy.io import fits
from scipy.special import erf

import reference

N, CHANNELS, PIXEL = 24, 20, 0.05
REST = 230.538e9
C = reference.C
G = float(reference.G)
SCALE = 17.1 * np.pi / 0.648  # pc per arcsec
NODES, WEIGHTS = np.polynomial.legendre.leggauss(160)


def stars_squared(r, p):
    """M/L times v_*^2 at radii [arcsec]: 160 Gauss-Legendre nodes on 0 to 1."""
    R = r * SCALE
    i = np.radians(p["inclination"])
    u = (NODES + 1) / 2
    total = np.zeros_like(R)
    for peak, sigma, ratio in zip(p["surface_brightness"], p["sigma"], p["axis_ratio"]):
        s = sigma * SCALE
        q2 = (ratio ** 2 - np.cos(i) ** 2) / np.sin(i) ** 2
        rho = peak * ratio / (np.sqrt(q2) * s * np.sqrt(2 * np.pi))
        for node, weight in zip(u, WEIGHTS / 2):
            f = node ** 2 * np.exp(-(R * node / s) ** 2 / 2) / np.sqrt(1 - (1 - q2) * node ** 2)
            total += weight * 4 * np.pi * G * R ** 2 * np.sqrt(q2) * rho * f
    return p["mass_to_light"] * total


def points(p):
    """Sub-pixel offsets from the centre [pixel], with the share of their pixel and its row and column."""
    s = p["oversampling"]
    steps = (np.arange(1, s + 1) - 0.5) / s - 0.5
    rows = []
    for y in range(N):
        for x in range(N):
            for dy in steps:
                for dx in steps:
                    # FITS pixels count from 1
                    ox, oy = x + 1 + dx - p["x"], y + 1 + dy - p["y"]
                    if abs(ox) < 1e-9 and abs(oy) < 1e-9:
                        quarter = 0.25 / s
                        rows += [(ox + a * quarter, oy + b * quarter, 0.25 / s ** 2, y, x)
                                 for a in (-1, 1) for b in (-1, 1)]
                    else:
                        rows.append((ox, oy, 1 / s ** 2, y, x))
    return np.array(rows).T


def frequencies(p):
    """nu at the edges and at the centres of the channels [Hz]."""
    value = p["first"] + p["step"] * (np.arange(2 * CHANNELS + 1) - 1) / 2
    nu = value if p["axis"] == "frequency" else REST * (1 - value / C)
    return nu[::2], nu[1::2]


def cube(p):
    ox, oy, share, row, column = points(p)
    row, column = row.astype(int), column.astype(int)
    east = p["frame"][0] * ox + p["frame"][1] * oy
    north = p["frame"][2] * ox + p["frame"][3] * oy
    angle, i = np.radians(p["position_angle"]), np.radians(p["inclination"])
    xd = east * np.sin(angle) + north * np.cos(angle)
    yd = (east * np.cos(angle) - north * np.sin(angle)) / np.cos(i)
    r = np.hypot(xd, yd)
    b = p["softening"]
    v2 = stars_squared(r, p) + G * p["black_hole"] / SCALE * r ** 2 / (r ** 2 + b ** 2) ** 1.5
    vc = np.sqrt(v2)
    alpha = p["alpha"]
    inflow = p["near_side"] * np.sqrt(2 * (1 - alpha ** 2))
    v = np.sin(i) * (alpha * vc * xd / r + inflow * vc * yd / r)
    sigma = p["dispersion"] + p["dispersion_rise"] * np.exp(-r / p["dispersion_radius"])
    z = p["vsys"] / C
    if p["relativistic"]:
        nu = REST / (1 + z) * np.sqrt(1 - 3 * v2 / C ** 2) / (1 + v / C)
    else:
        nu = REST / (1 + z) * (1 - v / C)
    sigma_nu = REST / (1 + z) * sigma / C
    area = abs(p["frame"][0] * p["frame"][3] - p["frame"][1] * p["frame"][2])
    if "flux" in p:
        light = np.array(p["flux"]).reshape(N, N)[row, column] * share
    else:
        R, outer = p["light_radius"], p["outer_radius"]
        unit = 2 * np.pi * R ** 2 * (1 - (1 + outer / R) * np.exp(-outer / R))
        light = np.where(r <= outer, np.exp(-r / R) / unit / np.cos(i) * area * share, 0)
    light = light * p["flux_scale"]
    edges, centres = frequencies(p)
    result = np.zeros((CHANNELS, N, N))
    for c in range(CHANNELS):
        low, high = sorted(edges[c:c + 2])
        if p["sampled"]:
            line = (high - low) * np.exp(-((centres[c] - nu) / sigma_nu) ** 2 / 2) / (sigma_nu * np.sqrt(2 * np.pi))
        else:
            line = 0.5 * (erf((high - nu) / (np.sqrt(2) * sigma_nu)) - erf((low - nu) / (np.sqrt(2) * sigma_nu)))
        width = C * (high - low) / REST
        np.add.at(result[c], (row, column), light * line / width)
        major, minor, turn = p["beams"][min(c, len(p["beams"]) - 1)]
        half = int(np.ceil(7 * major / reference.FWHM / PIXEL))
        result[c] = reference.convolved(result[c], reference.beam_pixels(major, minor, turn, p["frame"], half))
        result[c] *= np.pi * major * minor / (4 * np.log(2)) / area  # Jy/pixel to Jy/beam
    m = p["block"]
    return result.reshape(CHANNELS, N // m, m, N // m, m).mean(axis=(2, 4))


def flux_map(p, seed):
    """A clumpy map with a hole of zeros, in numbers of six digits."""
    random = np.random.default_rng(seed)
    y, x = np.mgrid[0:N, 0:N]
    radius = np.hypot(x + 1 - p["x"], y + 1 - p["y"])
    values = np.exp(-radius / 5) * random.uniform(0.5, 1.5, (N, N)) * (radius < 10.5)
    values[5:7, 8:11] = 0
    return np.round(values, 6).ravel().tolist()


common = {
    "surface_brightness": [16000.0, 2500.0], "sigma": [0.35, 1.9], "axis_ratio": [0.78, 0.7], "mass_to_light": 2.5,
    "black_hole": 1.5e8, "softening": 0.0, "inclination": 62.0, "position_angle": 187.0, "x": 12.63, "y": 12.18,
    "vsys": 1862.0, "flux_scale": 1.3, "alpha": 1.0, "near_side": 1, "dispersion": 14.0, "dispersion_rise": 0.0,
    "dispersion_radius": 1.0, "relativistic": False, "sampled": False, "axis": "radio", "first": 1470.0, "step": 40.0,
    "frame": reference.turned(PIXEL, 0), "beams": [(0.22, 0.17, 60.0)], "block": 1, "oversampling": 3}
cases = {
    "pixels": dict(common, axis="frequency", first=2.28846e11, step=3.1e7),
    "blocks": dict(common, oversampling=10, block=3, frame=reference.turned(PIXEL, 28), position_angle=61.0,
                   inclination=71.0, alpha=0.85, near_side=-1, dispersion=9.0, dispersion_rise=31.0,
                   dispersion_radius=0.2, softening=0.03,
                   beams=[(0.22 + 0.001 * c, 0.16 + 0.0005 * c, 40.0 + c) for c in range(CHANNELS)]),
    "profile": dict(common, x=12.0, y=13.0, block=2, relativistic=True, sampled=True, dispersion=30.0,
                    light_radius=0.21, outer_radius=0.52, flux_scale=25.0, position_angle=-35.0, first=2230.0, step=-40.0,
                    frame=reference.turned(PIXEL, -15, mirrored=True)),
}
made_by = reference.header(np, scipy)
for seed, (name, p) in enumerate(cases.items()):
    if "light_radius" not in p:
        p["flux"] = flux_map(p, seed)
    values = cube(p)
    header = fits.Header()
    header["HISTORY"] = made_by
    path = os.path.join(reference.FOLDER, "forward_model_%s.fits" % name)
    fits.PrimaryHDU(values, header).writeto(path, overwrite=True)
    print(name, values.shape, values.max())
    p["pixels"], p["channels"], p["rest_frequency"], p["pc_per_arcsec"] = N, CHANNELS, REST, SCALE
reference.write("forward_model.json", made_by,
                "Disks of forward_model_*.fits [channel][row][column, Jy/beam]: Lsun/pc2, arcsec, Msun, deg, FITS pixels "
                "from 1, km/s, Hz; flux [Jy km/s] per pixel.", cases)
