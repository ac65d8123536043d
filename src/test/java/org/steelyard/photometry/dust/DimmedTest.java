// SPDX-License-Identifier: Apache-2.0
package org.steelyard.photometry.dust;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.BitSet;
import org.junit.jupiter.api.Test;
import org.steelyard.cube.Image;
import org.steelyard.cube.SkyFrame;
import org.steelyard.inference.FitObserver;
import org.steelyard.photometry.Gaussians;
import org.steelyard.photometry.ImageModel;
import org.steelyard.photometry.PhotonNoise;
import org.steelyard.photometry.Psf;
import org.steelyard.photometry.StarlightFit;
import org.steelyard.photometry.StarlightOptions;

/** Fits of a dusty image. */
class DimmedTest {

    private static final int N = 100;

    /** [pixel] Five standard errors of the centre from the light outside of the dust. */
    private static final double CENTRE = 0.25;

    /** Dust before the near half shifts the centre of the image as it is, and with it the core that the mask leaves. */
    @Test
    void theCoreFollowsTheCentre() {
        Gaussians light = new Gaussians(new double[] {4e5, 2e6}, new double[] {4, 12}, new double[] {0.7, 0.7});
        ImageModel truth = new ImageModel(light, 20, 50.2, 48.9, 100, 0);
        Psf psf = Psf.round(new double[] {1}, new double[] {1.2});
        double[] values = truth.image(N, N, psf);
        double[] radii = truth.radii(N, N, 0.7);
        BitSet dusty = new BitSet();
        for (int p = 0; p < values.length; p++) {
            int row = p / N;
            if (radii[p] < 9) {
                dusty.set(p);
                values[p] = 100 + (values[p] - 100) * (row < 49.5 ? 0.4 : 0.9);
            }
        }
        PhotonNoise.add(values, 5, 11);
        Image image = new Image(values, N, N, SkyFrame.linear(0.1), 0, 0, "electrons");
        StarlightOptions options = StarlightOptions.defaults().withNoise(1, 5, 0);
        Dimmed dimmed = new Dimmed(image, psf, new BitSet(), options, FitObserver.NONE);
        ImageModel shifted = new ImageModel(light, 20, 50.2, 51.4, 100, 0);
        StarlightFit fit = dimmed.masked(shifted, dusty);
        assertEquals(truth.x(), fit.model().x(), CENTRE);
        assertEquals(truth.y(), fit.model().y(), CENTRE);
    }
}
