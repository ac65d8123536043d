"""Makes the tile-compressed cubes of TiledVoxelsTest with astropy 5.2.1, and what astropy reads back from them (*_plain.fits).

Run in this folder: /usr/bin/python3 make_tiles.py
"""
import numpy as np
from astropy.io import fits

h = fits.Header()
for i, (t, v, d, u) in enumerate([("RA---SIN", 54.1, -1e-5, "deg"), ("DEC--SIN", -35, 1e-5, "deg"), ("FREQ", 229e9, 1e7, "Hz")], 1):
    h[f"CTYPE{i}"], h[f"CRVAL{i}"], h[f"CDELT{i}"], h[f"CUNIT{i}"], h[f"CRPIX{i}"] = t, v, d, u, 1
h["RESTFRQ"], h["SPECSYS"], h["BUNIT"], h["BMAJ"], h["BMIN"], h["BPA"] = 230.538e9, "LSRK", "Jy/beam", 3e-5, 2e-5, 10.0
cube = np.random.default_rng(3).normal(0, 1e-3, (6, 22, 25)).astype("f4")
cube[2, 3, 4:9] = 0
holes = cube.copy()
holes[1, :5, 7] = np.nan
cases = {
    "dither1": (cube, dict(compression_type="RICE_1", quantize_method=1, dither_seed=77, tile_size=(11, 5, 4))),
    "dither2": (cube, dict(compression_type="RICE_1", quantize_method=2, dither_seed=9999)),
    "nodither": (cube, dict(compression_type="GZIP_2", quantize_method=-1, tile_size=(25, 22, 1))),
    "lossless": (holes, dict(compression_type="GZIP_2", quantize_level=0.0, tile_size=(10, 10, 4))),
    "integers": ((cube * 1e6).astype("i2"), dict(compression_type="RICE_1")),
}
for name, (data, options) in cases.items():
    hdu = fits.CompImageHDU(data, h.copy(), **options)
    fits.HDUList([fits.PrimaryHDU(), hdu]).writeto(name + ".fits.fz", overwrite=True)
# a value of the first tile of "nodither" is declared blank
with fits.open("nodither.fits.fz", mode="update", disable_image_compression=True) as file:
    value = fits.getdata("nodither.fits.fz")[0, 3, 5]
    zero, scale = file[1].data["ZZERO"].copy(), file[1].data["ZSCALE"].copy()
    blank = file[1].header["ZBLANK"] = int(round((value - zero[0]) / scale[0]))
for name in cases:
    back = fits.getdata(name + ".fits.fz")
    if name == "nodither":  # astropy 5.2.1 does not honour ZBLANK in this file; standard 4.0, section 10.1.3
        back = back.copy()
        back[np.round((back - zero[:, None, None]) / scale[:, None, None]) == blank] = np.nan
    print(name, np.isnan(back.astype(float)).sum())
    fits.PrimaryHDU(back, h).writeto(name + "_plain.fits", overwrite=True)
