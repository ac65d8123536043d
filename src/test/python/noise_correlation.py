"""Covariance of block means of noise that a beam correlates, as a product of matrices (method page, section 9)."""
import numpy as np
import scipy
from scipy.linalg import cholesky, solve_triangular

import reference

PIXEL = 0.05
random = np.random.default_rng(20263)


def case(major, minor, angle, frame, m, blocks):
    """White noise w, noise n = B w in a patch, block means a = A n: the covariance is (A B) (A B)^T."""
    half = int(np.ceil(7 * major / reference.FWHM / PIXEL))
    kernel = reference.beam_pixels(major, minor, angle, frame, half)
    x = [b[0] for b in blocks]
    y = [b[1] for b in blocks]
    rows = np.zeros((len(blocks), max(y) + m + 2 * half, max(x) + m + 2 * half))
    for k in range(len(blocks)):
        for dy in range(m):
            for dx in range(m):
                px, py = x[k] + dx, y[k] + dy
                rows[k, py:py + 2 * half + 1, px:px + 2 * half + 1] += kernel / m ** 2
    rows = rows.reshape(len(blocks), -1)
    covariance = rows @ rows.T / (kernel ** 2).sum()
    sigma = np.sqrt(np.diag(covariance))
    correlation = covariance / np.outer(sigma, sigma)
    residuals = np.round(random.standard_normal(len(blocks)), 6)
    white = solve_triangular(cholesky(correlation, lower=True), residuals, lower=True)
    return {"major": major, "minor": minor, "position_angle": angle, "frame": frame, "block": m, "x": x, "y": y,
            "block_rms": sigma[0], "covariance": covariance.ravel(), "correlation": correlation.ravel(),
            "condition": np.linalg.cond(correlation), "residuals": residuals, "whitened": white}


def tiles(m, nx, ny):
    return [(i * m, j * m) for j in range(ny) for i in range(nx)]


cases = {
    "pixels": case(0.14, 0.11, 20, reference.turned(PIXEL, 0), 1, tiles(1, 4, 4)),
    "beam_sized_blocks": case(0.22, 0.17, 60, reference.turned(PIXEL, 0), 4, tiles(4, 5, 4)),
    "small_blocks": case(0.25, 0.15, -35, reference.turned(PIXEL, 0), 3, tiles(3, 4, 3)),
    "turned_frame": case(0.30, 0.16, 100, reference.turned(PIXEL, 33), 5, tiles(5, 3, 3) + [(20, 5), (25, 15)]),
}
reference.write("noise_correlation.json", reference.header(np, scipy),
                "Covariance of block means over the variance of a pixel, its correlation matrix, and residuals multiplied "
                "by the inverse Cholesky factor. arcsec, deg, pixels from 0.", cases)
