# SPDX-License-Identifier: Apache-2.0
"""Writes a FITS image with numpy alone (FITS standard 4.0)."""
import numpy as np

BLOCK = 2880


def card(key, value):
    if isinstance(value, bool):
        text = f"{'T' if value else 'F':>20}"
    elif isinstance(value, (int, float)):
        text = f"{value!r:>20}".upper()
    else:
        text = f"'{value:<8}'"
    return f"{key:<8}= {text}".ljust(80)


def write(path, image, cards):
    """Writes a two-dimensional array, rows from south to north, as 32-bit floats."""
    rows, columns = image.shape
    header = {"SIMPLE": True, "BITPIX": -32, "NAXIS": 2, "NAXIS1": columns, "NAXIS2": rows, **cards}
    text = "".join(card(key, value) for key, value in header.items()) + "END".ljust(80)
    data = image.astype(">f4").tobytes()
    path.write_bytes(text.ljust(-(-len(text) // BLOCK) * BLOCK).encode("ascii") + data + b"\0" * (-len(data) % BLOCK))


def north_up(ra, dec, x, y, pixel):
    """Cards of a tangential projection; x, y [pixel, from 1] of the position ra, dec [deg], pixel [arcsec]."""
    return {"CTYPE1": "RA---TAN", "CTYPE2": "DEC--TAN", "CRVAL1": ra, "CRVAL2": dec, "CRPIX1": x, "CRPIX2": y,
            "CDELT1": -pixel / 3600, "CDELT2": pixel / 3600, "CUNIT1": "deg", "CUNIT2": "deg"}
