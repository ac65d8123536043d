# SPDX-License-Identifier: Apache-2.0
"""Steelyard weighs black holes with gas disks. This package brings its program and its library to Python.

    import steelyard

    run = steelyard.fit("galaxy.toml")
    print(run["mbh"].value, run["mbh"].error)
    model = steelyard.CubeModel(run)
    print(model.log_probability(model.start))
"""

from importlib.metadata import version as _version

from .java import JavaError
from .model import CubeModel
from .program import SteelyardError, fit
from .run import Parameter, Run

__version__ = _version("steelyard")
__all__ = ["CubeModel", "JavaError", "Parameter", "Run", "SteelyardError", "fit"]
