"""Writes the reference files beside it; run by hand with numpy 2, scipy and nibabel 5, no part of the build.

The voxels of every image are voxel(x, y, z) below; ReferenceImages.java has the same formula.
"""

import nibabel as nib
import numpy as np
from scipy.ndimage import map_coordinates


def voxel(x, y, z):
    return (7 * x + 3 * y * y + 5 * z * (x + 1) + 2 * z * z) % 23


def volume(shape):
    return np.fromfunction(voxel, shape)


def rotation():
    a, b = np.radians(20), np.radians(-35)
    rz = np.array([[np.cos(a), -np.sin(a), 0], [np.sin(a), np.cos(a), 0], [0, 0, 1]])
    rx = np.array([[1, 0, 0], [0, np.cos(b), -np.sin(b)], [0, np.sin(b), np.cos(b)]])
    return rz @ rx


def affine(matrix, spacing, origin):
    result = np.eye(4)
    result[:3, :3] = matrix @ np.diag(spacing)
    result[:3, 3] = origin
    return result


def save(name, data, matrix, sform=1, qform=1, cls=nib.Nifti1Image, order="<", scale=None):
    header = (nib.Nifti1Header if cls is nib.Nifti1Image else nib.Nifti2Header)(endianness=order)
    header.set_data_dtype(data.dtype)
    image = cls(data, None, header)
    zooms = tuple(np.linalg.norm(matrix[:3, :3], axis=0)) + (1,) * 4
    image.header.set_zooms(zooms[: data.ndim])
    image.set_sform(matrix, sform) if sform else image.set_sform(None, 0)
    image.set_qform(matrix, qform) if qform else image.set_qform(None, 0)
    if scale:
        image.header.set_slope_inter(*scale)
        raw = image.to_bytes()
        loaded = bytearray(raw)
        fmt = np.dtype("f4").newbyteorder(order)
        loaded[112:120] = np.array(scale, fmt).tobytes()
        open(name, "wb").write(bytes(loaded))
    else:
        nib.save(image, name)


ORIENTATIONS = {
    "ras": (np.eye(3), [1, 2, 3], [-10, 20, 30]),
    "las": (np.diag([-1, 1, 1]), [0.5, 0.75, 1.25], [90, -126, -72]),
    "pir": (np.array([[0, 0, 1], [-1, 0, 0], [0, -1, 0]]), [1.5, 0.9, 2], [1, 2, 3]),
    "oblique": (rotation(), [0.9, 1.1, 2.5], [-31.5, 12.25, 77]),
    "oblique_mirrored": (rotation() @ np.diag([1, 1, -1]), [0.9, 1.1, 2.5], [-31.5, 12.25, 77]),
}


def write_orientations():
    shape = (5, 4, 3)
    for name, parts in ORIENTATIONS.items():
        matrix = affine(*parts)
        for kind, codes in {"sform": (1, 0), "qform": (0, 1)}.items():
            path = f"{name}_{kind}.nii"
            save(path, volume(shape).astype(np.int16), matrix, *codes)
            image = nib.load(path)
            lps = np.diag([-1, -1, 1, 1]) @ image.affine @ [4, 3, 2, 1]
            canonical = nib.as_closest_canonical(image)
            print(path, "last voxel LPS", lps[:3].tolist(), "canonical shape", canonical.shape,
                  "first voxels", np.asarray(canonical.dataobj).ravel("F")[:4].tolist())


def write_types():
    values = volume((3, 2, 2))
    for i, name in enumerate("u1 i1 u2 i2 u4 i4 u8 i8 f4 f8".split()):
        order = "<>"[i % 2]
        save(f"type_{name}.nii", values.astype(name), np.eye(4), order=order)


def write_kinds():
    data = volume((5, 4, 3))
    save("scaled.nii", data.astype(np.int16), np.eye(4), scale=(0.5, -3), order=">")
    save("nifti2.nii.gz", data.astype(np.float32), affine(*ORIENTATIONS["oblique"]),
         cls=nib.Nifti2Image, order=">")
    save("time.nii.gz", np.stack([data, data + 100], 3).astype(np.uint8), np.eye(4))
    save("vector.nii", np.stack([data, data + 1, data + 2], 3)[:, :, :, None].astype("f4"), np.eye(4))
    save("flat.nii", data[:, :, 0].astype(np.uint8), np.eye(4))
    save("pixdim_only.nii", data.astype(np.uint8), np.diag([0.5, 2, 3, 1]), sform=0, qform=0)
    rgb = np.zeros((2, 2, 2), dtype=[("R", "u1"), ("G", "u1"), ("B", "u1")])
    save("rgb.nii", rgb, np.eye(4))
    extended = nib.Nifti1Image(data.astype(np.uint8), np.eye(4))
    extended.header.extensions.append(nib.nifti1.Nifti1Extension("comment", b"an extension"))
    nib.save(extended, "extension.nii")


def resample(name, source, target, shape):
    """Linear and nearest values at the target's voxel centres; 0 outside half a voxel."""
    data = volume((6, 5, 4))
    to_source = np.linalg.inv(source) @ target
    grid = np.stack(np.meshgrid(*map(np.arange, shape), indexing="ij")).reshape(3, -1)
    position = to_source[:3, :3] @ grid + to_source[:3, 3:]
    position = np.rint(position * 2**20) / 2**20  # rounding errors decide no tie
    size = np.array(data.shape)[:, None]
    inside = np.all((position >= -0.5) & (position < size - 0.5), axis=0)
    clamped = np.clip(position, 0, size - 1)
    linear = map_coordinates(data, clamped, order=1, mode="nearest") * inside
    index = np.clip(np.floor(position + 0.5).astype(int), 0, size - 1)
    nearest = data[tuple(index)] * inside
    # Beyond the outermost centres the spline mirrors the image, so positions are not clamped.
    bspline = map_coordinates(data, position, order=3, mode="mirror") * inside
    # Each class linearly by itself, the highest wins; of equal ones the nearest voxel's, then the lowest.
    classes = np.unique(data)
    parts = np.stack([map_coordinates((data == c).astype(float), clamped, order=1, mode="nearest") for c in classes])
    tied = parts >= parts.max(0) - 1e-5
    nearest_tied = np.any(tied & (classes[:, None] == data[tuple(index)]), 0)
    label = np.where(nearest_tied, data[tuple(index)], classes[tied.argmax(0)]) * inside
    for kind, values in {"linear": linear, "nearest": nearest, "bspline": bspline, "label": label}.items():
        flat = values.reshape(shape).ravel("F")
        np.savetxt(f"resample_{name}_{kind}.txt", flat, fmt="%.9g")
    print(name, "inside", inside.mean())


def corner_affine(source, spacing, old_spacing):
    shift = 0.5 * (np.array(spacing) / old_spacing - 1)
    target = source.copy()
    target[:3, :3] = source[:3, :3] / old_spacing * spacing
    target[:3, 3] = (source @ np.append(shift, 1))[:3]
    return target


def write_resampled():
    old = np.array([1, 1.5, 2])
    source = affine(rotation(), old, [3, -4, 5])
    finer = np.array([0.7, 0.6, 0.8])
    resample("finer", source, corner_affine(source, finer, old), np.ceil([6 / 0.7, 7.5 / 0.6, 8 / 0.8]).astype(int))
    coarser = np.array([2, 2, 3.5])
    resample("coarser", source, corner_affine(source, coarser, old), np.ceil([3, 7.5 / 2, 8 / 3.5]).astype(int))
    resample("oblique", source, affine(np.eye(3), [0.8, 0.9, 1.1], [1.5, -4, 3]), (7, 8, 9))
    swapped = np.array([[0, 0, 1], [-1, 0, 0], [0, -1, 0]])
    centre = (source @ [2.6, 3.2, 2.9, 1])[:3]
    resample("swapped", source, affine(rotation() @ swapped, [0.9, 1.1, 0.7], centre), (6, 5, 7))


def write_padded():
    """numpy.pad of every mode, wider than the image along x."""
    data = volume((3, 4, 2))
    for mode in ["constant", "edge", "reflect", "symmetric"]:
        padded = np.pad(data, [(7, 4), (1, 0), (2, 3)], mode, **({"constant_values": -5} if mode == "constant" else {}))
        np.savetxt(f"pad_{mode}.txt", padded.ravel("F"), fmt="%d")


if __name__ == "__main__":
    write_orientations()
    write_types()
    write_kinds()
    write_resampled()
    write_padded()
