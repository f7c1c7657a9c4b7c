"""The kernels of ImagingKernels in NiBabel, SciPy, NumPy and PyTorch, for comparison; run after bench/kernels.

python bench/compare_preprocessing.py bench/target/bench-data [THREADS]
"""

import sys
import time

import nibabel as nib
import numpy as np
import torch
from scipy.ndimage import affine_transform


def timed(name, work, times=15):
    seconds, processor = [], []
    for _ in range(times):
        start, before = time.perf_counter(), time.process_time()
        result = work()
        seconds.append(time.perf_counter() - start)
        processor.append(time.process_time() - before)
    print(f"{name:24s} median {1000 * np.median(seconds):7.1f} ms, least {1000 * min(seconds):7.1f} ms,"
          f" of all processors {1000 * min(processor):7.1f} ms")
    return result


def read(path):
    return np.asarray(nib.load(path).dataobj, np.float32)


def canonical(image):
    return np.ascontiguousarray(nib.as_closest_canonical(image).dataobj, np.float32)


SPACING = np.array([0.94, 0.94, 1.2])


def new_size(data, mm=1.0):
    return tuple(np.ceil(data.shape * SPACING / mm - 1e-4).astype(int))


def resample_scipy(data, mm=1.0, order=1):
    step = mm / SPACING
    mode = "mirror" if order == 3 else "nearest"
    return affine_transform(data, step, 0.5 * (step - 1), new_size(data, mm), order=order, mode=mode)


def resample_grid_sample(data, mm=1.0, mode="bilinear"):
    """The same grid exactly; PyTorch takes places from -1 to 1 over the voxels, last axis first."""
    axes = []
    for length, new, old in zip(data.shape, new_size(data, mm), SPACING):
        place = (torch.arange(new) + 0.5) * (mm / old) - 0.5
        axes.append((2 * place + 1) / length - 1)
    grid = torch.stack(torch.meshgrid(*axes, indexing="ij")[::-1], -1)[None]
    tensor = torch.from_numpy(data)[None, None]
    return torch.nn.functional.grid_sample(
        tensor, grid, mode=mode, padding_mode="border", align_corners=False)[0, 0].numpy()


def resample_torch(data, mm=1.0):
    """The same grid up to the remainder of the last voxel."""
    step = tuple(float(s) / mm for s in SPACING)
    tensor = torch.from_numpy(data)[None, None]
    return torch.nn.functional.interpolate(
        tensor, scale_factor=step, mode="trilinear", recompute_scale_factor=False)[0, 0].numpy()


def z_score_numpy(data):
    values = data[data != 0]
    return (data - values.mean()) / values.std(ddof=1)


def z_score_torch(data):
    tensor = torch.from_numpy(data).clone()
    values = tensor.masked_select(tensor != 0)
    tensor -= values.mean()
    tensor /= values.std()
    return tensor.numpy()


def whole_way(path, resample, z_score):
    return z_score(resample(canonical(nib.load(path))))


def end_to_end(packed, written, resample, z_score):
    """NiBabel's compression level is 1 by default, as Bactrian's."""
    result = z_score(resample(canonical(nib.load(packed)), 1.5))
    nib.save(nib.Nifti1Image(result.astype(np.float32), np.diag([1.5, 1.5, 1.5, 1])), written)
    return result


def main(folder):
    plain, packed = folder + "/volume.nii", folder + "/volume.nii.gz"
    data = timed("read .nii", lambda: read(plain).copy())
    timed("read .nii.gz", lambda: read(packed))
    timed("canonical", lambda: canonical(nib.Nifti1Image(data, nib.load(plain).affine)))
    scipy = timed("resample scipy", lambda: resample_scipy(data))
    timed("resample interpolate", lambda: resample_torch(data))
    timed("resample grid_sample", lambda: resample_grid_sample(data))
    timed("nearest scipy", lambda: resample_scipy(data, order=0))
    timed("nearest grid_sample", lambda: resample_grid_sample(data, mode="nearest"))
    timed("spline scipy", lambda: resample_scipy(data, order=3), times=5)
    timed("z-score numpy", lambda: z_score_numpy(data))
    timed("z-score torch", lambda: z_score_torch(data))
    timed("clip numpy", lambda: np.clip(data, 100, 900))
    timed("clip torch", lambda: torch.clamp(torch.from_numpy(data), 100, 900))
    written = folder + "/python.nii.gz"
    timed("end to end scipy", lambda: end_to_end(packed, written, resample_scipy, z_score_numpy), times=7)
    timed("end to end torch", lambda: end_to_end(packed, written, resample_torch, z_score_torch), times=7)
    for name, path in {".nii": plain, ".nii.gz": packed}.items():
        result = timed("whole way scipy " + name, lambda: whole_way(path, resample_scipy, z_score_numpy))
        timed("whole way torch " + name, lambda: whole_way(path, resample_torch, z_score_torch))
    print(result.shape, result[100, 110, 90], result[150, 120, 60], result[0, 0, 0], scipy.sum(dtype=float))


if __name__ == "__main__":
    torch.set_num_threads(int(sys.argv[2]) if len(sys.argv) > 2 else 2)
    main(sys.argv[1])
