"""Writes NRRD, MetaImage, Analyze, TIFF, JPEG and BMP files beside it; run by hand with numpy 2,
nibabel 5, tifffile (with its LZW from imagecodecs, or Pillow) and Pillow; no part of the build.

The voxels are those of make_reference.py. Headers of NRRD and MetaImage are written here by the
definitions of the formats, by no library, so that reader and writer cannot share a mistake.
"""

import bz2
import gzip
import struct
import zlib

import nibabel as nib
import numpy as np
from PIL import Image

from make_reference import affine, rotation, volume

SPACING, ORIGIN = [0.9, 1.1, 2.5], [-31.5, 12.25, 77]
SHAPE = (5, 4, 3)


def vector(v):
    return "(" + ",".join(repr(float(x)) for x in v) + ")"


def nrrd(name, data, space, signs, encode, encoding, order="<", extra=""):
    """data in Fortran order; the same place in LPS whatever the space."""
    lps = affine(rotation(), SPACING, ORIGIN)
    axes = [signs * lps[:3, axis] for axis in range(3)]
    components = data.ndim == 4
    head = "NRRD0005\ntype: short\ndimension: %d\nspace: %s\n" % (data.ndim, space)
    head += "sizes: " + " ".join(map(str, data.shape)) + "\n"
    head += "space directions: " + ("none " if components else "") + " ".join(map(vector, axes)) + "\n"
    head += "kinds: " + ("vector " if components else "") + "domain domain domain\n"
    head += "endian: %s\nencoding: %s\n" % ("little" if order == "<" else "big", encoding)
    head += "space origin: %s\nmeasurement frame: (0,1,0) (1,0,0) (0,0,1)\n%s\n" % (vector(signs * ORIGIN), extra)
    raw = data.astype(order + "i2").tobytes("F")
    open(name, "wb").write(head.encode() + encode(raw))


def write_nrrd():
    data = volume(SHAPE)
    text = lambda raw: " ".join(map(str, np.frombuffer(raw, "<i2"))).encode()
    nrrd("lps_raw.nrrd", data, "left-posterior-superior", np.array([1, 1, 1]), bytes, "raw")
    nrrd("ras_gzip.nrrd", data, "right-anterior-superior", np.array([-1, -1, 1]),
         lambda raw: gzip.compress(raw, mtime=0), "gzip", ">")
    nrrd("las_bzip2.nrrd", data, "LAS", np.array([1, -1, 1]), bz2.compress, "bzip2")
    nrrd("scanner_text.nrrd", data, "scanner-xyz", np.array([1, 1, 1]), text, "text")
    vectors = np.stack([data, data + 100, data - 50])
    nrrd("vector.nrrd", vectors, "RAS", np.array([-1, -1, 1]), bytes, "raw")


def write_metaimage():
    data = volume(SHAPE).astype(">i2")
    matrix = " ".join(repr(float(x)) for x in rotation().T.ravel())  # a row an axis
    head = f"""ObjectType = Image
NDims = 3
BinaryData = True
BinaryDataByteOrderMSB = True
CompressedData = True
TransformMatrix = {matrix}
Offset = {ORIGIN[0]} {ORIGIN[1]} {ORIGIN[2]}
CenterOfRotation = 0 0 0
AnatomicalOrientation = RAI
ElementSpacing = {SPACING[0]} {SPACING[1]} {SPACING[2]}
DimSize = 5 4 3
"""
    packed = zlib.compress(data.tobytes("F"))
    tail = f"CompressedDataSize = {len(packed)}\nElementType = MET_SHORT\nElementDataFile = LOCAL\n"
    open("compressed.mha", "wb").write((head + tail).encode() + packed)
    colours = np.stack([data, data + 100, data - 50]).astype(">i2")
    plain = head.replace("CompressedData = True", "CompressedData = False")
    tail = "ElementNumberOfChannels = 3\nElementType = MET_SHORT_ARRAY\nElementDataFile = LOCAL\n"
    open("channels.mha", "wb").write((plain + tail).encode() + colours.tobytes("F"))


def write_pairs():
    data = volume(SHAPE)
    nib.save(nib.Nifti1Pair(data.astype(np.int16), affine(rotation(), SPACING, ORIGIN)), "pair.hdr")
    header = nib.AnalyzeHeader(endianness=">")
    header.set_data_dtype(np.int16)
    image = nib.AnalyzeImage(data.astype(np.int16), None, header)
    image.header.set_zooms(SPACING)
    nib.save(image, "analyze.hdr")


def float_differences(name, data):
    """One strip of differences of bytes, by Adobe's technical note 3."""
    rows = b""
    for row in data:
        apart = np.frombuffer(row.tobytes(), np.uint8).reshape(-1, 4).T.ravel()
        rows += np.diff(apart, prepend=np.uint8(0)).astype(np.uint8).tobytes()
    packed = zlib.compress(rows)
    tags = [(256, 3, data.shape[1]), (257, 3, data.shape[0]), (258, 3, 32), (259, 3, 8), (262, 3, 1),
            (273, 4, 8 + 2 + 12 * 10 + 4), (278, 3, data.shape[0]), (279, 4, len(packed)), (317, 3, 3), (339, 3, 3)]
    table = b"MM\0*" + struct.pack(">IH", 8, len(tags))
    for tag, kind, value in tags:
        table += struct.pack(">HHI", tag, kind, 1) + (struct.pack(">HH", value, 0) if kind == 3 else struct.pack(">I", value))
    open(name, "wb").write(table + struct.pack(">I", 0) + packed)


def write_tiff():
    """By Pillow and by tifffile, which share no code."""
    import tifffile

    data = volume((19, 17, 3)).transpose(2, 1, 0)  # page, row, column
    pages = [Image.fromarray((page * 1000).astype(np.uint16)) for page in data]
    pages[0].save("tiff_lzw.tif", save_all=True, append_images=pages[1:], compression="tiff_lzw",
                  dpi=(508, 254))
    tifffile.imwrite("tiff_deflate.tif", (data * 0.5).astype(np.float32), compression="zlib",
                     tile=(16, 16), metadata=None, photometric="minisblack")
    float_differences("tiff_float_predictor.tif", (data[0] * 0.5).astype(">f4"))
    tifffile.imwrite("tiff_int16_predictor.tif", (data - 11).astype(np.int16), compression="zlib",
                     predictor=True, rowsperstrip=5, byteorder=">", metadata=None, photometric="minisblack")
    tifffile.imwrite("tiff_imagej.tif", data.astype(np.uint8), imagej=True, resolution=(2, 4),
                     metadata={"spacing": 3.0, "unit": "mm", "axes": "ZYX"})
    rgb = np.stack([data[0], data[0] * 2, data[0] * 3], -1).astype(np.uint8)
    Image.fromarray(rgb).save("tiff_rgb_packbits.tif", compression="packbits")
    tifffile.imwrite("tiff_big.tif", data.astype(np.uint32), bigtiff=True, metadata=None, photometric="minisblack")
    Image.fromarray(rgb).save("rgb.bmp")
    Image.fromarray(data[0].astype(np.uint8)).save("gray.bmp")
    Image.fromarray(rgb).quantize(64).save("palette.png")
    Image.fromarray((data[0] * 10).astype(np.uint8)).save("gray.jpg", quality=100)
    print("gray.jpg, first row by Pillow", np.asarray(Image.open("gray.jpg"))[0].tolist())

if __name__ == "__main__":
    write_nrrd()
    write_metaimage()
    write_pairs()
    write_tiff()
    print("last voxel LPS", (affine(rotation(), SPACING, ORIGIN) @ [4, 3, 2, 1])[:3].tolist())
