"""Share of a Gaussian line in each channel by mpmath, 40 digits (method page, sections 4 and 6)."""
import mpmath

import reference

mpmath.mp.dps = 40
mpf = mpmath.mpf
C = mpf(reference.C)


def frequency(kind, value, rest):
    """Frequency [Hz] of a value of the spectral axis: Hz, or a radio or optical velocity [km/s]."""
    if kind == "frequency":
        return value
    return rest * (1 - value / C) if kind == "radio" else rest / (1 + value / C)


def share(low, high, nu, sigma):
    """Integral of the line between two frequencies; erfc keeps the digits of the wings."""
    a, b = (low - nu) / (mpmath.sqrt(2) * sigma), (high - nu) / (mpmath.sqrt(2) * sigma)
    if a > 0:
        return (mpmath.erfc(a) - mpmath.erfc(b)) / 2
    if b < 0:
        return (mpmath.erfc(-b) - mpmath.erfc(-a)) / 2
    return (mpmath.erf(b) - mpmath.erf(a)) / 2


def case(kind, rest, first, step, channels, vsys, dispersion):
    rest, first, step, vsys, dispersion = (mpf(float(x)) for x in (rest, first, step, vsys, dispersion))
    z = vsys / C
    nu = rest / (1 + z)
    sigma = nu * dispersion / C
    edges = [frequency(kind, first + (mpf(k) - mpf("0.5")) * step, rest) for k in range(channels + 1)]
    centres = [frequency(kind, first + k * step, rest) for k in range(channels)]
    integrated, sampled, width = [], [], []
    for k in range(channels):
        low, high = sorted(edges[k:k + 2])
        integrated.append(share(low, high, nu, sigma))
        sampled.append((high - low) * mpmath.exp(-((centres[k] - nu) / sigma) ** 2 / 2)
                       / (sigma * mpmath.sqrt(2 * mpmath.pi)))
        width.append(C * (high - low) / rest)
    return {"axis": kind, "rest_frequency": rest, "first": first, "step": step, "vsys": vsys,
            "dispersion": dispersion, "width": width, "integrated": integrated, "sampled": sampled}


CO = 230.538e9
cases = {
    "wide": case("radio", CO, 1800, 20, 30, 2093.25, 61.5),
    "narrow": case("radio", CO, 1560, 10, 12, 1605.5, 3.5),
    "on_an_edge": case("radio", CO, -45, 10, 11, 10, 7.25),
    "partly_outside": case("radio", CO, 900, 15, 16, 1128, 40),
    "descending": case("radio", CO, 3100, -20, 26, 2871, 33),
    "frequency": case("frequency", CO, 2.2895e11, -7.8e6, 40, 2250, 25),
    "frequency_ascending": case("frequency", 345.796e9, 3.4330e11, 1.15e7, 32, 2005, 18),
    "optical": case("optical", CO, 7200, 25, 24, 7511, 44),
    "broader_than_the_axis": case("radio", CO, 1000, 20, 20, 1210, 350),
}
reference.write("line_profiles.json", reference.header(mpmath),
                "Share of a line of unit flux in each channel: integrated between the edges, and sampled at the centre "
                "times the channel width. Hz, km/s; width [km/s] in radio velocity.", cases)
