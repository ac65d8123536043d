# SPDX-License-Identifier: Apache-2.0
"""What is drawn for each galaxy of the challenge: the 20 cases, and the range of every number.

Only random.Random.random() draws, which gives the same numbers in every version of Python. Every case has a stream of
its own, so that a change of one case leaves the others as they are.
"""
import hashlib
import math
import random

G = 4.300917270e-3  # [pc km2 / s2 / Msun]
C = 299792.458  # [km/s]
SIZE, CHANNELS = 64, 50  # pixels along a side, channels
RADIUS = 26  # [pixel] outer radius of every disk

# Every range is (lowest, highest); "log" in the name of a draw below says uniform in the logarithm.
USUAL = {
    "distance": (12, 60),  # [Mpc] angular-diameter distance, log
    "pixel": (0.02, 0.08),  # [arcsec] log
    "beam": (3.2, 4.5),  # [pixel] FWHM of the minor axis
    "beam_ratio": (1.0, 1.35),  # major over minor axis
    "reach": (0.7, 2.0),  # [minor axis of the beam] radius within which the stars weigh as much as the black hole, log
    "speed": (180, 300),  # [km/s] circular speed of the stars at the outer radius
    "mass_to_light": (0.8, 3.0),  # [Msun/Lsun]
    "flattening": (0.55, 0.85),  # intrinsic axis ratio of the stars
    "inclination": (42, 72),  # [deg]
    "dispersion": (8, 18),  # [km/s]
    "scale": (0.35, 0.7),  # [outer radius] scale length of the exponential light
    "signal": (8, 20),  # mean surface brightness of the disk over the noise of a channel
    "flux": (5, 50),  # [Jy km/s] log
}
LOG = ("distance", "pixel", "reach", "flux")

# What a case changes: ranges, or names of features that galaxy() adds.
CASES = {
    "plain": {},
    "small-beam": {"reach": (3, 5)},
    "large-beam": {"reach": (0.3, 0.45)},
    "distant": {"distance": (100, 160)},
    "hole": {"features": ["hole"], "hole": (0.4, 0.8)},
    "wide-hole": {"features": ["hole"], "hole": (1.5, 2.5)},
    "warp": {"features": ["warp"]},
    "height": {"features": ["height"]},
    "inflow": {"features": ["inflow"]},
    "hanning": {"features": ["hanning"]},
    "channel-beams": {"features": ["channel-beams"]},
    "off-centre-light": {"features": ["off-centre"]},
    "patchy-light": {"features": ["patchy"]},
    "faint": {"signal": (2.5, 4)},
    "no-black-hole": {"features": ["none"]},
    "dusty-table": {"features": ["dusty-table"], "pixel": (0.06, 0.08)},
    "dusty-image": {"features": ["dusty-image"], "pixel": (0.06, 0.08)},
    "edge-on": {"inclination": (79, 83), "flattening": (0.4, 0.6)},
    "face-on": {"inclination": (18, 26)},
    "everything": {"features": ["hole", "warp", "height", "inflow", "hanning"], "hole": (0.4, 0.8)},
}


def digits(value, count=5):
    """The number rounded to so many digits: the last bits of a processor's exp do not matter then."""
    return float(f"{value:.{count - 1}e}")


def stream(seed, what):
    return random.Random(f"steelyard challenge {seed} {what}")


def between(draw, low, high, log=False):
    share = draw.random()
    return digits(low * (high / low) ** share if log else low + share * (high - low))


def sign(draw):
    return 1 if draw.random() < 0.5 else -1


def mass_of_stars(gaussians, mass_to_light, parsec, radius):
    """[Msun] Mass within a sphere of that radius [arcsec] for Gaussians (luminosity [Lsun], sigma [arcsec])."""
    total = 0
    for light, sigma in gaussians:
        h = radius / (math.sqrt(2) * sigma)
        total += light * (math.erf(h) - 2 * h / math.sqrt(math.pi) * math.exp(-h * h))
    return mass_to_light * total


def order(seed):
    """The cases in the order of their numbers: galaxy01 is the first."""
    names = sorted(CASES, key=lambda case: hashlib.sha256(f"{seed} order {case}".encode()).hexdigest())
    return {f"galaxy{k + 1:02d}": case for k, case in enumerate(names)}


def galaxy(seed, case):
    """All true numbers of a case. Angles on the sky in deg and arcsec, pixels counted from 1."""
    draw = stream(seed, case)
    ranges = {**USUAL, **CASES[case]}
    features = ranges.pop("features", [])
    t = {name: between(draw, *ranges[name], name in LOG) for name in USUAL}
    pixel, minor, sine = t["pixel"], t["beam"] * t["pixel"], math.sin(math.radians(t["inclination"]))
    outer = digits(RADIUS * pixel)
    parsec = t["distance"] * 1e6 * math.pi / 648000  # [pc/arcsec]

    # Seven Gaussians whose luminosities grow as sigma: a circular speed that is nearly flat.
    sigmas = [digits(0.35 * minor * 2.5**k) for k in range(7)]
    lights = [sigma * between(draw, 0.75, 1.3) for sigma in sigmas]
    wanted = t["speed"] ** 2 * outer * parsec / G
    scale = wanted / mass_of_stars(zip(lights, sigmas), t["mass_to_light"], parsec, outer)
    gaussians = [(light * scale, sigma) for light, sigma in zip(lights, sigmas)]
    ratio = digits(math.sqrt(t["flattening"] ** 2 * sine**2 + 1 - sine**2))
    mge = [(digits(light / (2 * math.pi * ratio * (sigma * parsec) ** 2), 6), sigma, ratio) for light, sigma in gaussians]

    def speed(radius):
        return math.sqrt(G * (mbh + mass_of_stars(gaussians, t["mass_to_light"], parsec, radius)) / (radius * parsec))

    reference = digits(mass_of_stars(gaussians, t["mass_to_light"], parsec, t["reach"] * minor), 4)
    mbh = 0 if "none" in features else reference
    vsys = digits(70 * t["distance"] + 120 * (draw.random() - 0.5))
    widest = 1.05 * sine * max(speed(0.3 * minor), speed(outer)) + 3 * t["dispersion"]
    channel = digits(2 * widest / (CHANNELS - 4), 3)
    beams_in_disk = math.pi * outer**2 * (1 - sine**2) ** 0.5 / (1.133 * minor**2 * t["beam_ratio"])
    width = math.hypot(2.507 * t["dispersion"], channel)
    rms = digits(t["flux"] / (beams_in_disk * width * t["signal"]), 3)
    sky = stream(seed, case + " sky")
    truth = {
        "case": case, "features": features, "reference_mass": reference, "seed": 1 + int(draw.random() * 2**31),
        "distance": t["distance"], "pixel": pixel, "outer_radius": outer, "channel_width": channel, "noise": rms,
        "beam": (digits(minor * t["beam_ratio"]), digits(minor), between(draw, 0, 180)), "mge": mge,
        "ra": between(sky, 0, 360), "dec": between(sky, -60, 20),
        "parameters": {
            "mbh": mbh, "mass_to_light": t["mass_to_light"], "inclination": t["inclination"],
            "position_angle": between(draw, 0, 360), "vsys": vsys,
            "x": between(draw, 30, 35), "y": between(draw, 30, 35), "dispersion": t["dispersion"],
            "flux_scale": t["flux"], "sb_radius": digits(t["scale"] * outer),
        },
    }
    parameters = truth["parameters"]
    # Features draw last, each from its own stream.
    if "hole" in features:
        parameters["sb_hole_radius"] = digits(between(stream(seed, case + " hole"), *ranges["hole"]) * minor)
        parameters["sb_hole_width"] = digits(0.2 * parameters["sb_hole_radius"])
    if "warp" in features:
        own = stream(seed, case + " warp")
        parameters["inclination_slope"] = digits(sign(own) * between(own, 4, 10) / outer)
        parameters["position_angle_slope"] = digits(sign(own) * between(own, 12, 30) / outer)
    if "height" in features:
        parameters["scale_height"] = digits(between(stream(seed, case + " height"), 0.25, 0.5) * minor)
    if "inflow" in features:
        own = stream(seed, case + " inflow")
        parameters["kappa"] = digits(sign(own) * between(own, 0.08, 0.2))
    if "off-centre" in features:
        own = stream(seed, case + " light")
        angle = between(own, 0, 2 * math.pi)
        offset = between(own, 0.4, 0.8) * minor
        parameters["light_x"], parameters["light_y"] = digits(offset * math.cos(angle)), digits(offset * math.sin(angle))
    if "patchy" in features:
        own = stream(seed, case + " patches")
        truth["patches"] = {"sigma": between(own, 0.5, 0.8), "size": digits(between(own, 0.3, 0.5) * t["beam"]),
                            "seed": int(own.random() * 2**31)}
        del parameters["sb_radius"]
        truth["patches"]["scale"] = digits(t["scale"] * outer)
    if "channel-beams" in features:
        own = stream(seed, case + " beams")
        slope = sign(own) * between(own, 0.05, 0.12)
        bad = {int(own.random() * CHANNELS): between(own, 1.1, 1.3) for _ in range(4)}
        major, small, angle = truth["beam"]
        truth["beams"] = [
            (digits(major * f), digits(small * f), digits(angle + 8 * (k / (CHANNELS - 1) - 0.5)))
            for k in range(CHANNELS)
            for f in [(1 + slope * (k / (CHANNELS - 1) - 0.5)) * bad.get(k, 1)]]
    if "dusty-table" in features or "dusty-image" in features:
        own = stream(seed, case + " dust")
        truth["dust"] = {"extinction": between(own, 0.4, 1.0), "scale": digits(between(own, 0.5, 0.8) * outer),
                         "seed": int(own.random() * 2**31)}
    return truth
