// SPDX-License-Identifier: Apache-2.0
package org.steelyard.photometry.file;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.steelyard.cube.Image;
import org.steelyard.cube.LocalFrame;
import org.steelyard.cube.fits.HeaderOverrides;
import org.steelyard.cube.fits.ImageFile;
import org.steelyard.photometry.Psf;
import org.steelyard.photometry.PsfImage;
import org.steelyard.table.ColumnTable;
import org.steelyard.table.TableReader;
import org.steelyard.units.Constants;
import org.steelyard.units.InputException;
import org.steelyard.units.Quantity;
import org.steelyard.units.Unit;

/**
 * Reads a point-spread function in the forms in use: an image in FITS, a table of Gaussians, the FWHM of one Gaussian.
 *
 * @param psf the Gaussians, in pixels of the galaxy's image
 * @param description of where it comes from
 * @param notes what the user should know, one line each
 */
public record PsfFile(Psf psf, String description, List<String> notes) {

    /** Share of the PSF's light that may be left out without a note. */
    private static final double RESIDUAL = 0.01;

    /** Gaussians of the fit to an image of a PSF. */
    private static final int MOST_GAUSSIANS = 6;

    private static final String WEIGHT = "weight";
    private static final String SIGMA = "sigma";
    private static final String AXIS_RATIO = "axis_ratio";
    private static final String POSITION_ANGLE = "position_angle";

    /**
     * Reads a PSF.
     *
     * @param text a FITS file with the image of a PSF that adds up to one; a table with the columns weight, sigma [arcsec] and, for
     *     elliptical Gaussians, axis_ratio and position_angle [deg, north through east]; the FWHM of a round Gaussian, such as
     *     {@code 0.15 arcsec}; or {@code none}
     * @param oversampling how many pixels of the PSF's image make one of the galaxy's image, along each axis
     * @param galaxy the galaxy's image
     * @return the PSF
     * @throws InputException if it cannot be read or is no PSF; names the file
     */
    public static PsfFile read(String text, double oversampling, StarlightImage galaxy) {
        return FitsName.isFits(Path.of(text))
                ? naming(Path.of(text), () -> image(Path.of(text), oversampling, galaxy.image()))
                : gaussians(text, galaxy.local());
    }

    /**
     * Reads a PSF that is not an image.
     *
     * @param text a table of Gaussians, a FWHM or {@code none}, as for {@link #read(String, double, StarlightImage)}
     * @param pixel [arcsec] side of a pixel of the galaxy's image
     * @return the PSF
     * @throws InputException if it cannot be read, is no PSF, or is an image, whose angle is not known here; names the file
     */
    public static PsfFile read(@Nullable String text, double pixel) {
        if (text == null) {
            throw new InputException(
                    "starlight.psf is missing; give a table of Gaussians, a FWHM like \"0.15 arcsec\", or none");
        }
        if (FitsName.isFits(Path.of(text))) {
            throw new InputException(
                    text + ": is an image of a PSF, which goes with the image of a galaxy; give a table with"
                            + " the columns weight and sigma [arcsec], a FWHM like \"0.15 arcsec\", or none");
        }
        return gaussians(text, new LocalFrame(-pixel, 0, 0, pixel));
    }

    private static PsfFile gaussians(String text, LocalFrame local) {
        double pixel = local.pixelSize();
        if (text.strip().equals("none")) {
            return new PsfFile(Psf.none(), "none", List.of());
        }
        if (text.matches("\\s*[-+.]?\\d[-+.eE\\d]*\\s*[A-Za-z\"]*\\s*")) {
            double fwhm = Quantity.parse(text).as(Unit.Dimension.ANGLE);
            if (!(fwhm > 0)) {
                throw new InputException(
                        "PSF \"" + text + "\": the FWHM must be positive, for example \"0.15 arcsec\"");
            }
            double sigma = fwhm / Constants.FWHM_PER_SIGMA / pixel;
            return new PsfFile(
                    Psf.round(new double[] {1}, new double[] {sigma}), "round Gaussian of FWHM " + text, List.of());
        }
        Path file = Path.of(text);
        return naming(file, () -> table(file, local));
    }

    private static PsfFile naming(Path file, Supplier<PsfFile> read) {
        try {
            return read.get();
        } catch (InputException e) {
            throw e.getMessage().startsWith(file.toString()) ? e : new InputException(file + ": " + e.getMessage(), e);
        }
    }

    private static PsfFile image(Path file, double oversampling, Image galaxy) {
        Image image = ImageFile.read(file, HeaderOverrides.NONE);
        if (image.nx() > oversampling * galaxy.nx() || image.ny() > oversampling * galaxy.ny()) {
            throw new InputException("the PSF's image of " + image.nx() + " x " + image.ny()
                    + " pixels is larger than the"
                    + " galaxy's, " + galaxy.nx() + " x " + galaxy.ny() + ", at an oversampling of " + oversampling
                    + "; cut it, or correct the oversampling");
        }
        PsfImage fit = PsfImage.fit(image, oversampling, MOST_GAUSSIANS);
        boolean complete = fit.psf().remainder() != null;
        String remainder = String.format(
                Locale.ROOT,
                "their remainder of %.2g %% of the light %s",
                100 * fit.residual(),
                complete ? "convolved" : "left out");
        List<String> notes = complete || fit.residual() < RESIDUAL
                ? List.of()
                : List.of(file + ": " + fit.psf().size() + " Gaussians describe the PSF, " + remainder + ", as "
                        + oversampling + " pixels make one of the image; give a PSF with a whole number");
        return new PsfFile(
                fit.psf(), file + " (image, " + fit.psf().size() + " Gaussians fitted, " + remainder + ")", notes);
    }

    private static PsfFile table(Path file, LocalFrame local) {
        ColumnTable table = TableReader.read(file);
        Set<String> names = new HashSet<>(table.names());
        boolean elliptical = names.contains(AXIS_RATIO);
        if (!names.equals(elliptical ? Set.of(WEIGHT, SIGMA, AXIS_RATIO, POSITION_ANGLE) : Set.of(WEIGHT, SIGMA))) {
            throw new InputException("has the columns " + String.join(", ", table.names())
                    + "; a PSF needs weight and sigma [arcsec] and, where it is not round, axis_ratio and position_angle"
                    + " [deg]");
        }
        double[] sigma = Arrays.stream(table.quantities(SIGMA, Unit.Dimension.ANGLE))
                .map(s -> s / local.pixelSize())
                .toArray();
        double[] weight = table.quantities(WEIGHT, Unit.Dimension.NONE);
        Psf psf = elliptical
                ? new Psf(
                        weight,
                        sigma,
                        table.quantities(AXIS_RATIO, Unit.Dimension.NONE),
                        Arrays.stream(table.degrees(POSITION_ANGLE))
                                .map(angle -> inImage(angle, local))
                                .toArray())
                : Psf.round(weight, sigma);
        return new PsfFile(psf, file + " (table, " + psf.size() + " Gaussians)", List.of());
    }

    /** [deg] Angle in the image, from the columns towards the rows, of a position angle north through east. */
    private static double inImage(double positionAngle, LocalFrame local) {
        double radians = Math.toRadians(positionAngle);
        double[] step = local.toPixels(Math.sin(radians), Math.cos(radians));
        return Math.toDegrees(Math.atan2(step[1], step[0]));
    }
}
