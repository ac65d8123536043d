#!/usr/bin/python3
"""The disk of workload/disk.toml in numpy and scipy, as an astronomer who knows numpy well would write it.

    numpy_disk.py map CONFIG OUT                        the flux map, exp(-R/0.6 arcsec) at the pixels' centres
    numpy_disk.py time CONFIG [options]                 median time of one evaluation with chi^2 [ms]
    numpy_disk.py compare CONFIG CUBE [options]         largest difference from a noise-free cube, over its peak
    numpy_disk.py fit CONFIG START CUBE [options]       scipy's Levenberg-Marquardt, nine parameters

Options: --oversampling N (3), --profile sampled|integrated, --beam HALF (15 pixels), --repeat N (20).

Sub-pixels are the centres of an s x s grid. The line is sampled at the centre of each channel or integrated over it,
and summed over sub-pixels. Every channel is convolved with the beam by real FFTs of the smallest size without wrap-
around; the transform of the beam is kept. The data are means over 4 x 4 pixels in an ellipse. The speeds of the stars
are tabulated once, by inclination and radius. Arrays are reused, and channels are processed in turn so that they stay
in the cache. One thread.
"""
import argparse
import os

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(name, "1")

import json
import time
import tomllib
from pathlib import Path

import numpy as np
from scipy import fft, optimize, special
from scipy.interpolate import CubicSpline

C = 299792.458
G = 4.300917270e-3
FLUX_SCALE_LENGTH = 0.6
LINE = {"CO(2-1)": 230.538e9}
NAMES = ("mbh", "mass_to_light", "inclination", "position_angle", "vsys", "x", "y", "dispersion", "flux_scale")


def number(value):
    """The number of "17.1 Mpc" or of 17.1."""
    return float(value.split()[0]) if isinstance(value, str) else float(value)


def starts(config):
    return np.array([number(config["parameters"][name]["start"]) for name in NAMES])


def read_fits(path):
    """Header and data of a primary HDU of floats."""
    raw = Path(path).read_bytes()
    header, at = {}, 0
    while True:
        card = raw[at : at + 80].decode("ascii")
        at += 80
        if card.startswith("END "):
            break
        if card[8:10] == "= ":
            text = card[10:].split("/")[0].strip()
            header[card[:8].strip()] = text.strip("' ") if text.startswith("'") else text
    at = -(-at // 2880) * 2880
    shape = [int(header[f"NAXIS{k}"]) for k in range(int(header["NAXIS"]), 0, -1)]
    kind = {"-32": ">f4", "-64": ">f8"}[header["BITPIX"]]
    data = np.frombuffer(raw, kind, int(np.prod(shape)), at).reshape(shape)
    return header, data.astype(float)


def write_map(config, path):
    values = dict(zip(NAMES, starts(config)))
    nx, ny = config["simulate"]["size"]
    pixel = number(config["data"]["pixel"])
    y, x = np.mgrid[1 : ny + 1, 1 : nx + 1]
    along, across = to_disk(pixel, x - values["x"], y - values["y"], values["position_angle"], values["inclination"])
    flux = np.exp(-np.hypot(along, across) / FLUX_SCALE_LENGTH)
    cards = [
        "SIMPLE  =                    T", "BITPIX  =                  -64", "NAXIS   =                    2",
        f"NAXIS1  = {nx:20d}", f"NAXIS2  = {ny:20d}", "BUNIT   = 'Jy km/s '",
        "CTYPE1  = 'RA---SIN'", f"CRVAL1  = {number(config['simulate']['ra']):20.10f}",
        f"CRPIX1  = {(nx + 1) // 2:20d}", f"CDELT1  = {-pixel / 3600:20.12E}", "CUNIT1  = 'deg     '",
        "CTYPE2  = 'DEC--SIN'", f"CRVAL2  = {number(config['simulate']['dec']):20.10f}",
        f"CRPIX2  = {(ny + 1) // 2:20d}", f"CDELT2  = {pixel / 3600:20.12E}", "CUNIT2  = 'deg     '", "END",
    ]
    head = "".join(card.ljust(80) for card in cards)
    data = flux.astype(">f8").tobytes()
    with open(path, "wb") as out:
        out.write(head.ljust(-(-len(head) // 2880) * 2880).encode("ascii"))
        out.write(data.ljust(-(-len(data) // 2880) * 2880, b"\0"))


def to_disk(pixel, dx, dy, position_angle, inclination):
    """Offsets in pixels (north up, east left) to arcsec along the major and minor axes of the disk."""
    sin, cos = np.sin(np.radians(position_angle)), np.cos(np.radians(position_angle))
    east, north = -pixel * dx, pixel * dy
    return east * sin + north * cos, (east * cos - north * sin) / np.cos(np.radians(inclination))


class Stars:
    """Squared circular speeds at M/L = 1 of a multi-Gaussian expansion, tabulated by inclination and radius."""

    def __init__(self, path, pc_per_arcsec, inclinations=65, radii=400):
        rows = [line.split() for line in Path(path).read_text().splitlines() if not line.startswith("#")][1:]
        log_brightness, sigma, ratio = np.array(rows, float).T
        lowest = np.degrees(np.arccos(ratio.min())) + 0.1
        self.radius = np.geomspace(1e-3, 30, radii)
        angles = np.linspace(lowest, 89.5, inclinations)
        table = [self.squared(10**log_brightness, sigma * pc_per_arcsec, ratio, a, self.radius * pc_per_arcsec) for a in angles]
        self.by_angle = CubicSpline(angles, np.array(table))

    @staticmethod
    def squared(brightness, sigma, ratio, inclination, radius):
        cos, sin = np.cos(np.radians(inclination)), np.sin(np.radians(inclination))
        q = np.sqrt(ratio**2 - cos**2) / sin
        rho = brightness * ratio / (q * sigma * np.sqrt(2 * np.pi))
        u, weight = np.polynomial.legendre.leggauss(200)
        # u = s^3 puts nodes where exp(-R^2 u^2 / 2 sigma^2) is narrow.
        s = 0.5 * (u + 1)
        u, weight = s**3, 1.5 * s**2 * weight
        total = np.zeros_like(radius)
        for k in range(len(q)):
            kernel = weight * u**2 / np.sqrt(1 - (1 - q[k] ** 2) * u**2)
            total += q[k] * rho[k] * (np.exp(-((radius[:, None] * u) ** 2) / (2 * sigma[k] ** 2)) @ kernel)
        return 4 * np.pi * G * radius**2 * total

    def at(self, inclination):
        """The table at one inclination, as a spline in log radius evaluated on a fine grid."""
        return self.by_angle(inclination)


class Disk:
    """The forward model on a fixed grid; evaluate(values) gives the cube before the mean over blocks."""

    #: Beyond this erf is -1 or 1 to 2e-10: most of the sub-pixels for most of the edges, and erf is what costs.
    REACH = 4.5

    def __init__(self, config, folder, axis, flux, oversampling, integrated, beam_half):
        self.nx, self.ny = flux.shape[1], flux.shape[0]
        self.pixel, self.s, self.integrated = number(config["data"]["pixel"]), oversampling, integrated
        first, step, count, self.rest = axis
        index = np.arange(count + 1) - 0.5 if integrated else np.arange(count)
        self.points = (first + step * index) / self.rest
        self.width = abs(step) / self.rest * C
        self.pc = number(config["galaxy"]["angular_diameter_distance"]) * np.pi / 0.648
        self.stars = Stars(folder / config["potential"]["mge"], self.pc)
        beam = config["data"]["beam"]
        major, minor, angle = number(beam["major"]), number(beam["minor"]), number(beam["position_angle"])
        self.flux = flux / flux.sum() / oversampling**2
        area = np.pi * major * minor / (4 * np.log(2)) / self.pixel**2
        self.scale = area / self.width
        k = np.arange(-beam_half, beam_half + 1)
        along, across = to_disk(self.pixel, *np.meshgrid(k, k), angle, 0)
        kernel = np.exp(-4 * np.log(2) * ((along / major) ** 2 + (across / minor) ** 2))
        kernel /= kernel.sum()
        # An image of n pixels and a beam of half width h need n + h for a result without wrap-around.
        self.size = (fft.next_fast_len(self.ny + beam_half, True), fft.next_fast_len(self.nx + beam_half, True))
        padded = np.zeros(self.size)
        padded[: 2 * beam_half + 1, : 2 * beam_half + 1] = kernel
        self.beam = fft.rfft2(np.roll(padded, (-beam_half, -beam_half), (0, 1)))
        sub = (np.arange(oversampling) + 0.5) / oversampling - 0.5
        self.sub_x = (np.arange(1, self.nx + 1)[:, None] + sub).ravel()
        self.sub_y = (np.arange(1, self.ny + 1)[:, None] + sub).ravel()
        self.fine = np.geomspace(self.stars.radius[0], self.stars.radius[-1], 4000)
        self.log_radius, self.log_fine = np.log(self.stars.radius), np.log(self.fine)

    def velocity(self, v):
        along, across = to_disk(
            self.pixel, (self.sub_x - v["x"])[None, :], (self.sub_y - v["y"])[:, None], v["position_angle"], v["inclination"]
        )
        radius = np.hypot(along, across)
        stars = v["mass_to_light"] * np.maximum(self.stars.at(v["inclination"]), 0)
        squared = CubicSpline(self.log_radius, stars)(self.log_fine)
        speed = np.sqrt(np.interp(radius, self.fine, squared) + G * v["mbh"] / (radius * self.pc))
        return speed * np.sin(np.radians(v["inclination"])) * along / radius

    def evaluate(self, values):
        v = dict(zip(NAMES, values))
        velocity = self.velocity(v)
        points = C * (1 - self.points * (1 + v["vsys"] / C))
        count = len(points) - 1 if self.integrated else len(points)
        native = np.empty((count, self.ny, self.nx))
        work = np.empty_like(velocity)
        if self.integrated:
            scale = 1 / (np.sqrt(2) * v["dispersion"])
            before = None
            for e, point in enumerate(points):
                np.subtract(point, velocity, out=work)
                work *= scale
                near = np.abs(work) < self.REACH
                edge = special.erf(work[near])
                np.sign(work, out=work)
                work[near] = edge
                total = self.to_pixels(work)
                if e > 0:
                    np.subtract(total, before, out=native[e - 1])
                before = total
            native *= 0.5 * np.sign(points[1] - points[0])
        else:
            scale = -0.5 / v["dispersion"] ** 2
            for c, point in enumerate(points):
                np.subtract(velocity, point, out=work)
                np.multiply(work, work, out=work)
                work *= scale
                np.exp(work, out=work)
                native[c] = self.to_pixels(work)
            native *= self.width * (1 + v["vsys"] / C) / (np.sqrt(2 * np.pi) * v["dispersion"])
        native *= v["flux_scale"] * self.scale * self.flux
        transform = fft.rfft2(native, self.size)
        transform *= self.beam
        return fft.irfft2(transform, self.size, overwrite_x=True)[:, : self.ny, : self.nx]

    def to_pixels(self, work):
        """Sums of s x s sub-pixels: strided slices added, which is faster than a reduction over two short axes."""
        s = self.s
        rows = work[0::s].copy()
        for j in range(1, s):
            rows += work[j::s]
        total = rows[:, 0::s].copy()
        for i in range(1, s):
            total += rows[:, i::s]
        return total


class Blocks:
    """Means over m x m pixels, at least half of them in an ellipse; the blocks are symmetric about the centre."""

    def __init__(self, nx, ny, pixel, x, y, m, semi_major, axis_ratio, angle):
        self.m = m
        self.x0 = int(round(x - 0.5)) % m if m % 2 == 0 else (int(round(x - 1)) - (m - 1) // 2) % m
        self.y0 = int(round(y - 0.5)) % m if m % 2 == 0 else (int(round(y - 1)) - (m - 1) // 2) % m
        self.nx, self.ny = (nx - self.x0) // m, (ny - self.y0) // m
        py, px = np.mgrid[1 : ny + 1, 1 : nx + 1]
        along, across = to_disk(pixel, px - x, py - y, angle, 0)
        inside = along**2 + (across / axis_ratio) ** 2 <= semi_major**2
        self.used = self.mean(inside[None].astype(float))[0] >= 0.5

    def mean(self, cube):
        m = self.m
        part = cube[:, self.y0 : self.y0 + m * self.ny, self.x0 : self.x0 + m * self.nx]
        return part.reshape(len(cube), self.ny, m, self.nx, m).mean((2, 4))

    def data(self, cube):
        return self.mean(cube)[:, self.used]


def axis_of(config, header=None):
    if header is not None:
        k = next(k for k in range(1, 5) if header.get(f"CTYPE{k}") == "FREQ")
        step = float(header[f"CDELT{k}"])
        first = float(header[f"CRVAL{k}"]) + (1 - float(header[f"CRPIX{k}"])) * step
        return first, step, int(header[f"NAXIS{k}"]), float(header["RESTFRQ"])
    rest = LINE[config["data"]["line"]]
    low, high = (number(v) for v in config["data"]["velocities"])
    width = number(config["simulate"]["channel_width"])
    return rest * (1 - low / C), -rest * width / C, round((high - low) / width) + 1, rest


def blocks_of(disk, fit, centre):
    region = fit["fit"]["region"]
    return Blocks(
        disk.nx, disk.ny, disk.pixel, *centre, fit["model"]["block"],
        number(region["semi_major"]), number(region["axis_ratio"]), number(region["position_angle"]),
    )


def noise_of(cube, m, box):
    """Standard deviation (ddof 1) of the means over m x m pixels in a box, per channel."""
    x1, y1, x2, y2 = box
    part = cube[:, y1 - 1 : y2, x1 - 1 : x2]
    ny, nx = part.shape[1] // m, part.shape[2] // m
    means = part[:, : ny * m, : nx * m].reshape(len(cube), ny, m, nx, m).mean((2, 4))
    return means.reshape(len(cube), -1).std(1, ddof=1)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("map", "time", "compare", "fit"))
    parser.add_argument("config", type=Path)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--oversampling", type=int, default=3)
    parser.add_argument("--profile", choices=("sampled", "integrated"), default="integrated")
    parser.add_argument("--beam", type=int, default=15)
    parser.add_argument("--repeat", type=int, default=20)
    args = parser.parse_args()
    config = tomllib.loads(args.config.read_text())
    if args.what == "map":
        write_map(config, args.files[0])
        return
    folder = args.config.parent
    fit = tomllib.loads((folder / "fit.toml").read_text())
    header, cube = read_fits(args.files[-1]) if args.what != "time" else (None, None)
    nx, ny = config["simulate"]["size"]
    values = starts(config)
    y, x = np.mgrid[1 : ny + 1, 1 : nx + 1]
    along, across = to_disk(number(config["data"]["pixel"]), x - values[5], y - values[6], values[3], values[2])
    flux = np.exp(-np.hypot(along, across) / FLUX_SCALE_LENGTH)
    disk = Disk(
        config, folder, axis_of(config, header), flux, args.oversampling, args.profile == "integrated", args.beam
    )
    if args.what == "compare":
        cube = cube.reshape(-1, ny, nx)
        model = disk.evaluate(values)
        blocks = blocks_of(disk, fit, values[5:7])
        print(json.dumps({
            "pixels": float(np.abs(model - cube).max() / cube.max()),
            "blocks": float(np.abs(blocks.data(model) - blocks.data(cube)).max() / blocks.data(cube).max()),
        }))
    elif args.what == "time":
        blocks = blocks_of(disk, fit, values[5:7])
        data = blocks.data(disk.evaluate(values)) + 1
        times = []
        for _ in range(args.repeat):
            start = time.perf_counter()
            chi2 = (((blocks.data(disk.evaluate(values)) - data) / 1.0) ** 2).sum()
            times.append(1e3 * (time.perf_counter() - start))
        assert abs(chi2 - data.size) < 1e-6 * data.size
        print(json.dumps({"evaluation_ms": float(np.median(times)), "n_data": int(data.size)}))
    else:
        cube = cube.reshape(-1, ny, nx)
        first = starts(fit)
        first[-1] *= values[-1]
        blocks = blocks_of(disk, fit, first[5:7])
        data = blocks.data(cube)
        noise = noise_of(cube, blocks.m, fit["fit"]["noise_box"])[:, None]

        def residuals(p):
            q = p.copy()
            q[0] = 10 ** p[0]
            return ((blocks.data(disk.evaluate(q)) - data) / noise).ravel()

        first[0] = np.log10(first[0])
        start = time.perf_counter()
        found = optimize.least_squares(residuals, first, method="lm", x_scale="jac", diff_step=1e-6, ftol=1e-8, xtol=1e-8)
        seconds = time.perf_counter() - start
        best = found.x.copy()
        best[0] = 10 ** best[0]
        print(json.dumps({
            "fit_s": seconds, "evaluations": int(found.nfev), "chi2": float(2 * found.cost), "n_data": int(data.size),
            "parameters": dict(zip(NAMES, best.tolist())),
        }))


if __name__ == "__main__":
    main()
