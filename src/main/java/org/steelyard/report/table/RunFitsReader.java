// SPDX-License-Identifier: Apache-2.0
package org.steelyard.report.table;

import java.nio.file.Path;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;
import org.steelyard.cube.CubeMask;
import org.steelyard.cube.Image;
import org.steelyard.cube.SpectralCube;
import org.steelyard.cube.fits.CubeFile;
import org.steelyard.cube.fits.HeaderOverrides;
import org.steelyard.cube.fits.ImageFile;
import org.steelyard.fit.cube.ModelProducts;
import org.steelyard.fit.cube.RingProfile;
import org.steelyard.fit.map.MapProducts;
import org.steelyard.galaxy.SpeedCurve;
import org.steelyard.units.InputException;

/**
 * Reads {@code model.fits} and restores the pixel coordinates of the original file.
 *
 * @param file model.fits
 * @param geometry of its images
 * @param curve circular speed of the best model
 * @param light brightness of the rings of the light; null for other light
 */
public record RunFitsReader(
        Path file,
        ImageGeometry geometry,
        SpeedCurve curve,
        @Nullable RingProfile light) {

    /** @return the cubes of a cube fit */
    public ModelProducts model() {
        SpectralCube data = cube("DATA");
        SpectralCube mask = cube("MASK");
        int plane = data.nx() * data.ny();
        boolean[] region = new boolean[plane];
        boolean[] channels = new boolean[data.channels()];
        for (int k = 0; k < mask.values().length; k++) {
            if (((int) mask.values()[k] & RunFitsWriter.FITTED) != 0) {
                region[k % plane] = true;
                channels[k / plane] = true;
            }
        }
        return new ModelProducts(
                data,
                cube("MODEL").values(),
                optional(RunFitsWriter.SAME_DISK),
                optional(RunFitsWriter.REFITTED),
                cube("NOISE").values(),
                region,
                channels,
                signal(mask),
                geometry.sky(),
                curve,
                light);
    }

    /** Returns null if the file lacks the extension, which the fit computes only on demand. */
    private float[] optional(String extension) {
        try {
            return cube(extension).values();
        } catch (InputException e) {
            return null;
        }
    }

    private static CubeMask signal(SpectralCube mask) {
        BitSet bits = new BitSet();
        for (int k = 0; k < mask.values().length; k++) {
            bits.set(k, ((int) mask.values()[k] & RunFitsWriter.SIGNAL) != 0);
        }
        return new CubeMask(bits, mask.nx(), mask.ny(), mask.channels());
    }

    private SpectralCube cube(String extension) {
        SpectralCube cube = CubeFile.open(file, HeaderOverrides.NONE.withExtension(extension))
                .readAll();
        return new SpectralCube(
                cube.values(),
                cube.nx(),
                cube.ny(),
                cube.axis(),
                cube.frame().shifted(-geometry.xIndex(), -geometry.yIndex()),
                geometry.xIndex(),
                geometry.yIndex(),
                geometry.channelIndex(),
                cube.beams(),
                cube.unit(),
                cube.objectName());
    }

    /** @return the maps of a velocity-map fit */
    public MapProducts map() {
        Image mask = image("MASK");
        boolean[] region = new boolean[mask.values().length];
        for (int k = 0; k < region.length; k++) {
            region[k] = ((int) mask.values()[k] & RunFitsWriter.FITTED) != 0;
        }
        return new MapProducts(
                image("DATA"),
                image("MODEL"),
                image("NOISE"),
                image("FLUX"),
                region,
                geometry.beam(),
                geometry.sky(),
                curve);
    }

    private Image image(String extension) {
        Image image = ImageFile.read(file, extension, HeaderOverrides.NONE);
        return new Image(
                image.values(),
                image.nx(),
                image.ny(),
                image.frame().shifted(-geometry.xIndex(), -geometry.yIndex()),
                geometry.xIndex(),
                geometry.yIndex(),
                image.unit());
    }
}
