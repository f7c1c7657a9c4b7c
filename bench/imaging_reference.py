"""The whole way of ImagingKernels in NiBabel, SciPy, NumPy and PyTorch, for comparison; run after bench/kernels.

python bench/imaging_reference.py bench/target/bench-data
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


def new_size(data):
    return tuple(np.ceil(data.shape * SPACING - 1e-4).astype(int))


def resample_scipy(data):
    step = 1 / SPACING
    return affine_transform(data, step, 0.5 * (step - 1), new_size(data), order=1, mode="nearest")


def resample_torch(data):
    """The same grid up to the remainder of the last voxel."""
    step = tuple(float(s) for s in SPACING)
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


def main(folder):
    plain, packed = folder + "/volume.nii", folder + "/volume.nii.gz"
    data = timed("read .nii", lambda: read(plain).copy())
    timed("read .nii.gz", lambda: read(packed))
    timed("canonical", lambda: canonical(nib.Nifti1Image(data, nib.load(plain).affine)))
    scipy = timed("resample scipy", lambda: resample_scipy(data))
    timed("resample torch", lambda: resample_torch(data))
    timed("z-score numpy", lambda: z_score_numpy(data))
    timed("z-score torch", lambda: z_score_torch(data))
    timed("clip numpy", lambda: np.clip(data, 100, 900))
    for name, path in {".nii": plain, ".nii.gz": packed}.items():
        result = timed("whole way scipy " + name, lambda: whole_way(path, resample_scipy, z_score_numpy))
        timed("whole way torch " + name, lambda: whole_way(path, resample_torch, z_score_torch))
    print(result.shape, result[100, 110, 90], result[150, 120, 60], result[0, 0, 0], scipy.sum(dtype=float))


if __name__ == "__main__":
    torch.set_num_threads(2)
    main(sys.argv[1])
