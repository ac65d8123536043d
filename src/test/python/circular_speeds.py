"""Squared circular speeds by mpmath quadrature of 34 digits (method page, section 3)."""
import mpmath

import reference

mpmath.mp.dps = 34
mpf = mpmath.mpf
G = mpf(reference.G)

# H-band expansion of NGC 3258 (Boizelle et al. 2019): log10 of Lsun/pc2, arcsec, q'
NGC3258 = (
    ("3.75", "0.37", "0.78"), ("4.14", "0.82", "0.83"), ("3.85", "1.37", "0.75"), ("3.72", "1.77", "0.77"),
    ("3.75", "2.68", "0.79"), ("3.54", "4.44", "0.85"), ("2.93", "8.41", "0.84"), ("2.67", "11.7", "1.00"),
    ("2.32", "14.0", "0.85"), ("2.12", "23.9", "0.94"), ("1.83", "41.6", "0.81"), ("1.20", "64.8", "0.96"),
    ("1.24", "115", "0.72"), ("0.35", "400", "0.72"))
PUBLISHED = (("0.1", "22.630", "823.332"), ("0.2", "44.572", "586.861"), ("0.5", "101.555", "409.685"),
             ("1.0", "165.752", "392.992"), ("1.2", "184.333", "404.632"))


def stars(gaussians, inclination, R):
    """v_*^2 of Gaussians (Sigma [Lsun/pc2], sigma [pc], q') at R [pc], for M/L = 1."""
    i = mpmath.radians(inclination)
    total = mpf(0)
    for peak, sigma, ratio in gaussians:
        q = mpmath.sqrt((ratio ** 2 - mpmath.cos(i) ** 2) / mpmath.sin(i) ** 2)
        rho = peak * ratio / (q * sigma * mpmath.sqrt(2 * mpmath.pi))
        x = R ** 2 / (2 * sigma ** 2)
        # beyond x u^2 = 100 the integrand is below 1e-43
        steps = (mpmath.sqrt(t / x) for t in (mpf("0.1"), mpf("0.3"), 1, 3, 10, 30, 100))
        ends = [mpf(0)] + [u for u in steps if u < 1]
        if x < 100:
            ends.append(mpf(1))
        integral = mpmath.quad(
            lambda u: u ** 2 * mpmath.exp(-x * u ** 2) / mpmath.sqrt(1 - (1 - q ** 2) * u ** 2), ends)
        total += 4 * mpmath.pi * G * R ** 2 * q * rho * integral
    return total


def hole(mass, b, R):
    return G * mass * R ** 2 / (R ** 2 + b ** 2) ** mpf("1.5")


def gas(radius, density, R):
    """v_gas^2 by nested quadrature of Binney and Tremaine, eq. 2.157.

    The density is joined by straight lines, constant inside the first radius, and falls to 0 over one spacing beyond
    the last. With R' = sqrt(a^2 + t^2) the inner derivative is Int a Sigma'(R') / R' dt; with a = R sin(s) the outer weight
    is R sin(s) ds.
    """
    r = radius + [2 * radius[-1] - radius[-2]]
    d = density + [mpf(0)]
    slopes = [(d[j + 1] - d[j]) / (r[j + 1] - r[j]) for j in range(len(radius))]

    def inner(a):
        total = mpf(0)
        for j, slope in enumerate(slopes):
            if slope != 0 and r[j + 1] > a:
                first = mpmath.sqrt(r[j] ** 2 - a ** 2) if r[j] > a else mpf(0)
                last = mpmath.sqrt(r[j + 1] ** 2 - a ** 2)
                # panels of a ratio of four keep the poles at t = i a away
                ends = [first]
                step = 2 * a
                while step < last:
                    if step > first:
                        ends.append(step)
                    step *= 4
                total += slope * mpmath.quad(lambda t: a / mpmath.sqrt(a ** 2 + t ** 2), ends + [last],
                                             method="gauss-legendre")
        return total

    ends = [mpf(0)] + [mpmath.asin(x / R) for x in r if 0 < x < R] + [mpmath.pi / 2]
    # the integrand has logarithmic kinks at the knots, so the double exponential rule
    return -4 * G * R * mpmath.quad(lambda s: mpmath.sin(s) * inner(R * mpmath.sin(s)), ends)


def radii(least, largest, n=25):
    """Radii [pc] from 1e-3 least to 1e3 largest, exact doubles with few digits."""
    a, b = mpmath.log10(least) - 3, mpmath.log10(largest) + 3
    return [mpf(float(mpmath.nstr(mpf(10) ** (a + (b - a) * k / (n - 1)), 4))) for k in range(n)]


def case(gaussians, inclination, mass_to_light, mass, softening):
    # everything as the double that the library reads
    rows = [tuple(mpf(float(v)) for v in g) for g in gaussians]
    i, ml, m, b = (mpf(float(v)) for v in (inclination, mass_to_light, mass, softening))
    r = radii(min(g[1] for g in rows), max(g[1] for g in rows))
    v2 = [stars(rows, i, x) for x in r]
    return {
        "surface_brightness": [g[0] for g in rows], "sigma": [g[1] for g in rows], "axis_ratio": [g[2] for g in rows],
        "inclination": i, "mass_to_light": ml, "black_hole": m, "softening": b, "radius": r, "stars": v2,
        "all": [ml * v + hole(m, b, x) for v, x in zip(v2, r)]}


def check_published():
    """The table of the method page, section 12, has six digits and was computed with G = 4.30091e-3."""
    scale = mpf("31.3") * mpmath.pi / mpf("0.648")
    rows = [(mpf(10) ** mpf(a), mpf(s) * scale, mpf(q)) for a, s, q in NGC3258]
    ratio = mpf("4.30091e-3") / G
    for radius, light, everything in PUBLISHED:
        R = mpf(radius) * scale
        v2 = stars(rows, mpf(46), R)
        assert abs(mpmath.sqrt(ratio * v2) - mpf(light)) < mpf("6e-4"), radius
        total = ratio * (mpf("3.16") * v2 + hole(mpf("2.386e9"), mpf(0), R))
        assert abs(mpmath.sqrt(total) - mpf(everything)) < mpf("6e-4"), radius


check_published()
scale = mpf("31.3") * mpmath.pi / mpf("0.648")
cases = {
    "ngc3258": case([(mpf(10) ** mpf(a), mpf(s) * scale, q) for a, s, q in NGC3258], 46, "3.16", "2.386e9", 0),
    "flat": case([(21000, 25, "0.42"), (700, 210, "0.36")], 80, 1, 0, 0),
    "round": case([(5000, 130, 1), (40000, 8, 1)], 35, "0.7", "3e7", 0),
    "low_inclination": case([(9000, 190, "0.93"), (800, 970, "0.945")], 23, "2.2", "1e9", 0),
    "softened": case([(16508.6, 63, "0.864"), (2000, 345, "0.71")], 71, 5, "6.64e8", 2),
    "edge_on": case([(350, 1200, "0.08"), (90000, 3, "0.55"), (-1500, 40, "0.9")], "89.9", 3, "1e5", 0),
}
rings = {
    "gas_disk": ([0, 20, 60, 100, 170, 300], [410, 400, 310, 150, 40, 3]),
    "gas_ring": ([80, 100, 130, 160], [0, 520, 260, 0]),
}
mpmath.mp.dps = 20
for name, (r, d) in rings.items():
    at = [mpf(x) for x in ("0.5", "7.25", "20", "55.5", "93", "104", "131", "215", "410", "1500", "25000")]
    cases[name] = {"gas_radius": r, "gas_density": d, "radius": at,
                   "gas": [gas([mpf(x) for x in r], [mpf(x) for x in d], x) for x in at]}
reference.write("circular_speeds.json", reference.header(mpmath),
                "Squared circular speeds [km2/s2] of MGE stars (M/L = 1), of M/L times the stars plus a black hole, and "
                "of thin gas disks. Lsun/pc2, Msun/pc2, pc, deg, Msun.", cases)
