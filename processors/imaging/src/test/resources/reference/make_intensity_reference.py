"""Writes the intensity_*.txt beside it: results of intensity operations on one small image.

Run with Python 3, numpy 2, scipy and scikit-image:  python make_intensity_reference.py
Arrays are z, y, x in numpy, so that their order in a file is x fastest. N4, histogram matching and
power-law equalization are written here from the formulas in the papers, without regard to how the
Java code computes them: full sums in place of separable ones, numpy's FFT, scipy's B-splines.
"""

import numpy as np
from pathlib import Path
from scipy.interpolate import BSpline
from skimage import exposure, filters

HERE = Path(__file__).parent
Z, Y, X = np.mgrid[0:7, 0:9, 0:10].astype(np.int64)
IMAGE = 20 + (37 * X + 3 * X * X * Y + 11 * Y * Y + 29 * Z * (X + 1) + 5 * Z * Z * Y) % 997


def save(name, values):
    np.savetxt(HERE / f"intensity_{name}.txt", np.ravel(values), fmt="%.8g")


def matching():
    """Quantiles above the mean of 1024-bin histograms, 16 points; the target is the image squared."""

    def profile(values):
        mean, top = values.mean(), values.max()
        counts, edges = np.histogram(values[values >= mean], 1024, (mean, top))
        cumulated = np.concatenate([[0], np.cumsum(counts)]) / counts.sum()
        # Inverse of the piecewise linear distribution; the lower end of flat stretches.
        keep = np.concatenate([[True], np.diff(cumulated) > 0])
        lower = []
        for q in np.arange(1, 17) / 17:
            i = np.searchsorted(cumulated[1:], q)
            part = (q - cumulated[i]) / (cumulated[i + 1] - cumulated[i])
            lower.append(edges[i] + part * (edges[i + 1] - edges[i]))
        return np.array([values.min(), mean, *lower, top])

    values = IMAGE.astype(float)
    save("matching", np.interp(values, profile(values), profile(values**2)))
    even = np.array([-1, *np.linspace(0, 1, 18)])
    save("equalization", np.interp(values, profile(values), even))


def power_law(alpha=0.3, beta=0.3, radius=5):
    u = (IMAGE - IMAGE.min()) / np.ptp(IMAGE) - 0.5
    result = np.empty(u.shape)
    for index in np.ndindex(u.shape):
        v = u[tuple(slice(max(0, i - radius), i + radius + 1) for i in index)]
        d = u[index] - v
        f = np.sign(d) * np.abs(2 * d) ** alpha / 2 - beta * d + beta * u[index]
        result[index] = f.mean()
    save("power_law", (result + 0.5) * np.ptp(IMAGE) + IMAGE.min())


def sharpening():
    """E(u|v) of a two-peaked histogram of 200 bins from 3 on, 0.02 wide; FWHM 0.15, noise 0.01."""
    v = 3 + 0.02 * np.arange(200)
    h = 1000 * np.exp(-(((v - 4) / 0.2) ** 2)) + 600 * np.exp(-(((v - 5.5) / 0.3) ** 2)) + 2
    n, offset = 512, 156
    padded = np.zeros(n)
    padded[offset : offset + 200] = h
    sigma = 0.15 / 0.02 / np.sqrt(8 * np.log(2))
    distance = np.minimum(np.arange(n), n - np.arange(n))
    gauss = np.exp(-0.5 * (distance / sigma) ** 2) / (sigma * np.sqrt(2 * np.pi))
    f = np.fft.fft(gauss)
    g = np.conj(f) / (np.abs(f) ** 2 + 0.01)
    u = np.maximum(np.fft.ifft(np.fft.fft(padded) * g).real, 0)
    where = 3 + 0.02 * (np.arange(n) - offset)

    def blur(a):
        return np.fft.ifft(np.fft.fft(a) * f).real

    e = blur(u * where) / blur(u)
    save("sharpening", e[offset : offset + 200])


def basis(size, spans):
    """Rows: the B-splines of the control points at each voxel; knots evenly beyond both ends."""
    knots = np.arange(-3, spans + 4)
    at = np.linspace(0, spans, size)
    at[-1] -= 1e-9
    return np.stack(
        [BSpline.basis_element(knots[i : i + 5], extrapolate=False)(at) for i in range(spans + 3)], 1
    )


def fit():
    """Lee, Wolberg and Shin's control points of log(image) on 2 spans, voxels above 100, as sums."""
    b = [np.nan_to_num(basis(n, 2)) for n in IMAGE.shape]
    numerator = np.zeros((5, 5, 5))
    denominator = np.zeros((5, 5, 5))
    for z, y, x in zip(*np.where(IMAGE > 100)):
        w = np.einsum("i,j,k->ijk", b[0][z], b[1][y], b[2][x])
        phi = w * np.log(IMAGE[z, y, x]) / (w**2).sum()
        numerator += w**2 * phi
        denominator += w**2
    lattice = numerator / denominator
    save("fit", lattice)
    save("field", np.einsum("zi,yj,xk,ijk->zyx", *b, lattice))


save("clahe", exposure.equalize_adapthist(IMAGE.astype(np.uint16), kernel_size=(3, 4, 3), clip_limit=0.05))
save("clahe_default", exposure.equalize_adapthist(np.tile(IMAGE, (3, 3, 3)).astype(np.uint16))[::4, ::4, ::4])
save("clahe_2d", exposure.equalize_adapthist(np.tile(IMAGE[0], (4, 4)).astype(np.uint16))[::2, ::2])
save("equalize", exposure.equalize_hist(IMAGE.astype(float)))
save("equalize_masked", exposure.equalize_hist(IMAGE.astype(float), nbins=64, mask=IMAGE > 300))
save("percentiles", np.percentile(IMAGE, [0.5, 1, 10, 33.3, 50, 90, 99, 100]))
save("otsu", [filters.threshold_otsu(IMAGE.astype(float))])
clipped = np.clip(IMAGE.astype(float), *np.percentile(IMAGE, [5, 95]))
save("rescale_in", (clipped - 15) / (125 - 15))


def nyul():
    """Scale 0 to 100 from the image and its square root, voxels above 100; then applied."""
    percents = [1, 10, 20, 30, 40, 50, 60, 70, 80, 90, 99]
    images = [IMAGE.astype(float), np.sqrt(IMAGE)]
    measured = [np.percentile(i[IMAGE > 100], percents) for i in images]
    scale = np.mean([(m - m[0]) / (m[-1] - m[0]) * 100 for m in measured], 0)
    save("nyul_scale", scale)
    from scipy.interpolate import interp1d

    save("nyul", interp1d(measured[0], scale, fill_value="extrapolate")(images[0]))


matching()
power_law()
sharpening()
fit()
nyul()
