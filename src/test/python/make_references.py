"""Makes the reference numbers that ship with the tests, by programs that share nothing with Steelyard.

    /usr/bin/python3 src/test/python/make_references.py src/test/resources/reference

Needs numpy, astropy, mpmath and scikit-image (Debian 12: python3-numpy python3-astropy python3-mpmath python3-skimage).
The formulas are those of src/site/markdown/method.md; every random number comes from a stated seed.
"""
import os
import sys

import astropy
import mpmath
import numpy as np
import skimage
from astropy.io import fits
from astropy.wcs import WCS
from skimage.restoration import richardson_lucy

out = sys.argv[1]
versions = "numpy %s, astropy %s, mpmath %s, scikit-image %s" % (
    np.__version__, astropy.__version__, mpmath.__version__, skimage.__version__)
mpmath.mp.dps = 34
G = mpmath.mpf("4.300917270e-3")


def folder(name):
    path = os.path.join(out, name)
    os.makedirs(path, exist_ok=True)
    return path


def mge_speed(gaussians, inclination, distance, hole, soft, radius):
    """v(R) [km/s] by adaptive quadrature of 34 digits; R [arcsec]. Gaussians: (Sigma, sigma [arcsec], q')."""
    scale = mpmath.mpf(distance) * mpmath.pi / mpmath.mpf("0.648")
    i = mpmath.radians(mpmath.mpf(inclination))
    R = mpmath.mpf(radius) * scale
    total = mpmath.mpf(0)
    for surface, sigma, ratio in gaussians:
        s = mpmath.mpf(sigma) * scale
        q = mpmath.sqrt(mpmath.mpf(ratio) ** 2 - mpmath.cos(i) ** 2) / mpmath.sin(i)
        rho = mpmath.mpf(surface) * mpmath.mpf(ratio) / (q * s * mpmath.sqrt(2 * mpmath.pi))
        x = R * R / (2 * s * s)
        # beyond u^2 x = 100 the integrand is below 1e-43; split where it falls
        ends = [mpmath.mpf(0)]
        for step in (0.1, 0.3, 1, 3, 10, 30, 100):
            u = mpmath.sqrt(step / x)
            if ends[-1] < u < 1:
                ends.append(u)
        if x < 100:
            ends.append(mpmath.mpf(1))
        integral = mpmath.quad(
            lambda u: u * u * mpmath.exp(-x * u * u) / mpmath.sqrt(1 - (1 - q * q) * u * u), ends)
        total += 4 * mpmath.pi * G * R * R * q * rho * integral
    b = mpmath.mpf(soft) * scale
    total += G * mpmath.mpf(hole) * R * R / (R * R + b * b) ** mpmath.mpf("1.5")
    return mpmath.sqrt(total)


def mge_vcirc():
    path = folder("mge_vcirc")
    ngc3258 = [(10 ** mpmath.mpf(a), b, c) for a, b, c in (
        ("3.75", "0.37", "0.78"), ("4.14", "0.82", "0.83"), ("3.85", "1.37", "0.75"), ("3.72", "1.77", "0.77"),
        ("3.75", "2.68", "0.79"), ("3.54", "4.44", "0.85"), ("2.93", "8.41", "0.84"), ("2.67", "11.7", "1.00"),
        ("2.32", "14.0", "0.85"), ("2.12", "23.9", "0.94"), ("1.83", "41.6", "0.81"), ("1.20", "64.8", "0.96"),
        ("1.24", "115", "0.72"), ("0.35", "400", "0.72"))]
    cases = {
        "own_ngc3258": (ngc3258, "46.5", "31.3", "2.386e9", "0"),
        "own_flat": ([("21000", "0.3", "0.42"), ("700", "2.5", "0.36")], "80", "17.1", "0", "0"),
        "own_round": ([("5000", "1.1", "1.0"), ("40000", "0.07", "1.0")], "35", "24", "3e7", "0"),
        "own_soft": ([("16508.6", "0.584", "0.864"), ("2000", "3.2", "0.71")], "71", "22.3", "6.64e8", "0.02"),
        "own_low_inclination": ([("9000", "0.4", "0.93"), ("800", "2", "0.945")], "23", "100", "1e9", "0"),
    }
    radii = ["0.001", "0.0031", "0.01", "0.03", "0.1", "0.2", "0.5", "1.0", "1.2", "2.7", "8", "30", "110", "1000"]
    for name, (gaussians, inclination, distance, hole, soft) in cases.items():
        with open(os.path.join(path, name + ".mge.csv"), "w") as f:
            f.write("# %s: peak surface density [Msun/pc2], dispersion [arcsec], observed axis ratio\nsurf,sigma,q\n" % name)
            for g in gaussians:
                f.write("%s,%s,%s\n" % (mpmath.nstr(mpmath.mpf(g[0]), 17), g[1], g[2]))
        # the table carries 17 digits: take what it says
        read = [(mpmath.mpf(mpmath.nstr(mpmath.mpf(g[0]), 17)), g[1], g[2]) for g in gaussians]
        with open(os.path.join(path, name + ".csv"), "w") as f:
            f.write("# %s by make_references.py, %s: v_ref [km/s] to 20 digits\n" % (name, versions))
            f.write("# inc_deg=%s mbh_Msun=%s dist_Mpc=%s soft_arcsec=%s G=4.300917270e-3\n" % (
                inclination, hole, distance, soft))
            f.write("radius_arcsec,v_ref\n")
            for r in radii:
                f.write("%s,%s\n" % (r, mpmath.nstr(mge_speed(read, inclination, distance, hole, soft, r), 20)))


def line_profile():
    path = folder("line_profile")
    cases = {
        "own_wide": (1.0, -35.5, 41.25, 30, -300.0, 20.0),
        "own_narrow": (2.5, 101.75, 3.5, 12, 60.0, 10.0),
        "own_edge": (1.0, 55.0, 7.25, 14, 0.0, 10.0),
        "own_descending": (0.75, 12.5, 22.0, 24, 120.0, -10.0),
        "own_broad": (1.0, 0.0, 350.0, 20, -200.0, 20.0),
    }
    for name, (flux, v, sigma, n, first, step) in cases.items():
        with open(os.path.join(path, name + ".csv"), "w") as f:
            f.write("# Gaussian line of total flux F=%r, centre v=%r km/s, sigma=%r km/s, binned on %d channels: "
                    "centre_i = %r + i*(%r) km/s; %s\n" % (flux, v, sigma, n, first, step, versions))
            f.write("channel,centre_kms,integral\n")
            for i in range(n):
                c = mpmath.mpf(first) + i * mpmath.mpf(step)
                w = abs(mpmath.mpf(step)) / 2
                a = (c - w - mpmath.mpf(v)) / (mpmath.sqrt(2) * mpmath.mpf(sigma))
                b = (c + w - mpmath.mpf(v)) / (mpmath.sqrt(2) * mpmath.mpf(sigma))
                # erfc in the tails keeps the digits
                if a > 0:
                    share = mpmath.erfc(a) - mpmath.erfc(b)
                elif b < 0:
                    share = mpmath.erfc(-b) - mpmath.erfc(-a)
                else:
                    share = mpmath.erf(b) - mpmath.erf(a)
                f.write("%d,%s,%s\n" % (i, mpmath.nstr(c, 10), mpmath.nstr(mpmath.mpf(flux) / 2 * share, 20)))


def kernel(major, minor, angle, size, pixel):
    """Rotated elliptical Gaussian at pixel centres, unit sum; x to the west, y to the north, angle north through east."""
    half = size // 2
    y, x = np.mgrid[-half:half + 1, -half:half + 1] * pixel
    pa = np.radians(angle)
    along = -x * np.sin(pa) + y * np.cos(pa)
    across = x * np.cos(pa) + y * np.sin(pa)
    f = np.sqrt(8 * np.log(2))
    k = np.exp(-0.5 * (along * f / major) ** 2 - 0.5 * (across * f / minor) ** 2)
    return k / k.sum()


def convolved(image, k):
    """'same' convolution with zeros outside, as a plain sum."""
    half = k.shape[0] // 2
    padded = np.pad(image, half)
    result = np.zeros_like(image)
    for dy in range(k.shape[0]):
        for dx in range(k.shape[1]):
            result += k[k.shape[0] - 1 - dy, k.shape[1] - 1 - dx] * padded[
                dy:dy + image.shape[0], dx:dx + image.shape[1]]
    return result


def beam_convolution():
    path = folder("own_beam_convolution")
    random = np.random.default_rng(1)
    image = random.random((48, 56)) * (random.random((48, 56)) > 0.7)
    beams = [(0.31, 0.22, 0, 33), (0.31, 0.22, 90, 33), (0.28, 0.15, 37.5, 31), (0.26, 0.13, -71.25, 29), (0.2, 0.2, 0, 25)]
    hdus = [fits.PrimaryHDU(image)]
    with open(os.path.join(path, "beams.csv"), "w") as f:
        f.write("# by make_references.py, %s; pixel 0.05 arcsec\n" % versions)
        f.write("index,bmaj_arcsec,bmin_arcsec,bpa_deg,kernel_size\n")
        for n, (major, minor, angle, size) in enumerate(beams):
            k = kernel(major, minor, angle, size, 0.05)
            f.write("%d,%r,%r,%r,%d\n" % (n, major, minor, angle, size))
            hdus.append(fits.ImageHDU(k, name="KERNEL%d" % n))
            hdus.append(fits.ImageHDU(convolved(image, k), name="CONV%d" % n))
    fits.HDUList(hdus).writeto(os.path.join(path, "beam_convolution.fits"), overwrite=True)


def deconvolution():
    path = folder("own_richardson_lucy")
    random = np.random.default_rng(2)
    y, x = np.mgrid[0:41, 0:43]
    r = np.hypot((x - 22.3) / 9, (y - 19.1) / 5)
    truth = np.exp(-r) * (r < 2.5)
    psf = kernel(0.27, 0.18, 62, 21, 0.06)
    image = np.maximum(0, convolved(truth, psf) + 0.01 * random.standard_normal(truth.shape))
    hdus = [fits.PrimaryHDU(image), fits.ImageHDU(psf, name="PSF")]
    for n in (1, 3, 10, 30):
        hdus.append(fits.ImageHDU(richardson_lucy(image, psf, n, clip=False), name="RL%d" % n))
    fits.HDUList(hdus).writeto(os.path.join(path, "richardson_lucy.fits"), overwrite=True)


def sky_and_spectrum():
    path = folder("wcs_spectral")
    turn = np.radians(23)
    cases = {
        "own_sin_freq": {"CTYPE1": "RA---SIN", "CTYPE2": "DEC--SIN", "CTYPE3": "FREQ", "CUNIT3": "Hz",
                         "CRVAL1": 54.115, "CRVAL2": -34.976, "CRVAL3": 2.290e11, "CRPIX1": 120.5, "CRPIX2": 90.0,
                         "CRPIX3": 1.0, "CDELT1": -1.4e-5, "CDELT2": 1.4e-5, "CDELT3": -7.8e6},
        "own_tan_vrad_rotated": {"CTYPE1": "RA---TAN", "CTYPE2": "DEC--TAN", "CTYPE3": "VRAD", "CUNIT3": "m/s",
                                 "CRVAL1": 310.2, "CRVAL2": 61.75, "CRVAL3": 1.2e6, "CRPIX1": 100.0, "CRPIX2": 140.0,
                                 "CRPIX3": 20.0, "CDELT1": -1.4e-5, "CDELT2": 1.4e-5, "CDELT3": 1.0e4,
                                 "PC1_1": np.cos(turn), "PC1_2": -np.sin(turn), "PC2_1": np.sin(turn),
                                 "PC2_2": np.cos(turn)},
    }
    random = np.random.default_rng(3)
    for name, cards in cases.items():
        header = fits.Header()
        header["SIMPLE"] = True
        header["BITPIX"] = -32
        header["NAXIS"] = 3
        header["NAXIS1"], header["NAXIS2"], header["NAXIS3"] = 300, 280, 100
        for key, value in cards.items():
            header[key] = value
        header["CUNIT1"] = "deg"
        header["CUNIT2"] = "deg"
        header["RESTFRQ"] = 230.538e9
        header["SPECSYS"] = "LSRK"
        header["RADESYS"] = "ICRS"
        header["BUNIT"] = "Jy/beam"
        header["BMAJ"], header["BMIN"], header["BPA"] = 6e-5, 5e-5, 20.0
        with open(os.path.join(path, name + ".hdr"), "w") as f:
            f.write("\n".join(str(card) for card in header.cards) + "\nEND\n")
        pixels = np.column_stack([random.uniform(1, 300, 12), random.uniform(1, 280, 12), random.uniform(1, 100, 12)])
        world = WCS(header).wcs_pix2world(pixels, 1)
        with open(os.path.join(path, name + ".csv"), "w") as f:
            f.write("# by make_references.py, %s: FITS pixels to RA, Dec [deg] and the spectral axis [%s]\n" % (
                versions, cards["CUNIT3"]))
            f.write("pix1,pix2,pix3,ra_deg,dec_deg,world3\n")
            for p, w in zip(pixels, world):
                f.write(",".join("%.15g" % value for value in (*p, *w)) + "\n")


def moments():
    """A small cube and its moments by plain sums."""
    path = folder("own_moments")
    random = np.random.default_rng(4)
    channels, ny, nx = 14, 9, 11
    v = 1500 + 20.0 * np.arange(channels)
    y, x = np.mgrid[0:ny, 0:nx]
    centre = 1630 + 12 * (x - 5) - 4 * (y - 4)
    cube = np.exp(-0.5 * ((v[:, None, None] - centre) / 31) ** 2) + 0.02 * random.standard_normal((channels, ny, nx))
    cube = cube.astype(np.float32)
    with open(os.path.join(path, "moments.csv"), "w") as f:
        f.write("# by make_references.py, %s: per pixel the values of 14 channels (1500 + 20 i km/s, radio), then "
                "M0 = sum I dv, M1 = sum I v / sum I, M2 = sum I (v - M1)^2 / sum I\n" % versions)
        f.write("x,y," + ",".join("c%d" % c for c in range(channels)) + ",m0,m1,m2\n")
        for j in range(ny):
            for i in range(nx):
                intensity = cube[:, j, i].astype(float)
                m0 = 20 * intensity.sum()
                m1 = (intensity * v).sum() / intensity.sum()
                m2 = (intensity * (v - m1) ** 2).sum() / intensity.sum()
                f.write("%d,%d," % (i, j) + ",".join("%.9g" % value for value in intensity) +
                        ",%.17g,%.17g,%.17g\n" % (m0, m1, m2))


mge_vcirc()
line_profile()
beam_convolution()
deconvolution()
sky_and_spectrum()
moments()
print(versions)
