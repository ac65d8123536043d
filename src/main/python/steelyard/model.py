# SPDX-License-Identifier: Apache-2.0
"""The model of a galaxy and its likelihood, for samplers in Python."""

import math
import os
import threading
from functools import cached_property
from pathlib import Path
from typing import Any, List, Sequence, Union

import numpy as np

from .java import JAR, JavaError, find_jvm
from .program import SteelyardError
from .run import Run

_INPUT = 2
# JPype looks for its own jar beside its module; Debian's package has it here, where JPype does not find it.
_DEBIAN_JPYPE = Path("/usr/share/java/org.jpype.jar")


class CubeModel:
    """The model of a cube or velocity map and its posterior, computed by the library that `steelyard fit` uses.

    A point `theta` holds the values of the free parameters in the order of `names` and in their units.
    The priors are those of `steelyard errors --sample`.

    All methods are safe in several threads of Python, and run in parallel: every thread has a workspace of its own, and
    Java runs without Python's lock. They do not work in a process that `fork` made; give emcee a pool of threads.

    Attributes:
        names: the names of the free parameters.
        units: their units.
        start: their values at the minimum of the fit.
        lower, upper: their bounds.
        data, noise: the data and their standard deviation, NaN where there are none. Of a cube they have one element
            for each block of pixels and channel, and the channel varies fastest.
    """

    def __init__(self, source: Union[Run, str, Path], *, correlated: bool = False):
        """Prepare the model.

        Args:
            source: a run or its folder, or a configuration, which is fitted first.
            correlated: whether to divide chi^2 by `noise_scale`, so that the width of the posterior accounts for noise
                that the beam correlates.

        Raises SteelyardError if the input is at fault, JavaError if there is no Java.
        """
        jpype = _start()
        self._double = jpype.JDouble
        path = (source.path if isinstance(source, Run) else Path(source)).absolute()
        self._galaxy = _call(_open_run if path.is_dir() else _fit, jpype, path)
        self._threads = jpype.JClass("org.steelyard.kernel.ParallelFor")
        self._space = self._galaxy.space()
        self.names: List[str] = [str(name) for name in self._space.freeNames()]
        self._free = np.array([int(self._space.index(name)) for name in self._space.freeNames()])
        parameters = [self._space.parameters().get(int(i)) for i in self._free]
        self.units: List[str] = [str(parameter.unit()) for parameter in parameters]
        self.lower = np.array([float(parameter.min()) for parameter in parameters])
        self.upper = np.array([float(parameter.max()) for parameter in parameters])
        self._best = np.array(self._galaxy.best())
        self.start = self._best[self._free]
        self.data = np.array(self._galaxy.data())
        self.noise = np.array(self._galaxy.noise())
        sampling = jpype.JClass("org.steelyard.errors.PosteriorSampling")
        self._priors = [parameter.prior() for parameter in _call(sampling.priors, self._space)]
        self._joint = list(self._space.jointPriors())
        self._own = threading.local()
        self._divisor = self.noise_scale if correlated else 1.0

    @property
    def dimension(self) -> int:
        """The number of free parameters."""
        return len(self.names)

    @cached_property
    def noise_scale(self) -> float:
        """The factor by which chi^2 rises too fast with M_BH, because it neglects that the beam correlates the noise.

        It is the mean over the free parameters where M_BH is fixed.
        """
        with self._threads(1) as alone:
            minimum = _call(self._galaxy.minimum, alone)
        mass = [i for i, name in zip(self._free, self.names) if name == "mbh"]
        return float(np.mean([minimum.scale(int(i)) for i in (mass or self._free)]))

    def log_likelihood(self, theta: Sequence[float]) -> float:
        """Return -chi^2 / 2 of the data, and -inf outside the bounds and where there is no model.

        Priors that join several parameters are part of it, because no transform of single parameters can hold them.
        """
        values = self._values(theta)
        if not self._inside(values[self._free]):
            return -math.inf
        chi2 = self._problem().chiSquared(self._space.free(self._double[:](values)))
        result = -(chi2 / self._divisor + self._joint_chi2(values)) / 2
        return -math.inf if math.isnan(result) else result

    def log_prior(self, theta: Sequence[float]) -> float:
        """Return the logarithm of the prior density, and -inf outside the bounds."""
        values = self._values(theta)[self._free]
        if not self._inside(values):
            return -math.inf
        return sum(float(prior.logDensity(value)) for prior, value in zip(self._priors, values))

    def log_probability(self, theta: Sequence[float]) -> float:
        """Return the sum of log_prior and log_likelihood, which emcee takes."""
        prior = self.log_prior(theta)
        return prior + self.log_likelihood(theta) if math.isfinite(prior) else -math.inf

    def prior_transform(self, cube: Sequence[float]) -> np.ndarray:
        """Return the point whose cumulative prior probabilities are `cube`, which dynesty and nautilus take."""
        cube = self._array(cube)
        if not np.all((cube >= 0) & (cube <= 1)):
            raise ValueError(f"a point of the unit cube has coordinates from 0 to 1, not {cube}")
        return np.array([float(prior.quantile(u)) for prior, u in zip(self._priors, cube)])

    def model(self, theta: Sequence[float]) -> np.ndarray:
        """Return the model of the data, in the order of `data`.

        Raises SteelyardError if there is no model for these values.
        """
        values = self._values(theta)
        if not np.all(np.isfinite(values)):
            raise ValueError(f"a model needs finite values, not {values[self._free]}")
        out = self._double[len(self.data)]
        _call(self._problem().model, self._double[:](values), out)
        return np.array(out)

    def _problem(self) -> Any:
        """Return the least-squares problem of this thread."""
        if not hasattr(self._own, "problem"):
            self._own.problem = _call(self._galaxy.likelihood, self._threads(1))
        return self._own.problem

    def _array(self, point: Sequence[float]) -> np.ndarray:
        array = np.asarray(point, dtype=float)
        if array.shape != (self.dimension,):
            raise ValueError(
                f"a point has {self.dimension} values ({', '.join(self.names)}), not an array of shape {array.shape}"
            )
        return array

    def _values(self, theta: Sequence[float]) -> np.ndarray:
        """Return the values of all parameters."""
        values = self._best.copy()
        values[self._free] = self._array(theta)
        return values

    def _inside(self, point: np.ndarray) -> bool:
        return bool(np.all((point >= self.lower) & (point <= self.upper)))

    def _joint_chi2(self, values: np.ndarray) -> float:
        by_name = lambda name: float(values[int(self._space.index(name))])  # noqa: E731
        return sum(float(prior.residual(by_name)) ** 2 for prior in self._joint)


def _start() -> Any:
    """Start Java in this process, once, and return the module jpype."""
    try:
        import jpype
    except ImportError:
        raise ImportError("CubeModel needs JPype; install it with: pip install JPype1") from None
    with _starting:
        if not jpype.isJVMStarted():
            jpype.startJVM(
                str(find_jvm()),
                "-Djava.awt.headless=true",
                # The library loads the module of vectors through this package.
                "--add-exports=java.base/jdk.internal.module=ALL-UNNAMED",
                classpath=[os.fspath(jar) for jar in (JAR, _DEBIAN_JPYPE) if jar.exists()],
                convertStrings=False,
            )
    try:
        jpype.JClass("org.steelyard.Steelyard")
    except TypeError:
        raise JavaError(
            f"Java runs in this process without {JAR}; make the first CubeModel before other code starts Java, "
            "or give it this jar on its class path"
        ) from None
    return jpype


_starting = threading.Lock()


def _open_run(jpype: Any, path: Path) -> Any:
    folder = jpype.java.nio.file.Path.of(str(path))
    folders = jpype.JClass("org.steelyard.report.RunFolder")
    loader = jpype.JClass("org.steelyard.config.toml.ConfigLoader")
    saved = jpype.JClass("org.steelyard.fit.SavedFit")
    need = jpype.JClass("org.steelyard.config.toml.ConfigLoader$Need")
    result = folders.readResult(folder)
    config = loader.load(folders.configuration(folder), jpype.java.util.List.of(), need.DATA)
    fit = saved.of(config, result)
    fit.requireInputs(result.inputs())
    fit.requireMinimum(result)
    return fit.open()


def _fit(jpype: Any, path: Path) -> Any:
    return jpype.JClass("org.steelyard.Steelyard").fit(jpype.java.nio.file.Path.of(str(path))).fitted()


def _call(function: Any, *arguments: Any) -> Any:
    """Call the library; a mistake of the user becomes a SteelyardError."""
    import jpype

    try:
        return function(*arguments)
    except jpype.JException as error:
        if error.getClass().getSimpleName() == "InputException":
            raise SteelyardError(str(error.getMessage()), _INPUT) from None
        raise
