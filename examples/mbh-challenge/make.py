#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Makes the galaxies of the M_BH challenge with `steelyard simulate`: cubes and starlight to publish, the truth to seal.

    make.py [--seed N] [--only NAME,...] [--truth-only] [--threads N] [--steelyard COMMAND] FOLDER

FOLDER/public gets the cubes, the starlight, galaxies.csv and SHA256SUMS; FOLDER/sealed gets truth.csv.
"""
import argparse
import csv
import hashlib
import io
import json
import pathlib
import shlex
import shutil
import subprocess
import sys
import tempfile

from cases import C, CHANNELS, SIZE, galaxy, order

HERE = pathlib.Path(__file__).resolve().parent
COLUMNS = ["mbh", "mass_to_light", "inclination", "position_angle", "vsys", "x", "y", "dispersion", "flux_scale",
           "sb_radius", "sb_hole_radius", "sb_hole_width", "inclination_slope", "position_angle_slope", "scale_height",
           "kappa", "light_x", "light_y"]
UNITS = {"mbh": "Msun", "inclination": "deg", "position_angle": "deg", "vsys": "km/s", "dispersion": "km/s",
         "sb_radius": "arcsec", "sb_hole_radius": "arcsec", "sb_hole_width": "arcsec",
         "inclination_slope": "deg/arcsec", "position_angle_slope": "deg/arcsec", "scale_height": "arcsec",
         "light_x": "arcsec", "light_y": "arcsec"}


class Failure(Exception):
    """One line for the user."""


def table(columns, rows):
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return text.getvalue()


def configuration(name, t):
    """The truth as a configuration of `steelyard simulate`."""
    features, parameters = t["features"], t["parameters"]
    z = parameters["vsys"] / C
    middle = C * (1 - 1 / (1 + z))  # radio velocity
    half = t["channel_width"] * (CHANNELS - 1) / 2
    major, minor, angle = t["beam"]
    light = "map" if "patchy" in features else "exponential-hole" if "hole" in features else "exponential"
    lines = ["[data]", 'line = "CO(2-1)"',
             f'velocities = ["{middle - half:.4f} km/s", "{middle + half:.4f} km/s"]', f'pixel = "{t["pixel"]} arcsec"']
    if "beams" not in t:
        lines.append(f'beam = {{ major = "{major} arcsec", minor = "{minor} arcsec", position_angle = "{angle} deg" }}')
    if "hanning" in features:
        lines.append('spectral_response = "hanning"')
    if light == "map":
        lines.append('flux_map = "light.fits"')
    lines += ["[simulate]", f"size = [{SIZE}, {SIZE}]", f'channel_width = "{t["channel_width"]} km/s"',
              f'ra = "{t["ra"]} deg"', f'dec = "{t["dec"]} deg"']
    if "beams" in t:
        lines.append('beams = "beams.csv"')
    lines += ["[galaxy]", f'name = "{name}"', f'angular_diameter_distance = "{t["distance"]} Mpc"',
              "[potential]", 'mge = "mge.csv"', f'mge_inclination = "{parameters["inclination"]} deg"',
              "[disk]", f'surface_brightness = "{light}"']
    if light != "map":
        lines.append(f'outer_radius = "{t["outer_radius"]} arcsec"')
    for feature, line in {"warp": 'warp = "linear"', "height": 'thickness = "gaussian"', "inflow": 'flow = "kappa"',
                          "off-centre": 'light_centre = "free"'}.items():
        if feature in features:
            lines.append(line)
    lines.append("[parameters]")
    for key, value in parameters.items():
        unit = UNITS.get(key)
        if key == "mbh" and value == 0:
            lines.append('mbh = { start = "0 Msun", min = "0 Msun", scale = "linear" }')
            continue
        lines.append(f'{key} = {{ start = "{value} {unit}" }}' if unit else f"{key} = {{ start = {value} }}")
    return "\n".join(lines) + "\n"


def steelyard(command, *arguments):
    try:
        done = subprocess.run([*command, *map(str, arguments)], capture_output=True, text=True)
    except OSError as e:
        raise Failure(f"--steelyard {command[0]}: cannot be run ({e.strerror}); give the program's launcher") from None
    if done.returncode:
        lines = done.stderr.strip().splitlines() or ["no message"]
        raise Failure(f"steelyard {arguments[0]} failed with exit code {done.returncode}: {lines[-1]}")


def photometry(public, scratch, name, t, command):
    """Image, PSF and photometry of a galaxy with dust; its table of Gaussians where the participants get that."""
    from plain_fits import north_up, write
    from skies import BANDS, PIXEL, PSF, READ_NOISE, stars
    given = "dusty-image" in t["features"]
    folder = public if given else scratch
    rows = []
    for band in BANDS if given else BANDS[:1]:
        file = folder / f"{name}_{band[0]}.fits"
        image, x, y = stars(t, band)
        write(file, image, {"BUNIT": "electron", **north_up(t["ra"], t["dec"], x, y, PIXEL)})
        rows.append([band[0], file.name, *band[1:4], READ_NOISE, band[4]])
    psf = folder / f"{name}_psf.csv"
    psf.write_text(table(["weight", "sigma"], PSF))
    if given:
        (public / f"{name}_photometry.csv").write_text(table(
            ["band", "file", "zero_point_ab", "exposure", "absolute_solar_magnitude", "read_noise", "extinction_ratio"], rows))
        return
    _, file, zero_point, exposure, sun, noise, _ = rows[0]
    steelyard(command, "mge", folder / file, "--psf", psf, "--zero-point", f"{zero_point} AB", "--exposure",
              f"{exposure} s", "--absolute-solar-magnitude", sun, "--read-noise", noise, "--redshift",
              t["parameters"]["vsys"] / C, "--unit", "electrons", "-o", scratch / "fitted.ecsv")
    lines = [line for line in (scratch / "fitted.ecsv").read_text().splitlines() if not line.startswith("#")]
    (public / f"{name}_mge.csv").write_text("\n".join(",".join(line.split()) for line in lines) + "\n")


def make(public, name, t, command, threads):
    """Files of one galaxy."""
    with tempfile.TemporaryDirectory() as folder:
        scratch = pathlib.Path(folder)
        (scratch / "truth.toml").write_text(configuration(name, t))
        mge = table(["surface_brightness", "sigma", "axis_ratio"], t["mge"])
        (scratch / "mge.csv").write_text(mge)
        if "patchy" in t["features"]:
            from plain_fits import north_up, write
            from skies import patchy_light
            write(scratch / "light.fits", patchy_light(t), north_up(t["ra"], t["dec"], SIZE / 2, SIZE / 2, t["pixel"]))
        if "beams" in t:
            (scratch / "beams.csv").write_text(table(["major", "minor", "position_angle"], t["beams"]))
        steelyard(command, "simulate", scratch / "truth.toml", "--noise", f"{t['noise']} Jy/beam", "--seed", t["seed"],
                  "--sealed", "--threads", threads, "-o", scratch / "cube.fits")
        shutil.move(scratch / "cube.fits", public / f"{name}.fits")
        if "dust" in t:
            photometry(public, scratch, name, t, command)
        else:
            (public / f"{name}_mge.csv").write_text(mge)


def sealed(seed, galaxies):
    """The file of the truth. It depends on the seed alone, not on the machine that makes the cubes."""
    rows = []
    for name, t in galaxies.items():
        rest = {key: t[key] for key in ("seed", "noise", "dust", "patches", "beams", "mge") if key in t}
        rows.append([name, t["case"], t["reference_mass"], *(t["parameters"].get(key, "") for key in COLUMNS),
                     json.dumps(rest)])
    return f"# M_BH challenge, seed {seed}\n" + table(["name", "case", "reference_mass", *COLUMNS, "more"], rows)


def main(arguments):
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seed", default="2026", help="any word; keep it secret for a blind round (default: %(default)s)")
    parser.add_argument("--only", help="names of galaxies, like galaxy01,galaxy02")
    parser.add_argument("--truth-only", action="store_true", help="write the truth and its seal, no cubes")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--steelyard", default=str(HERE / "../../steelyard"), help="the program")
    parser.add_argument("folder", type=pathlib.Path)
    options = parser.parse_args(arguments)
    galaxies = {name: galaxy(options.seed, case) for name, case in order(options.seed).items()}
    chosen = options.only.split(",") if options.only else list(galaxies)
    for name in chosen:
        if name not in galaxies:
            raise Failure(f"--only {name}: is no galaxy of the challenge; choose among galaxy01 to galaxy{len(galaxies)}")
    if options.folder.exists():
        raise Failure(f"{options.folder}: exists; remove it, or choose another folder")
    options.folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=options.folder.parent) as unfinished:
        whole = pathlib.Path(unfinished) / "challenge"
        seal = write(whole, options, galaxies, chosen)
        whole.rename(options.folder)
    print("truth.csv", seal)


def write(folder, options, galaxies, chosen):
    """Writes both folders; returns the SHA-256 of the truth."""
    public, secret = folder / "public", folder / "sealed"
    public.mkdir(parents=True)
    secret.mkdir()
    truth = sealed(options.seed, galaxies).encode()
    (secret / "truth.csv").write_bytes(truth)
    sums = {"truth.csv": hashlib.sha256(truth).hexdigest()}
    if not options.truth_only:
        for name in chosen:
            print(name, file=sys.stderr, flush=True)
            make(public, name, galaxies[name], shlex.split(options.steelyard), options.threads)
        (public / "galaxies.csv").write_text(table(
            ["name", "cube", "starlight", "angular_diameter_distance"],
            [[name, f"{name}.fits",
              f"{name}_photometry.csv" if "dusty-image" in galaxies[name]["features"] else f"{name}_mge.csv",
              galaxies[name]["distance"]] for name in chosen]))
        for file in sorted(public.iterdir()):
            sums[file.name] = hashlib.sha256(file.read_bytes()).hexdigest()
    (public / "SHA256SUMS").write_text("".join(f"{value}  {name}\n" for name, value in sums.items()))
    return sums["truth.csv"]


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except (Failure, OSError) as e:
        print(f"make.py: {e}", file=sys.stderr)
        sys.exit(2)
    except ModuleNotFoundError as e:
        print(f"make.py: Python has no {e.name}; install it, for example with apt-get install python3-numpy", file=sys.stderr)
        sys.exit(2)
