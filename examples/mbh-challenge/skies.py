# SPDX-License-Identifier: Apache-2.0
"""Images that some galaxies need: patchy light of the gas, and starlight behind a dust disk. Needs numpy."""
import numpy as np

from cases import C, RADIUS, SIZE

PIXEL, N, SUB = 0.08, 160, 5  # of the image of the stars: arcsec, pixels along a side, points along a side of a pixel
PSF = [(0.7, 0.065), (0.3, 0.16)]  # weight, sigma [arcsec]
SKY, READ_NOISE = 400.0, 12.0  # [electron]
# name of the band, zero-point [AB], exposure [s], absolute magnitude of the Sun, extinction over that of the red band
BANDS = [("red", 25.94, 900.0, 4.60, 1.0), ("blue", 25.10, 1500.0, 4.53, 3.0)]


def disk_radius(truth, columns, rows, x, y, pixel):
    """Radius in the plane of the disk [arcsec] of pixels counted from 1; east is at the left."""
    parameters = truth["parameters"]
    angle = np.radians(parameters["position_angle"])
    east, north = -(columns - x) * pixel, (rows - y) * pixel
    along = east * np.sin(angle) + north * np.cos(angle)
    across = east * np.cos(angle) - north * np.sin(angle)
    return np.hypot(along, across / np.cos(np.radians(parameters["inclination"])))


def patchy_light(truth):
    """An exponential disk times exp(g), with g a Gaussian random field of patches."""
    patches, parameters = truth["patches"], truth["parameters"]
    rows, columns = np.indices((SIZE, SIZE)) + 1.0
    radius = disk_radius(truth, columns, rows, parameters["x"], parameters["y"], truth["pixel"])
    field = np.random.RandomState(patches["seed"]).standard_normal((SIZE, SIZE))
    step = np.arange(-9, 10)
    kernel = np.exp(-0.5 * (step / patches["size"]) ** 2)
    for axis in (0, 1):
        field = np.apply_along_axis(lambda line: np.convolve(line, kernel, mode="same"), axis, field)
    field *= patches["sigma"] / field.std()
    return np.where(radius < RADIUS * truth["pixel"], np.exp(-radius / patches["scale"] + field), 0)


def stars(truth, band):
    """The image of the stars [electron], half of them behind a dust disk; then PSF, sky and noise."""
    _, zero_point, exposure, sun, ratio = band
    parameters, dust = truth["parameters"], truth["dust"]
    x = y = (N + 1) / 2 + 0.3
    angle = np.radians(parameters["position_angle"] + 90)  # from the columns; east is at the left
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    fine = (np.arange(N * SUB) + 0.5) / SUB + 0.5
    columns, rows = np.meshgrid(fine, fine)
    extinction = ratio * dust["extinction"] * np.exp(-disk_radius(truth, columns, rows, x, y, PIXEL) / dust["scale"])
    light = np.zeros_like(columns)
    for brightness, sigma, flattening in truth["mge"]:
        mu = sun + 21.572 - 2.5 * np.log10(brightness) + 10 * np.log10(1 + parameters["vsys"] / C)
        peak = exposure * PIXEL**2 * 10 ** (-0.4 * (mu - zero_point))
        inverse = np.linalg.inv(turn @ np.diag([(sigma / PIXEL) ** 2, (flattening * sigma / PIXEL) ** 2]) @ turn.T)
        dx, dy = columns - x, rows - y
        light += peak * np.exp(-0.5 * (inverse[0, 0] * dx**2 + 2 * inverse[0, 1] * dx * dy + inverse[1, 1] * dy**2))
    light *= 0.5 + 0.5 * 10 ** (-0.4 * extinction)
    frequency = np.fft.fftfreq(N * SUB, PIXEL / SUB)
    square = frequency[:, None] ** 2 + frequency[None, :] ** 2
    blur = sum(weight * np.exp(-2 * (np.pi * sigma) ** 2 * square) for weight, sigma in PSF)
    light = np.fft.ifft2(np.fft.fft2(light) * blur).real.reshape(N, SUB, N, SUB).mean(axis=(1, 3)) + SKY
    draw = np.random.RandomState(dust["seed"] + int(10 * ratio))
    return light + np.sqrt(light + READ_NOISE**2) * draw.standard_normal(light.shape), x, y
