// SPDX-License-Identifier: Apache-2.0
package org.steelyard.cli.mge;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.steelyard.config.StarlightConfig;
import org.steelyard.photometry.calibration.Calibration;
import org.steelyard.photometry.calibration.CalibrationKeys;
import org.steelyard.photometry.calibration.ImageUnit;
import org.steelyard.photometry.dust.DustDisk;
import org.steelyard.photometry.dust.ExtinctionLaw;
import org.steelyard.photometry.dust.SecondBand;
import org.steelyard.photometry.file.PsfFile;
import org.steelyard.photometry.file.StarlightImage;
import org.steelyard.starlight.StarlightText;
import org.steelyard.units.InputException;
import org.steelyard.units.Unit;
import picocli.CommandLine.Option;

/** What a user says about a dust disk: a second band that shows it, or assumed extinctions. */
final class DustOptions {

    /** [pixel] Radius of a disk until the colour shows it. */
    private static final double UNKNOWN = 1;

    @Option(
            names = "--second-band",
            paramLabel = "IMAGE",
            description = "A bluer image on the same pixels: corrects for a dust disk by the colour excess.")
    private Path second;

    @Option(
            names = "--second-zero-point",
            paramLabel = "MAG",
            description = "Its zero-point with its system, \"25.5 AB\".")
    private String zeroPoint;

    @Option(names = "--second-exposure", paramLabel = "TIME", description = "Its exposure time.")
    private String exposure;

    @Option(names = "--second-unit", paramLabel = "UNIT", description = "Its unit; default: BUNIT.")
    private String unit;

    @Option(names = "--second-gain", paramLabel = "NUMBER", description = "Its electrons per unit, for the noise.")
    private Double gain;

    @Option(
            names = "--second-extinction",
            paramLabel = "MAG",
            defaultValue = "0",
            description = "Galactic extinction in it [mag]; default ${DEFAULT-VALUE}.")
    private double extinction;

    @Option(names = "--second-psf", paramLabel = "PSF", description = "Its PSF; default: that of --psf.")
    private String psf;

    @Option(
            names = "--second-read-noise",
            paramLabel = "ELECTRONS",
            defaultValue = "0",
            description = "Its read noise [electron]; default ${DEFAULT-VALUE}.")
    private double readNoise;

    @Option(
            names = "--second-sky",
            paramLabel = "LEVEL",
            description = "Level of its sky in its unit; default: fitted with the stars' colour.")
    private Double sky;

    @Option(
            names = "--extinction-ratio",
            paramLabel = "NUMBER",
            description = "Extinction in the second band over that in the image, for the galaxy's dust.")
    private Double ratio;

    @Option(
            names = "--wavelength",
            paramLabel = "UM",
            description = "Instead of the ratio: effective wavelength of the image [micrometre]; the law of Cardelli,"
                    + " Clayton & Mathis (1989) with R_V = 3.1 makes the ratio.")
    private Double wavelength;

    @Option(
            names = "--second-wavelength",
            paramLabel = "UM",
            description = "Effective wavelength of the second band [micrometre].")
    private Double secondWavelength;

    @Option(
            names = "--dust-inclination",
            paramLabel = "ANGLE",
            description = "Inclination of the dust disk; default: --inclination.")
    private String inclination;

    @Option(
            names = "--dust-radius",
            paramLabel = "ANGLE",
            description = "Semi-major axis of the dust disk; default: where the colour excess ends.")
    private String radius;

    @Option(
            names = "--dust-behind",
            paramLabel = "NUMBER",
            defaultValue = "0.5",
            description = "Share of the starlight behind the dust: 0.5 for a disk in the mid-plane, 1 for a screen in"
                    + " front; default ${DEFAULT-VALUE}.")
    private double behind;

    @Option(
            names = "--dust-grid",
            arity = "0..1",
            fallbackValue = "0,0.5,1,1.5",
            split = ",",
            paramLabel = "MAG",
            description = "Without a second band: central extinctions of the disk [mag], each of which makes a table;"
                    + " default ${FALLBACK-VALUE}. Needs --dust-radius.")
    private double[] grid;

    /** Whether anything is to be done about dust. */
    boolean wanted() {
        return second != null || grid != null;
    }

    /** Refuses options that nothing uses. */
    void check(CommonOptions common) {
        boolean secondary = zeroPoint != null
                || exposure != null
                || unit != null
                || gain != null
                || psf != null
                || sky != null
                || ratio != null
                || wavelength != null
                || secondWavelength != null;
        if (second == null && secondary) {
            throw new InputException(
                    "--second-band is missing: --second-..., --extinction-ratio and --wavelength are about its image");
        }
        if (second != null && grid != null) {
            throw new InputException(
                    "--second-band and --dust-grid exclude each other: the colour shows the extinction, the grid assumes it");
        }
        if (!wanted() && (radius != null || inclination != null)) {
            throw new InputException("--dust-radius and --dust-inclination need --second-band or --dust-grid");
        }
        if (wanted() && inclination == null && common.inclination() == null) {
            throw new InputException(
                    "--dust-inclination is missing: give the inclination of the dust disk, as of the gas,"
                            + " for example \"63 deg\"");
        }
        if (grid != null && radius == null) {
            throw new InputException(
                    "--dust-radius is missing: --dust-grid has no colour that shows where the dust ends;"
                            + " give its semi-major axis, for example \"2.2 arcsec\"");
        }
    }

    /** Refuses options of an image where there is none. */
    void refuse(String source) {
        if (wanted()) {
            throw new InputException("--second-band and --dust-grid are for an image; leave them out for " + source);
        }
    }

    /** [mag] The assumed central extinctions; null where a second band shows them. */
    double[] grid() {
        return grid;
    }

    /** Whether the radius of the disk is given. */
    boolean radiusKnown() {
        return radius != null;
    }

    /** The disk in pixels of a size [arcsec]. */
    DustDisk disk(double pixel, CommonOptions common) {
        Double angle = CommonOptions.positive("--dust-inclination", inclination, Unit.Dimension.ANGLE);
        double degrees = angle == null ? common.inclination() : angle / 3600;
        if (!(degrees < 90)) {
            throw new InputException(
                    "--dust-inclination " + degrees + " deg must be below 90 deg: an edge-on disk has no area");
        }
        Double arcsec = CommonOptions.positive("--dust-radius", radius, Unit.Dimension.ANGLE);
        return new DustDisk(arcsec == null ? UNKNOWN : arcsec / pixel, Math.cos(Math.toRadians(degrees)), behind);
    }

    /** The second band, read. */
    Second read(StarlightImage image, PsfFile firstPsf, StarlightConfig config) {
        StarlightImage read = StarlightImage.read(second, null, config.pixel(), List.of());
        return naming(() -> {
            ImageUnit own = keys().imageUnit(read.image().unit());
            Calibration calibration = keys().calibration(own, read.local().pixelSize());
            PsfFile blur = psf == null ? firstPsf : PsfFile.read(psf, config.psfOversampling(), image);
            double electrons = own.electrons(gain, seconds());
            SecondBand band = new SecondBand(
                    read.image(), blur.psf(), electrons, readNoise, sky == null ? Double.NaN : sky, extinctionRatio());
            band.checkPixels(image.image());
            return new Second(band, calibration, blur.description());
        });
    }

    private <T> T naming(Supplier<T> work) {
        try {
            return work.get();
        } catch (InputException e) {
            String text = e.getMessage();
            throw text.startsWith("--") || text.contains(second.toString())
                    ? e
                    : new InputException("--second-band " + second + ": " + text, e);
        }
    }

    private Double seconds() {
        return CommonOptions.positive("--second-exposure", exposure, Unit.Dimension.TIME);
    }

    /** A colour needs no absolute magnitude of the Sun; with 0 the magnitudes are apparent ones. */
    private CalibrationKeys keys() {
        return new CalibrationKeys(unit, zeroPoint, seconds(), gain, "0", null, extinction, 0, 0);
    }

    private double extinctionRatio() {
        boolean law = wavelength != null && secondWavelength != null;
        if ((ratio == null) != law || (!law && (wavelength != null || secondWavelength != null))) {
            throw new InputException(
                    "--extinction-ratio is missing: give A of the second band over A of the image, or both --wavelength and"
                            + " --second-wavelength in micrometres for a standard law; one of them");
        }
        return law ? ExtinctionLaw.relative(secondWavelength) / ExtinctionLaw.relative(wavelength) : ratio;
    }

    /** For the header of the tables. */
    void facts(Map<String, String> facts, DustDisk disk, Second band) {
        if (band == null) {
            facts.put("dust_grid", Arrays.toString(grid) + " mag at the centre");
        } else {
            facts.put("second_band", second.toString());
            facts.put("second_zero_point", String.valueOf(zeroPoint));
            facts.put("second_exposure", String.valueOf(exposure));
            facts.put("second_extinction", extinction + " mag");
            facts.put("second_psf", band.psf());
            facts.put("second_read_noise", readNoise + " electron");
            facts.put(
                    "extinction_ratio",
                    StarlightText.text("%.4g", band.band().extinctionRatio())
                            + (ratio == null
                                    ? ", Cardelli, Clayton & Mathis (1989), ApJ 345, 245, R_V = 3.1"
                                    : ", given"));
        }
        facts.put("dust_axis_ratio", StarlightText.text("%.4f", disk.axisRatio()));
        facts.put("dust_behind", "share of the light behind the dust " + behind);
    }

    /**
     * The second band.
     *
     * @param band image, PSF and noise
     * @param calibration of its counts
     * @param psf where the PSF comes from
     */
    record Second(SecondBand band, Calibration calibration, String psf) {}
}
