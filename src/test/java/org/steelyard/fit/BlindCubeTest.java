package org.steelyard.fit;

import java.nio.file.*;
import java.util.*;
import org.junit.jupiter.api.*;
import org.steelyard.SharedData;
import org.steelyard.cube.*;
import org.steelyard.inference.FitObserver;

class BlindCubeTest {
    static FitConfig config(Path cube, Path mge, double d, FitConfig.Disk disk, FitConfig.Model model, FitConfig.Fit fit, Map<String, FitConfig.ParameterSetting> p) {
        return new FitConfig(Path.of("."), new FitConfig.Data(cube, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null),
            new FitConfig.Galaxy("blind", null, d),
            new FitConfig.Potential(mge, null, false, null, null, FitConfig.GasSource.NONE, null, 0, 3.1, 0.7, 1.36), disk, model, fit, null, p);
    }
    @Test void blind() {
        for (String n : new String[] {"a", "b"}) {
            FitConfig c = config(SharedData.path("cubes/blind_" + n + ".fits.gz"), SharedData.path("cubes/blind_" + n + "_mge.csv"), n.equals("a") ? 17.1 : 27.3,
                new FitConfig.Disk(FitConfig.Dispersion.FLAT, FitConfig.Flow.NONE, 1, FitConfig.Brightness.DECONVOLVED, null, 10, false),
                new FitConfig.Model(null, 1e-4, null, FitConfig.LineProfile.INTEGRATED),
                new FitConfig.Fit(null, null, FitConfig.Noise.UNIFORM, null, null, FitConfig.Likelihood.INDEPENDENT, FitConfig.Optimiser.LEVENBERG_MARQUARDT), Map.of());
            FitOutcome o = GalaxyFit.run(c, new GalaxyFit.Run("0", 2, 1, new FitObserver() {
                public void iteration(int i, double chi, double[] p) { System.out.println(i + " " + chi + " " + Arrays.toString(p)); }
            }, () -> System.nanoTime() / 1e9));
            FitResult r = o.result();
            System.out.println(r.status() + " chi2 " + r.chi2() + " n " + r.nData() + " red " + r.reducedChi2() + " ev " + r.evaluations() + " " + r.timing() + " " + r.messages());
            for (var p : r.parameters()) System.out.println("  " + p);
            System.out.println(r.derived());
        }
    }
}
