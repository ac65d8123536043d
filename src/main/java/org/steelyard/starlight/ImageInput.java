// SPDX-License-Identifier: Apache-2.0
package org.steelyard.starlight;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.steelyard.config.DustConfig;
import org.steelyard.config.StarlightConfig;
import org.steelyard.photometry.StarlightOptions;
import org.steelyard.photometry.calibration.Calibration;
import org.steelyard.photometry.calibration.CalibrationKeys;
import org.steelyard.photometry.calibration.ImageUnit;
import org.steelyard.photometry.file.PsfFile;
import org.steelyard.photometry.file.StarlightImage;
import org.steelyard.units.InputException;

/**
 * An image that was read, with its PSF and calibration.
 *
 * @param config the keys
 * @param file of the image
 * @param read the image
 * @param unit of its pixels
 * @param blur its PSF
 * @param how it is fitted
 * @param calibration of its counts
 */
record ImageInput(
        StarlightConfig config,
        Path file,
        StarlightImage read,
        ImageUnit unit,
        PsfFile blur,
        StarlightOptions how,
        Calibration calibration) {

    /** Before the name of the second band in messages. */
    private static final String SECOND = "starlight.second_band ";

    /** With an absolute magnitude of the Sun of 0 the magnitudes are apparent ones: a colour needs no more. */
    private static final String APPARENT = "0";

    /**
     * Reads the image of a section.
     *
     * @param config the keys
     * @param inclination [deg] smallest inclination at which the expansion must be deprojected, or null
     * @return the image
     * @throws InputException if a file cannot be read, or the calibration is not complete
     */
    static ImageInput read(StarlightConfig config, Double inclination) {
        Path file = config.image();
        if (file == null) {
            throw new InputException(
                    "starlight.image is missing; give the galaxy's image, or remove the section [starlight]");
        }
        if (config.psf() == null) {
            throw new InputException(
                    "starlight.psf is missing; give a FITS image, a table of Gaussians, a FWHM like \"0.15 arcsec\", or none");
        }
        StarlightImage read = StarlightImage.read(file, config.extension(), config.pixel(), config.masks());
        CalibrationKeys keys = config.calibration();
        return naming("", file, () -> {
            ImageUnit unit = keys.imageUnit(read.image().unit());
            return new ImageInput(
                    config,
                    file,
                    read,
                    unit,
                    PsfFile.read(config.psf(), config.psfOversampling(), read),
                    options(config, unit, inclination),
                    keys.calibration(unit, read.local().pixelSize()));
        });
    }

    /**
     * Reads the second band.
     *
     * @return the image on the same pixels
     * @throws InputException if a file cannot be read, or the calibration is not complete
     */
    ImageInput second() {
        DustConfig dust = config.dust();
        Path other = dust.secondBand();
        CalibrationKeys given = dust.second();
        CalibrationKeys keys = new CalibrationKeys(
                given.unit(),
                given.zeroPoint(),
                given.exposure(),
                given.gain(),
                APPARENT,
                null,
                given.extinction(),
                0,
                0);
        StarlightImage image = StarlightImage.read(other, null, config.pixel(), List.of());
        return naming(SECOND, other, () -> {
            ImageUnit own = keys.imageUnit(image.image().unit());
            return new ImageInput(
                    config,
                    other,
                    image,
                    own,
                    dust.secondPsf() == null ? blur : PsfFile.read(dust.secondPsf(), config.psfOversampling(), image),
                    StarlightOptions.defaults()
                            .withNoise(own.electrons(keys.gain(), keys.exposure()), dust.secondReadNoise(), 0),
                    keys.calibration(own, image.local().pixelSize()));
        });
    }

    /**
     * Does some work on the image.
     *
     * @param work to do
     * @return what it returns
     * @param <T> type of that
     * @throws InputException that of the work, which then names the file
     */
    <T> T naming(Supplier<T> work) {
        return naming(file.equals(config.image()) ? "" : SECOND, file, work);
    }

    private static <T> T naming(String before, Path file, Supplier<T> work) {
        try {
            return work.get();
        } catch (InputException e) {
            String text = e.getMessage();
            throw text.contains(file.toString()) ? e : new InputException(before + file + ": " + text, e);
        }
    }

    private static StarlightOptions options(StarlightConfig config, ImageUnit own, Double inclination) {
        StarlightOptions how = StarlightOptions.defaults()
                .withNoise(
                        own.electrons(
                                config.calibration().gain(),
                                config.calibration().exposure()),
                        config.readNoise(),
                        config.subtractedSky())
                .withSky(config.sky() == null ? Double.NaN : config.sky())
                .withGaussians(config.gaussians(), StarlightOptions.defaults().leastRatio())
                .with(config.pointSource(), config.sourceMask())
                .withSaturation(config.saturation() == null ? Double.POSITIVE_INFINITY : config.saturation());
        return inclination == null ? how : how.withInclination(inclination);
    }
}
