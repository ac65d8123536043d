// SPDX-License-Identifier: Apache-2.0
package org.steelyard.config;

import static org.steelyard.config.Limits.positive;
import static org.steelyard.config.Limits.require;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.steelyard.photometry.calibration.CalibrationKeys;
import org.steelyard.units.InputException;

/**
 * Section {@code [starlight]}: the image of the galaxy that the stars' multi-Gaussian expansion is fitted to.
 *
 * @param image the image, or null
 * @param extension EXTNAME of the image's extension, or null for the first
 * @param psf a FITS image, a table of Gaussians, the FWHM of a Gaussian like {@code 0.15 arcsec}, or {@code none}; null if it is not
 *     given
 * @param psfOversampling pixels of the PSF's image along one pixel of the galaxy's
 * @param pixel [arcsec] side of a pixel, or null for the header's
 * @param masks FITS images or DS9 regions of pixels that are left out
 * @param calibration of the counts
 * @param readNoise [electron] of a pixel
 * @param sky [unit of the image] level of the sky, or null to fit it
 * @param subtractedSky [unit of the image] sky that was subtracted before
 * @param saturation [unit of the image] pixels at or above it are left out, or null
 * @param gaussians largest number of Gaussians
 * @param pointSource whether a point source at the centre is fitted if the data ask for it
 * @param sourceMask whether stars and neighbours are found and masked
 * @param dust what is done about a dust disk, or null for nothing
 */
public record StarlightConfig(
        Path image,
        String extension,
        String psf,
        double psfOversampling,
        Double pixel,
        List<Path> masks,
        CalibrationKeys calibration,
        double readNoise,
        Double sky,
        double subtractedSky,
        Double saturation,
        int gaussians,
        boolean pointSource,
        boolean sourceMask,
        @Nullable DustConfig dust) {

    /** Largest number of Gaussians where none is given. */
    public static final int MOST_GAUSSIANS = 14;

    /** A PSF that is no file: the FWHM of a Gaussian, or none. */
    private static final String NO_FILE = "none|\\s*[-+.]?\\d[-+.eE\\d]*\\s*[A-Za-z\"]*\\s*";

    /** @throws InputException if a size is not positive */
    public StarlightConfig {
        masks = List.copyOf(masks);
        positive("starlight.pixel", pixel, "arcsec");
        positive("starlight.psf_oversampling", psfOversampling, "");
        positive("starlight.exposure", calibration.exposure(), "s");
        positive("starlight.gain", calibration.gain(), "electron per unit of the image");
        require(readNoise >= 0, "starlight.read_noise = " + readNoise + " electron must not be negative");
        require(subtractedSky >= 0, "starlight.subtracted_sky = " + subtractedSky + " must not be negative");
        require(gaussians >= 1 && gaussians <= 30, "starlight.gaussians = " + gaussians + " must be 1 to 30");
    }

    /**
     * Whether a text for the PSF is a file.
     *
     * @param psf as in {@link #psf}
     * @return false for the FWHM of a Gaussian and {@code none}
     */
    public static boolean isFile(String psf) {
        return !psf.matches(NO_FILE);
    }
}
