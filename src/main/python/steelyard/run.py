# SPDX-License-Identifier: Apache-2.0
"""The folder of a run: its numbers, tables and images."""

import json
from pathlib import Path
from typing import Any, Dict, List, NamedTuple, Tuple, Union

import numpy as np
from astropy.io import fits
from astropy.table import Table

_DRAWS = {"monte_carlo": "--monte-carlo 300", "chain": "--sample"}


class Parameter(NamedTuple):
    """The value of a parameter. The error is NaN where there is none."""

    name: str
    value: float
    error: float
    unit: str
    free: bool


class Run:
    """A run that `fit` wrote. Files are read when they are asked for.

    Attributes:
        path: the folder.
        result: the content of `result.json`.
    """

    def __init__(self, path: Union[str, Path]):
        """Read `result.json` of a folder.

        Raises ValueError if the folder is no run.
        """
        self.path = Path(path)
        file = self.path / "result.json"
        try:
            self.result: Dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
        except (FileNotFoundError, NotADirectoryError):
            raise ValueError(f"{self.path}: is not a run, it has no result.json; give a folder that fit wrote") from None
        except ValueError as error:
            raise ValueError(f"{file}: is damaged: {error}; fit again") from error
        if not isinstance(self.result, dict) or "parameters" not in self.result:
            raise ValueError(f"{file}: has no parameters; give a folder that fit wrote")

    def __repr__(self) -> str:
        return f"Run({str(self.path)!r}, status={self.status!r})"

    def __getitem__(self, name: str) -> Parameter:
        """Return a parameter, for example `run["mbh"]`."""
        entries = self.result["parameters"]
        if name not in entries:
            raise KeyError(f"{name}: is no parameter of {self.path}; it has {', '.join(entries)}")
        entry = entries[name]
        return Parameter(name, _number(entry["value"]), _number(entry.get("error")), entry.get("unit", ""), entry["free"])

    @property
    def status(self) -> str:
        """How the fit ended: `converged` or the reason why not."""
        return self.result["status"]

    @property
    def converged(self) -> bool:
        """Whether the fit reached a minimum."""
        return self.status == "converged"

    @property
    def chi2(self) -> float:
        """chi^2 at the minimum."""
        return _number(self.result["chi2"])

    @property
    def free_names(self) -> List[str]:
        """The names of the free parameters."""
        return [name for name, entry in self.result["parameters"].items() if entry["free"]]

    @property
    def parameters(self) -> Table:
        """The parameters with value, error, unit, starting value and bounds."""
        return self.table("parameters")

    @property
    def tables(self) -> List[str]:
        """The names of all tables."""
        return sorted(file.stem for file in self.path.glob("*.ecsv"))

    def table(self, name: str) -> Table:
        """Read a table, for example `run.table("circular_velocity")`."""
        if name not in self.tables:
            raise KeyError(f"{name}: is no table of {self.path}; it has {', '.join(self.tables)}")
        return Table.read(self.path / f"{name}.ecsv", format="ascii.ecsv")

    def draws(self, kind: str = "monte_carlo") -> Table:
        """Read draws of the free parameters that `steelyard errors` wrote.

        Args:
            kind: `monte_carlo` for refits of noisy realisations, `chain` for the posterior.
        """
        if kind not in _DRAWS:
            raise ValueError(f"draws of kind {kind!r} do not exist; give one of {', '.join(_DRAWS)}")
        if kind not in self.tables:
            raise KeyError(f"{self.path} has no {kind}.ecsv; run: steelyard errors {self.path} {_DRAWS[kind]}")
        return self.table(kind)

    def posterior(self, kind: str = "chain") -> Dict[str, np.ndarray]:
        """Return draws in the form that `arviz.from_dict` takes: an array [chain, draw] by name of the parameter."""
        table = self.draws(kind)
        return {name: np.asarray(table[name], dtype=float)[np.newaxis] for name in self.free_names}

    @property
    def images(self) -> Dict[str, List[str]]:
        """The names of the images, by FITS file: for example `model` has DATA, MODEL and RESIDUAL."""
        names = {}
        for file in sorted(self.path.glob("*.fits")):
            with fits.open(file) as units:
                names[file.stem] = [unit.name for unit in units if unit.header.get("NAXIS", 0) > 0]
        return names

    def image(self, file: str, name: str) -> Tuple[np.ndarray, fits.Header]:
        """Read an image or cube with its header, for example `data, header = run.image("model", "RESIDUAL")`."""
        images = self.images
        if file not in images:
            raise KeyError(f"{file}: is no FITS file of {self.path}; it has {', '.join(images)}")
        if name not in images[file]:
            raise KeyError(f"{name}: is no image of {self.path / file}.fits; it has {', '.join(images[file])}")
        return fits.getdata(self.path / f"{file}.fits", name, header=True)


def _number(value: Any) -> float:
    """Read a number of result.json, where null stands for NaN."""
    return float("nan") if value is None else float(value)
