package org.steelyard.cube.fits;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import nom.tam.fits.BasicHDU;
import nom.tam.fits.Fits;
import nom.tam.fits.FitsException;
import nom.tam.fits.ImageHDU;
import nom.tam.image.compression.hdu.CompressedImageHDU;
import nom.tam.util.ArrayFuncs;

/** The values of an image in file order, first axis fastest; scaled, with blanks as NaN. */
interface VoxelSource extends Closeable {

    /**
     * Reads values that follow each other in the file.
     *
     * @param start number of the first value
     * @param count how many
     * @param into where to
     * @param offset index of the first in {@code into}
     * @param stride step in {@code into}
     * @throws IOException if the data end early or are damaged
     */
    void read(long start, int count, float[] into, int offset, int stride) throws IOException;

    /** How stored numbers become values. */
    record Scaling(double scale, double zero, boolean hasBlank, long blank) {

        static Scaling of(FitsHeader header, double unitScale) {
            double scale = header.number("BSCALE", 1) * unitScale;
            double zero = header.number("BZERO", 0) * unitScale;
            String key = header.has("BLANK") ? "BLANK" : "ZBLANK";
            return new Scaling(scale, zero, header.has(key), header.integer(key, 0));
        }

        float ofInteger(long stored) {
            return hasBlank && stored == blank ? Float.NaN : (float) (zero + scale * stored);
        }

        float ofReal(double stored) {
            return (float) (zero + scale * stored);
        }
    }

    /** An uncompressed data unit. */
    record Plain(ByteSource bytes, long dataStart, int bitpix, Scaling scaling) implements VoxelSource {

        @Override
        public void read(long start, int count, float[] into, int offset, int stride) throws IOException {
            int size = Math.abs(bitpix) / 8;
            ByteBuffer buffer = bytes.at(dataStart + start * size, count * size);
            int index = offset;
            for (int i = 0; i < count; i++, index += stride) {
                into[index] = switch (bitpix) {
                    case -32 -> scaling.ofReal(buffer.getFloat());
                    case -64 -> scaling.ofReal(buffer.getDouble());
                    case 16 -> scaling.ofInteger(buffer.getShort());
                    case 32 -> scaling.ofInteger(buffer.getInt());
                    case 64 -> scaling.ofInteger(buffer.getLong());
                    case 8 -> scaling.ofInteger(buffer.get() & 0xff);
                    default -> throw new IOException("BITPIX " + bitpix + " is not one of 8, 16, 32, 64, -32, -64");
                };
            }
        }

        @Override
        public void close() throws IOException {
            bytes.close();
        }
    }

    /** A tile-compressed image; keeps the planes of one layer of tiles. */
    final class Tiled implements VoxelSource {
        private final Fits fits;
        private final CompressedImageHDU hdu;
        private final int[] axes;
        private final int depth;
        private final Scaling scaling;
        private Object layer;
        private long layerStart = -1;
        private int layerSize;

        Tiled(java.io.File file, HduIndex.Entry entry, double unitScale) throws IOException {
            try {
                fits = new Fits(file);
                BasicHDU<?> read = fits.getHDU(entry.index());
                hdu = (CompressedImageHDU) read;
                axes = entry.axes();
                depth = (int) Math.max(1, entry.header().integer("ZTILE3", 1));
                scaling = Scaling.of(entry.header(), unitScale);
            } catch (FitsException e) {
                throw new IOException(e.getMessage(), e);
            }
        }

        @Override
        public void read(long start, int count, float[] into, int offset, int stride) throws IOException {
            if (layerStart < 0 || start < layerStart || start + count > layerStart + layerSize) {
                load(start);
            }
            int index = offset;
            int from = (int) (start - layerStart);
            for (int i = from; i < from + count; i++, index += stride) {
                if (layer instanceof float[] values) {
                    into[index] = scaling.ofReal(values[i]);
                } else if (layer instanceof double[] values) {
                    into[index] = scaling.ofReal(values[i]);
                } else if (layer instanceof short[] values) {
                    into[index] = scaling.ofInteger(values[i]);
                } else if (layer instanceof int[] values) {
                    into[index] = scaling.ofInteger(values[i]);
                } else if (layer instanceof byte[] values) {
                    into[index] = scaling.ofInteger(values[i] & 0xff);
                } else {
                    throw new IOException("tile-compressed data of type " + layer.getClass().getSimpleName() + " are not supported");
                }
            }
        }

        private void load(long start) throws IOException {
            long plane = (long) axes[0] * (axes.length > 1 ? axes[1] : 1);
            long number = start / plane;
            int third = axes.length > 2 ? axes[2] : 1;
            int[] corner = new int[axes.length];
            int[] size = new int[axes.length];
            java.util.Arrays.fill(size, 1);
            int inThird = (int) (number % third);
            int first = inThird / depth * depth;
            int planes = Math.min(depth, third - first);
            long rest = number / third;
            for (int axis = 0; axis < axes.length; axis++) {
                int javaAxis = axes.length - 1 - axis;
                if (axis < 2) {
                    size[javaAxis] = axes[axis];
                } else if (axis == 2) {
                    corner[javaAxis] = first;
                    size[javaAxis] = planes;
                } else {
                    corner[javaAxis] = (int) (rest % axes[axis]);
                    rest /= axes[axis];
                }
            }
            try {
                ImageHDU tile = hdu.getTileHDU(corner, size);
                layer = ArrayFuncs.flatten(tile.getKernel());
            } catch (RuntimeException e) {
                throw new IOException("tile cannot be decompressed: " + e.getMessage(), e);
            }
            layerStart = (number - inThird + first) * plane;
            layerSize = Math.toIntExact(plane * planes);
        }

        @Override
        public void close() throws IOException {
            fits.close();
        }
    }
}
