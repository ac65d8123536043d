# Writes autocorrelation.csv beside it: walkers, and their integrated autocorrelation time by emcee.
# Run in this folder: /usr/bin/python3 autocorrelation.py. Written with emcee 3.1.4 (Debian 12).
import numpy
from emcee.autocorr import integrated_time

random = numpy.random.default_rng(20261124)
with open("autocorrelation.csv", "w") as out:
    for rho, walkers, steps in [(0.0, 3, 200), (0.5, 4, 300), (0.9, 4, 500), (0.9, 1, 777)]:
        x = numpy.zeros((steps, walkers))
        x[0] = random.normal(size=walkers)
        for t in range(1, steps):
            x[t] = rho * x[t - 1] + numpy.sqrt(1 - rho * rho) * random.normal(size=walkers)
        x = numpy.round(x, 4)
        time = integrated_time(x[:, :, None], c=5, quiet=True)[0]
        out.write("ar %g,%d,%.17g\n" % (rho, walkers, time))
        for w in range(walkers):
            out.write(",".join("%.4f" % v for v in x[:, w]) + "\n")
