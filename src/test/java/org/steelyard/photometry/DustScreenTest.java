package org.steelyard.photometry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.BitSet;
import org.junit.jupiter.api.Test;
import org.steelyard.SharedData;
import org.steelyard.cube.Image;
import org.steelyard.cube.fits.HeaderOverrides;
import org.steelyard.cube.fits.ImageFile;
import org.steelyard.potential.MgeTable;
import org.steelyard.units.DistanceScale;

class DustScreenTest {

    static Image read(String name) {
        return ImageFile.read(SharedData.path("images/" + name + ".fits.gz"), HeaderOverrides.NONE);
    }

    static double speed(MgeTable t, double inc, double arcsec) {
        double pc = new DistanceScale(20).pcPerArcsec();
        return Math.sqrt(t.toPhysical(pc).at(Math.toRadians(inc)).speedSquared(arcsec * pc));
    }

    @Test
    void imageB() {
        Image h = read("image_b_dust_H");
        Image i = read("image_b_dust_I");
        Psf psf = PsfImage.fit(read("image_b_dust_psf"), 1, 6).psf();
        StarlightOptions o = StarlightOptions.defaults().withNoise(1, 15, 0).withInclination(70);
        Calibration c = Calibration.of(25.94, 900, 0.08, 4.52).withExtinction(0.01).withRedshift(0.005, 0);
        double[][] tr = {{15000, 0.22, 0.86}, {9000, 0.7, 0.8}, {4800, 1.7, 0.77}, {1500, 4.0, 0.72}, {300, 9.0, 0.7}, {50, 20, 0.74}};
        double[] a = new double[6], s = new double[6], q = new double[6];
        for (int k = 0; k < 6; k++) { a[k] = tr[k][0]; s[k] = tr[k][1]; q[k] = tr[k][2]; }
        MgeTable truth = new MgeTable(a, s, q);
        StarlightFit original = StarlightFit.fit(h, psf, new BitSet(), o);
        show("original", original, c, truth);
        StarlightFit fi = StarlightFit.fit(i, psf, new BitSet(), StarlightOptions.defaults().withNoise(1, 5, 0));
        System.err.println("I sky " + fi.model().sky() + " H sky " + original.model().sky());
        double cos = Math.cos(Math.toRadians(70));
        DustScreen screen = new DustScreen(0.5);
        DustScreen.Disk disk = new DustScreen.Disk(2.4 / .08, cos, 6 / .08);
        StarlightFit now = original;
        for (int pass = 0; pass < 3; pass++) {
            long t0 = System.nanoTime();
            DustScreen.Corrected d = screen.correct(h, now.model(), psf, 1, new DustScreen.SecondBand(i, fi.model().sky(), 1, 3.2), disk);
            System.err.println((System.nanoTime() - t0) / 1e9 + " s colour " + d.intrinsicColour() + java.util.Arrays.toString(d.extinction()));
            now = StarlightFit.fit(d.image(), psf, new BitSet(), o);
            fi = StarlightFit.fit(d.second(), psf, new BitSet(), StarlightOptions.defaults().withNoise(1, 5, 0));
            System.err.println("I sky " + fi.model().sky());
            show("corrected sky " + now.model().sky(), now, c, truth);
        }
        BitSet m = new BitSet();
        double[] r = DustScreen.radii(400, 400, original.model(), cos);
        for (int p = 0; p < r.length; p++) m.set(p, r[p] < 2.2 / .08 && r[p] > 3);
        try { show("masked", StarlightFit.fit(h, psf, m, o), c, truth); } catch (RuntimeException e) { System.err.println(e.getMessage()); }
        for (double ah : new double[] {0.5, 1, 1.5}) {
            show("A_H " + ah, StarlightFit.fit(screen.withCentralExtinction(h, now.model(), psf, ah, .9 / .08, disk), psf, new BitSet(), o), c, truth);
        }
    }

    private static void show(String name, StarlightFit fit, Calibration c, MgeTable truth) {
        MgeTable t = new StarlightMge(fit, c).table();
        StringBuilder b = new StringBuilder(name + " n " + t.sigmaArcsec().length + " chi2/N " + fit.reducedChiSquared() + " cost " + fit.ratioCost());
        for (double r : new double[] {0.1, 0.2, 0.5, 1, 2, 5, 10}) b.append(" " + r + ":" + String.format("%.4f", speed(t, 70, r) / speed(truth, 70, r) - 1));
        System.err.println(b);
    }
}
