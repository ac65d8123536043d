#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Steelyard's own submissions to the M_BH challenge.

    enter.py [--steelyard COMMAND] [--rounds N] PUBLIC FOLDER

FOLDER/blind.csv has the masses of `init`, unedited, and `fit`; FOLDER/advised.csv those after the advice that each fit
printed was followed, one key a round, as long as the fits converge. FOLDER/runs.csv tells what every fit said. What
FOLDER has already is not made again.
"""
import argparse
import csv
import json
import pathlib
import re
import shlex
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
ADVICE = [re.compile(r'; try ([a-z_.]+) = ("[^"]*")'), re.compile(r'fit a profile instead, ([a-z_.]+) = ("[^"]*")')]


def table(file, columns, rows):
    with open(file, "w", newline="", encoding="utf-8") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)


def starlight(public, galaxy, inclination):
    """The options of init for the stars: the table of Gaussians, or the images with their photometry.

    The dust disk has the inclination of the gas, which inclination() tells.
    """
    file = public / galaxy["starlight"]
    if not file.name.endswith("_photometry.csv"):
        return ["--mge", file]
    with open(file, encoding="utf-8") as rows:
        red, blue = csv.DictReader(rows)
    keys = {"image": public / red["file"], "psf": public / f"{galaxy['name']}_psf.csv", "unit": "electrons",
            "zero_point": red["zero_point_ab"] + " AB", "exposure": red["exposure"] + " s",
            "absolute_solar_magnitude": red["absolute_solar_magnitude"], "read_noise": red["read_noise"],
            "second_band": public / blue["file"], "second_zero_point": blue["zero_point_ab"] + " AB",
            "second_exposure": blue["exposure"] + " s", "second_unit": "electrons", "second_read_noise": blue["read_noise"],
            "extinction_ratio": blue["extinction_ratio"], "dust_inclination": inclination()}
    return [word for key, value in keys.items() for word in ("-s", f"starlight.{key}={value}")]


def with_key(text, key, value):
    """A configuration as init writes it, with one more key: every key has its line there, perhaps behind a #."""
    section, name = key.split(".")
    head, start, rest = text.partition(f"[{section}]\n")
    body, stop, tail = rest.partition("\n[")
    body = "\n".join(line for line in body.split("\n") if not re.match(rf"#? ?{name} = ", line))
    return f"{head}{start}{name} = {value}\n{body}{stop}{tail}"


def advice(result):
    """The key that the first finding of a fit, or else one of its notes, asks for, with its value."""
    texts = [finding["text"] for finding in result.get("diagnosis", [])] + result["messages"]
    found = (pattern.search(text) for text in texts for pattern in ADVICE)
    return next((match.groups() for match in found if match), None)


def fitted(folder):
    try:
        return json.loads((folder / "result.json").read_text(encoding="utf-8"))
    except OSError:
        return None


def answer(result, seconds):
    """mbh, errors, time and limit of a submission; empty where the fit did not converge."""
    if result is None or result["status"] != "converged":
        return ["", "", "", seconds, ""]
    limit = result["derived"].get("upper_limit")
    if limit:
        return ["", "", "", seconds, f"{limit['value']:.5g}"]
    mass = result["parameters"]["mbh"]
    error = mass.get("error_scaled", mass["error"])
    return [f"{mass['value']:.5g}", f"{error:.3g}", f"{error:.3g}", seconds, ""]


def main(arguments):
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--steelyard", default=str(HERE / "../../steelyard"), help="the program")
    parser.add_argument("--rounds", type=int, default=3, help="keys of advice to follow (default: %(default)s)")
    parser.add_argument("public", type=pathlib.Path)
    parser.add_argument("folder", type=pathlib.Path)
    options = parser.parse_args(arguments)
    command, folder = shlex.split(options.steelyard), options.folder
    folder.mkdir(parents=True, exist_ok=True)
    with open(options.public / "galaxies.csv", encoding="utf-8") as rows:
        galaxies = list(csv.DictReader(rows))

    def steelyard(*words):
        return subprocess.run([*command, *map(str, words)], capture_output=True, text=True)

    def fit(configs):
        files = [file for file in configs if not fitted(file.with_suffix(".run"))]
        print(f"{len(files)} fits", file=sys.stderr, flush=True)
        if files:
            done = steelyard("fit", "-q", "--format", "none", *files)
            with open(folder / "fit.log", "a", encoding="utf-8") as log:
                log.write(done.stdout + done.stderr)

    for galaxy in galaxies:
        config = folder / f"{galaxy['name']}.toml"
        if config.exists():
            continue
        init = ["init", options.public / galaxy["cube"], "-s",
                f"galaxy.angular_diameter_distance={galaxy['angular_diameter_distance']} Mpc", "-o"]

        def inclination():
            printed = steelyard(*init, folder / f"{galaxy['name']}-gas.toml").stdout
            return re.search(r'inclination = { start = "([^"]*)"', printed).group(1)

        done = steelyard(*init, config, *starlight(options.public, galaxy, inclination))
        if done.returncode:
            print(f"{galaxy['name']}: init: {done.stderr.strip().splitlines()[-1]}", file=sys.stderr)
    configs = {galaxy["name"]: folder / f"{galaxy['name']}.toml" for galaxy in galaxies}
    configs = {name: file for name, file in configs.items() if file.exists()}
    fit(list(configs.values()))

    submissions = {"blind": {}, "advised": {}}
    runs, seconds, followed = [], {}, {}
    for step in range(options.rounds + 1):
        again = {}
        for name, file in configs.items():
            result = fitted(file.with_suffix(".run"))
            if result is None:
                runs.append([name, step, followed.get(name, ""), "no result", "", "", "", "", ""])
                continue
            seconds[name] = seconds.get(name, 0) + result["timing"]["total_s"]
            line = answer(result, f"{seconds[name]:.1f}")
            if step == 0:
                submissions["blind"][name] = line
            if step == 0 or result["status"] == "converged":
                submissions["advised"][name] = line
            mass, key = result["parameters"]["mbh"], advice(result)
            runs.append([name, step, followed.get(name, ""), result["status"], f"{result['reduced_chi2']:.3f}",
                         f"{mass['value']:.4g}", f"{mass.get('error_scaled', mass['error'] or 0):.3g}",
                         " + ".join(finding["cause"] for finding in result.get("diagnosis", [])),
                         " | ".join(result["messages"])])
            if key and step < options.rounds and key[0] not in followed.get(name, ""):
                followed[name] = f"{followed.get(name, '')} {key[0]}={key[1]}".strip()
                again[name] = folder / f"{name}-{step + 1}.toml"
                again[name].write_text(with_key(file.read_text(encoding="utf-8"), *key), encoding="utf-8")
        configs = again
        fit(list(configs.values()))
    for title, answers in submissions.items():
        table(folder / f"{title}.csv", ["name", "mbh", "error_low", "error_high", "time", "limit_95"],
              [[name, *line] for name, line in answers.items()])
    table(folder / "runs.csv", ["name", "round", "keys", "status", "reduced_chi2", "mbh", "error", "causes", "messages"], runs)
    print(folder / "blind.csv", folder / "advised.csv")


if __name__ == "__main__":
    main(sys.argv[1:])
