package org.steelyard.photometry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.BitSet;
import org.junit.jupiter.api.Test;
import org.steelyard.SharedData;
import org.steelyard.cube.Image;
import org.steelyard.cube.fits.HeaderOverrides;
import org.steelyard.cube.fits.ImageFile;

class StarlightFitTest {

    @Test
    void imageA() {
        PsfImage pi = PsfImage.fit(ImageFile.read(SharedData.path("images/image_a_psf.fits.gz"), HeaderOverrides.NONE), 1, 6);
        System.err.println(Arrays.toString(pi.psf().weight()) + Arrays.toString(pi.psf().sigma()) + Arrays.toString(pi.psf().axisRatio()) + pi.residual() + " " + pi.outside());
        Image image = ImageFile.read(SharedData.path("images/image_a_H.fits.gz"), HeaderOverrides.NONE);
        double PIXEL = .08;
        Psf truePsf = Psf.round(new double[] {0.62, 0.26, 0.12}, new double[] {0.055 / PIXEL, 0.13 / PIXEL, 0.42 / PIXEL});
        for (Psf psf : new Psf[] {truePsf, pi.psf()}) {
        long t = System.nanoTime();
        StarlightFit fit = StarlightFit.fit(image, psf, new BitSet(), StarlightOptions.defaults().withNoise(1, 15, 0));
        System.err.println((System.nanoTime() - t) / 1e9 + " s; chi2/N " + fit.reducedChiSquared() + " masked " + fit.masked().cardinality());
        System.err.println(fit.model().x() + " " + fit.model().y() + " " + fit.model().angle() + " sky " + fit.model().sky() + " point " + fit.model().pointSource() + " limit " + fit.widestAtLimit());
        Gaussians g = fit.model().gaussians();
        double[][] truth = {{60000, 0.09, 0.92}, {21000, 0.31, 0.85}, {11500, 0.8, 0.78}, {5200, 1.9, 0.74}, {1500, 4.2, 0.7}, {330, 9.5, 0.66}, {60, 19, 0.72}};
        double toLsun = Math.pow(10, 0.4 * (4.52 + 21.572 + 10 * Math.log10(1.005) + 0.01 - 25.94)) / 900 / (PIXEL * PIXEL);
        for (int k = 0; k < g.size(); k++) System.err.println(g.peak(k) * toLsun + " " + g.sigma()[k] * PIXEL + " " + g.axisRatio()[k]);
        for (double r : new double[] {0.055, 0.1, 0.2, 0.5, 1, 2, 5, 10}) {
            double tr = 0; double tm = 0;
            for (double[] row : truth) { tr += row[0] * Math.exp(-r * r / 2 / row[1] / row[1]); tm += row[0] * Math.exp(-r * r / 2 / row[1] / row[1] / row[2] / row[2]); }
            System.err.println(r + " " + (g.at(r / PIXEL, 0) * toLsun / tr - 1) + " minor " + (g.at(0, r / PIXEL) * toLsun / tm - 1));
        }
        }
    }
}
