#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Scores submissions to the M_BH challenge. Needs Python 3.9 alone.

    score.py [--seal SHA256SUMS] [--galaxies] truth.csv SUBMISSION.csv...

A submission has the columns name, mbh, error_low, error_high [Msun], time [s] and, if it quotes upper limits, limit_95
[Msun]. The README explains rows and numbers.
"""
import argparse
import csv
import hashlib
import math
import pathlib
import statistics
import sys

NEEDED = ["name", "mbh", "error_low", "error_high", "time"]
LIMIT = "limit_95"
ONE_SIGMA, TWO_SIDED = math.erf(1 / math.sqrt(2)), 1.959964  # probability of +- 1 error; errors that hold 95 %
FAR = 3  # errors beyond which an answer counts as wrong
MARKDOWN = "| {} |".format


class Mistake(Exception):
    """One line for the user."""


def rows(file):
    try:
        text = pathlib.Path(file).read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise Mistake(f"{file}: is no text in UTF-8; save it as CSV") from None
    except OSError as e:
        raise Mistake(f"{file}: cannot be read ({e.strerror}); give the name of a CSV file") from None
    if "\0" in text:
        raise Mistake(f"{file}: is no text; save it as CSV")
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    try:
        found = list(csv.reader(lines, skipinitialspace=True, strict=True))
    except csv.Error as e:
        raise Mistake(f"{file}: is no CSV ({e}); separate the cells by commas") from None
    if len(found) < 2:
        raise Mistake(f"{file}: has no rows; give a line of column names and a line for each galaxy")
    columns = [cell.strip() for cell in found[0]]
    for k, row in enumerate(found[1:], 1):
        if len(row) != len(columns):
            raise Mistake(f"{file}: row {k} has {len(row)} cells, but there are {len(columns)} columns")
    return columns, [dict(zip(columns, (cell.strip() for cell in row))) for row in found[1:]]


def number(file, row, column, wanted, zero=False):
    """The number of a cell, None where it is empty or nan; it must be above 0, or may be 0."""
    text = row.get(column, "")
    if text.lower() in ("", "nan"):
        return None
    try:
        value = float(text)
    except ValueError:
        value = math.inf
    if not math.isfinite(value) or value < 0 or value == 0 and not zero:
        raise Mistake(f"{file}: {row['name']}, {column} = {text}: must be {wanted}; correct it, or leave the cell empty")
    return value


def read_truth(file):
    columns, table = rows(file)
    for column in ("name", "case", "mbh", "reference_mass"):
        if column not in columns:
            raise Mistake(f"{file}: has no column {column}; give the truth.csv that make.py wrote")
    return {row["name"]: {"case": row["case"], "mbh": number(file, row, "mbh", "0 or more [Msun]", True),
                          "reference": number(file, row, "reference_mass", "above 0 [Msun]")} for row in table}


def check_seal(truth, sums):
    try:
        lines = pathlib.Path(sums).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        raise Mistake(f"{sums}: cannot be read; give the SHA256SUMS that was published") from None
    wanted = [line.split()[0] for line in lines if line.split()[1:] == ["truth.csv"]]
    if not wanted:
        raise Mistake(f"{sums}: has no line for truth.csv; give the SHA256SUMS that was published")
    found = hashlib.sha256(pathlib.Path(truth).read_bytes()).hexdigest()
    if found != wanted[0]:
        raise Mistake(f"{truth}: its SHA-256 {found} is not the published {wanted[0]}; the truth was changed")


def read_submission(file, truth):
    """Answers by galaxy: (mbh, error_low, error_high, limit, time), None where there is no number."""
    columns, table = rows(file)
    for column in NEEDED:
        if column not in columns:
            raise Mistake(f"{file}: has no column {column}; the columns are {', '.join(NEEDED)} and perhaps {LIMIT}")
    for column in columns:
        if column not in [*NEEDED, LIMIT] or columns.count(column) > 1:
            raise Mistake(f"{file}: column {column} is unknown or given twice; the columns are {', '.join(NEEDED)} and perhaps {LIMIT}")
    answers = {}
    for row in table:
        name = row["name"]
        if name not in truth:
            raise Mistake(f"{file}: {name or 'a row without a name'} is no galaxy of the challenge; use the names of galaxies.csv")
        if name in answers:
            raise Mistake(f"{file}: {name} has two rows; give one")
        mass = number(file, row, "mbh", "0 or more [Msun]", True)
        low, high, limit = (number(file, row, column, "above 0 [Msun]") for column in ("error_low", "error_high", LIMIT))
        if mass is not None and (low is None or high is None):
            raise Mistake(f"{file}: {name} has a mass without error_low and error_high; give both, or a {LIMIT} and no mass")
        if mass is None and (low is not None or high is not None):
            raise Mistake(f"{file}: {name} has an error without a mass; give mbh, or leave both empty")
        if mass is not None and limit is not None:
            raise Mistake(f"{file}: {name} has a mass and a {LIMIT}; decide for one")
        answers[name] = (mass, low, high, limit, number(file, row, "time", "0 or more [s]", True))
    return answers


def pull(answer, true):
    """(mbh - truth) in the error on the side of the truth."""
    mass, low, high = answer[:3]
    return (mass - true) / (low if mass > true else high)


def interval_score(answer, true, reference):
    """Width of the interval plus a fine where the truth lies outside (Gneiting & Raftery 2007, JASA 102, 359, eq. 43)."""
    mass, low, high, limit, _ = answer
    share = 1 - ONE_SIGMA
    if mass is None:  # from 0 to the limit; 5 % may lie above
        bottom, top, share = 0, limit, 0.1
    else:
        bottom, top = mass - low, mass + high
    return (top - bottom + 2 / share * (max(0, bottom - true) + max(0, true - top))) / reference


def deviation(values):
    """1.4826 times the median absolute deviation: the standard deviation, for a normal distribution."""
    middle = statistics.median(values)
    return 1.4826 * statistics.median(abs(value - middle) for value in values)


def score(truth, answers):
    """The numbers of one submission."""
    measured = {n: a for n, a in answers.items() if a[0] is not None}
    limits = {n: a for n, a in answers.items() if a[3] is not None}
    pulls = [pull(a, truth[n]["mbh"]) for n, a in measured.items()]
    offsets = [100 * (a[0] / truth[n]["mbh"] - 1) for n, a in measured.items() if truth[n]["mbh"] > 0]
    errors = [50 * (a[1] + a[2]) / a[0] for a in measured.values() if a[0] > 0]
    held = sum(abs(p) <= TWO_SIDED for p in pulls) + sum(truth[n]["mbh"] <= a[3] for n, a in limits.items())
    times = [a[4] for a in answers.values() if a[4] is not None]
    scores = [interval_score(a, truth[n]["mbh"], truth[n]["reference"]) for n, a in {**measured, **limits}.items()]

    def of(values, function, form):
        return form.format(function(values)) if len(values) else "-"

    def share(hits, count, expected):
        return f"{hits}/{count}, expected {expected * count:.1f} +- {math.sqrt(count * expected * (1 - expected)):.1f}"

    return {
        "masses": len(measured), "limits": len(limits), "missing": len(truth) - len(measured) - len(limits),
        "bias [%]": of(offsets, statistics.median, "{:+.1f}"),
        "scatter [%]": of(offsets, deviation, "{:.1f}"),
        "quoted [%]": of(errors, statistics.median, "{:.1f}"),
        "mean pull": of(pulls, statistics.fmean, "{:+.2f}"),
        "scatter of pulls": of(pulls[1:] and pulls, statistics.stdev, "{:.2f}"),
        "within 68 %": share(sum(abs(p) <= 1 for p in pulls), len(pulls), ONE_SIGMA),
        "within 95 %": share(held, len(pulls) + len(limits), 0.95),
        f"beyond {FAR} errors": sum(abs(p) > FAR for p in pulls),
        "interval score": of(scores, statistics.fmean, "{:.2f}"),
        "time, median [s]": of(times, statistics.median, "{:.1f}"),
        "time, total [s]": of(times, sum, "{:.0f}"),
    }


def line(cells):
    return MARKDOWN(" | ".join(map(str, cells)))


def galaxies(truth, answers):
    """A line for each galaxy."""
    yield line(["galaxy", "case", "true M_BH [Msun]", "M_BH [Msun]", "pull"])
    yield line(["---"] * 5)
    for name, true in truth.items():
        answer = answers.get(name, (None,) * 5)
        if answer[0] is not None:
            size = 10 ** math.floor(math.log10(max(answer[0], answer[1], answer[2])))
            mass = f"{answer[0] / size:.2f} -{answer[1] / size:.2f} +{answer[2] / size:.2f} e{math.log10(size):.0f}"
            verdict = f"{pull(answer, true['mbh']):+.2f}"
        elif answer[3] is not None:
            mass = f"below {answer[3]:.3g}"
            verdict = "holds" if true["mbh"] <= answer[3] else "too low"
        else:
            mass, verdict = "no answer", ""
        yield line([name, true["case"], f"{true['mbh']:.4g}", mass, verdict])


def main(arguments):
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seal", metavar="SHA256SUMS", help="check that the truth is the one that was sealed")
    parser.add_argument("--galaxies", action="store_true", help="also print every galaxy")
    parser.add_argument("truth")
    parser.add_argument("submission", nargs="+")
    options = parser.parse_args(arguments)
    truth = read_truth(options.truth)
    if options.seal:
        check_seal(options.truth, options.seal)
    answers = {pathlib.Path(file).stem: read_submission(file, truth) for file in options.submission}
    if len(answers) < len(options.submission):
        raise Mistake("two submissions have the same file name, which names them in the table; rename one")
    scores = {name: score(truth, answer) for name, answer in answers.items()}
    print(line(["", *scores]))
    print(line(["---"] * (1 + len(scores))))
    for quantity in next(iter(scores.values())):
        print(line([quantity, *(found[quantity] for found in scores.values())]))
    if options.galaxies:
        for name, answer in answers.items():
            print(f"\n{name}\n", *galaxies(truth, answer), sep="\n")


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except Mistake as e:
        print(f"score.py: {e}", file=sys.stderr)
        sys.exit(2)
