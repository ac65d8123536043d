package org.steelyard.report.table;

import java.nio.file.Path;
import org.steelyard.cube.Image;
import org.steelyard.cube.SpectralCube;
import org.steelyard.cube.fits.CubeFile;
import org.steelyard.cube.fits.HeaderOverrides;
import org.steelyard.cube.fits.ImageFile;
import org.steelyard.fit.cube.ModelProducts;
import org.steelyard.fit.map.MapProducts;
import org.steelyard.galaxy.SpeedCurve;
import org.steelyard.units.InputException;

/**
 * Reads {@code model.fits} back, and puts its pixels where they were in the original file.
 *
 * @param file model.fits
 * @param placement of its pixels
 * @param curve circular speed
 */
public record RunFitsReader(Path file, ImagePlacement placement, SpeedCurve curve) {

    /** @return the cubes of a cube fit */
    public ModelProducts model() {
        SpectralCube data = cube("DATA");
        SpectralCube mask = cube("MASK");
        int plane = data.nx() * data.ny();
        boolean[] region = new boolean[plane];
        boolean[] channels = new boolean[data.channels()];
        for (int k = 0; k < mask.values().length; k++) {
            if (((int) mask.values()[k] & RunFits.FITTED) != 0) {
                region[k % plane] = true;
                channels[k / plane] = true;
            }
        }
        return new ModelProducts(
                data,
                cube("MODEL").values(),
                withoutBlackHole(),
                cube("NOISE").values(),
                region,
                channels,
                RunFits.signal(mask),
                placement.geometry(),
                curve);
    }

    /** The extension is there only if the fit computed it. */
    private float[] withoutBlackHole() {
        try {
            return cube("NO_BH").values();
        } catch (InputException e) {
            return null;
        }
    }

    private SpectralCube cube(String extension) {
        SpectralCube cube = CubeFile.open(file, extension, HeaderOverrides.NONE).readAll();
        return new SpectralCube(
                cube.values(),
                cube.nx(),
                cube.ny(),
                cube.axis(),
                cube.frame().shifted(-placement.xIndex(), -placement.yIndex()),
                placement.xIndex(),
                placement.yIndex(),
                placement.channelIndex(),
                cube.beams(),
                cube.unit(),
                cube.objectName());
    }

    /** @return the maps of a velocity-map fit */
    public MapProducts map() {
        Image mask = image("MASK");
        boolean[] region = new boolean[mask.values().length];
        for (int k = 0; k < region.length; k++) {
            region[k] = ((int) mask.values()[k] & RunFits.FITTED) != 0;
        }
        return new MapProducts(
                image("DATA"),
                image("MODEL"),
                image("NOISE"),
                image("FLUX"),
                region,
                placement.beam(),
                placement.geometry(),
                curve);
    }

    private Image image(String extension) {
        Image image = ImageFile.read(file, extension, HeaderOverrides.NONE);
        return new Image(
                image.values(),
                image.nx(),
                image.ny(),
                image.frame().shifted(-placement.xIndex(), -placement.yIndex()),
                placement.xIndex(),
                placement.yIndex(),
                image.unit());
    }
}
