"""Sky coordinates and spectral axes by astropy's wcslib, velocities by astropy.units (sections 2, 4)."""
import os

import astropy
import astropy.units as u
import numpy as np
from astropy.coordinates import SkyCoord
from astropy.io import fits
from astropy.wcs import WCS

import reference

REST = 230.538e9
SIDE = 4  # the files have 4 x 4 x 4 voxels; coordinates extend beyond them
random = np.random.default_rng(20264)
turn = np.radians(23)


def cube(projection, ra, dec, spectral, unit, value, step, **more):
    cards = {"CTYPE1": "RA---" + projection, "CTYPE2": "DEC--" + projection, "CTYPE3": spectral,
             "CRVAL1": ra, "CRVAL2": dec, "CRVAL3": value, "CRPIX1": 120.5, "CRPIX2": 90.0, "CRPIX3": 7.0,
             "CDELT1": -1.4e-5, "CDELT2": 1.4e-5, "CDELT3": step,
             "CUNIT1": "deg", "CUNIT2": "deg", "CUNIT3": unit}
    cards.update(more)
    return cards


cd = {"CD1_1": -1.3e-5 * np.cos(turn), "CD1_2": 1.5e-5 * np.sin(turn), "CD2_1": 1.3e-5 * np.sin(turn),
      "CD2_2": 1.5e-5 * np.cos(turn), "CD3_3": 2.5e4}
files = {
    "sin_frequency": cube("SIN", 54.115, -34.976, "FREQ", "Hz", 2.29e11, -7.8e6),
    "tan_radio_pc": cube("TAN", 310.2, 61.75, "VRAD", "m/s", 1.2e6, 1e4, PC1_1=np.cos(turn), PC1_2=-np.sin(turn),
                         PC2_1=np.sin(turn), PC2_2=np.cos(turn)),
    "sin_optical_cd": cube("SIN", 0.003, 12.5, "VOPT", "m/s", 2.1e6, 2.5e4, **cd),
    "car_gigahertz": cube("CAR", 187.7, 0.0, "FREQ", "GHz", 228.4, 0.0123, CDELT1=-0.011, CDELT2=0.011),
    "car_oblique": cube("CAR", 83.6, -5.4, "VRAD", "km/s", 1500.0, -12.5, CDELT1=-0.011, CDELT2=0.011),
    "sfl_crota": cube("SFL", 266.4, -28.9, "FREQ", "Hz", 3.43e11, 1.1e7, CDELT1=-0.02, CDELT2=0.02, CROTA2=-17.5,
                      RESTFRQ=345.796e9),
    "zea_frequency_as_optical": cube("ZEA", 150.1, 2.2, "VOPT-F2W", "m/s", 5.4e6, 2.1e4, CDELT1=-0.01, CDELT2=0.01),
    "stg_crota": cube("STG", 12.0, -89.2, "FREQ", "MHz", 229000.0, 5.5, CDELT1=-0.003, CDELT2=0.003, CROTA2=40.0),
    "arc_mirrored": cube("ARC", 201.3, 47.2, "VRAD", "km/s", 400.0, 5.0, CDELT1=0.004, CDELT2=0.004),
    "slant_sin": cube("SIN", 201.3, 40.0, "FREQ", "Hz", 2.3e11, 1e7, CDELT1=-0.004, CDELT2=0.004, PV2_1=-0.05,
                      PV2_2=0.11),
}
cases = {}
for name, cards in files.items():
    header = fits.Header()
    for key, value in cards.items():
        if not (key.startswith("CDELT") and "CD1_1" in cards):
            header[key] = value
    header.setdefault("RESTFRQ", REST)
    header["SPECSYS"], header["RADESYS"], header["BUNIT"] = "LSRK", "ICRS", "Jy/beam"
    header["BMAJ"], header["BMIN"], header["BPA"] = 6e-5, 5e-5, 20.0
    header["HISTORY"] = reference.header(np, astropy)
    path = os.path.join(reference.FOLDER, "coordinates_%s.fits" % name)
    data = np.zeros((SIDE, SIDE, SIDE), dtype=np.float32)
    fits.PrimaryHDU(data, header).writeto(path, overwrite=True)

    wcs = WCS(fits.getheader(path))
    pixels = np.round(np.column_stack([random.uniform(1, 240, 10), random.uniform(1, 200, 10),
                                       random.uniform(1, 60, 10)]), 3)
    world = wcs.wcs_pix2world(pixels, 1)
    scale = {"Hz": 1, "m/s": 1e-3}[wcs.wcs.cunit[2].to_string().replace(" ", "")]  # wcslib works in Hz and m/s
    # offsets on the sky of one pixel: half the difference of the neighbours on both sides
    sky = wcs.celestial
    local = []
    for p in pixels:
        here = SkyCoord(*sky.wcs_pix2world([p[:2]], 1)[0], unit="deg")
        row = []
        for step in ((1, 0), (0, 1)):
            ends = [SkyCoord(*sky.wcs_pix2world([p[:2] + np.multiply(sign, step)], 1)[0], unit="deg")
                    for sign in (1, -1)]
            offsets = [[a.to_value(u.arcsec) for a in here.spherical_offsets_to(end)] for end in ends]
            row.append((np.array(offsets[0]) - np.array(offsets[1])) / 2)
        local.append([row[0][0], row[1][0], row[0][1], row[1][1]])
    cases[name] = {
        "pixel": pixels.ravel(), "sky": world[:, :2].ravel(), "spectral": world[:, 2] * scale,
        "spectral_is_frequency": "FREQ" in cards["CTYPE3"], "local": np.ravel(local)}

nu = np.array([2.3061e11, 2.30538e11, 2.2995e11, 2.2871e11, 2.2233e11, 1.9e11, 1.153e11]) * u.Hz
rest = REST * u.Hz
cases["velocities"] = {
    "rest_frequency": REST, "frequency": nu.value,
    "radio": nu.to_value(u.km / u.s, u.doppler_radio(rest)),
    "optical": nu.to_value(u.km / u.s, u.doppler_optical(rest)),
    "relativistic": nu.to_value(u.km / u.s, u.doppler_relativistic(rest))}
reference.write("coordinates.json", reference.header(np, astropy),
                "FITS pixels (from 1) to sky [deg] and the spectral axis [Hz or km/s]; local: east per x, east per y, "
                "north per x, north per y [arcsec/pixel]; frequencies [Hz] to velocities [km/s].", cases)
