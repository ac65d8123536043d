"""What the scripts of this folder share: the output folder, the header, and rotated Gaussian beams."""
import datetime
import json
import os
import platform
import sys

import numpy as np

FOLDER = os.path.normpath(os.path.join(
    os.path.dirname(os.path.abspath(__file__)), "..", "resources", "org", "steelyard", "validation"))
C = 299792.458  # speed of light [km/s]
G = "4.300917270e-3"  # constant of gravity [pc (km/s)^2 / Msun], IAU 2015
FWHM = np.sqrt(8 * np.log(2))


def header(*modules):
    """Script, versions and date of a file."""
    versions = ["Python " + platform.python_version()] + [m.__name__ + " " + m.__version__ for m in modules]
    return "src/test/python/%s, %s, %s" % (
        os.path.basename(sys.argv[0]), ", ".join(versions), datetime.date.today().isoformat())


def numbers(value):
    """Numbers of any kind as the nearest doubles, in lists."""
    if isinstance(value, dict):
        return {key: numbers(v) for key, v in value.items()}
    if isinstance(value, (list, tuple, np.ndarray)):
        return [numbers(v) for v in value]
    if value is None or isinstance(value, (str, bool, int)):
        return value
    return float(value)


def write(name, made_by, about, cases):
    """Writes {made_by, about, cases: {name: {key: numbers}}}, one key per line."""
    os.makedirs(FOLDER, exist_ok=True)
    text = []
    for case, content in cases.items():
        lines = ["    %s: %s" % (json.dumps(k), json.dumps(numbers(v))) for k, v in content.items()]
        text.append("  %s: {\n%s\n  }" % (json.dumps(case), ",\n".join(lines)))
    path = os.path.join(FOLDER, name)
    with open(path, "w") as f:
        f.write('{\n"made_by": %s,\n"about": %s,\n"cases": {\n%s\n}\n}\n' % (
            json.dumps(made_by), json.dumps(about), ",\n".join(text)))
    print("%s: %d bytes" % (path, os.path.getsize(path)))


def beam_pixels(major, minor, angle, frame, half):
    """Rotated elliptical Gaussian at pixel centres, unit sum, [y][x] (method page, section 8).

    major, minor: FWHM [arcsec]; angle: position angle of the major axis [deg], north through east;
    frame: {east per x, east per y, north per x, north per y} [arcsec/pixel].
    """
    y, x = np.mgrid[-half:half + 1, -half:half + 1].astype(float)
    east = frame[0] * x + frame[1] * y
    north = frame[2] * x + frame[3] * y
    along = east * np.sin(np.radians(angle)) + north * np.cos(np.radians(angle))
    across = east * np.cos(np.radians(angle)) - north * np.sin(np.radians(angle))
    k = np.exp(-0.5 * ((along * FWHM / major) ** 2 + (across * FWHM / minor) ** 2))
    return k / k.sum()


def convolved(image, kernel):
    """Convolution with zeros outside the image: each pixel spreads its flux over the kernel."""
    half = kernel.shape[0] // 2
    ny, nx = image.shape
    wide = np.zeros((ny + 2 * half, nx + 2 * half))
    for y in range(ny):
        for x in range(nx):
            wide[y:y + 2 * half + 1, x:x + 2 * half + 1] += image[y, x] * kernel
    return wide[half:half + ny, half:half + nx]


def turned(pixel, degrees, mirrored=False):
    """Frame of square pixels, turned on the sky; east is left, or right if mirrored."""
    s, c = np.sin(np.radians(degrees)), np.cos(np.radians(degrees))
    sign = 1 if mirrored else -1
    return [sign * pixel * c, pixel * s, -sign * pixel * s, pixel * c]
