// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit.minimum;

import java.util.ArrayList;
import java.util.Locale;
import java.util.Map;
import org.steelyard.config.Configuration;
import org.steelyard.config.DiskConfig;
import org.steelyard.disk.KinematicCentre;
import org.steelyard.disk.shape.AutoWarp;
import org.steelyard.disk.shape.DiskShape;
import org.steelyard.disk.shape.DiskWarp;
import org.steelyard.disk.shape.FlatDisk;
import org.steelyard.disk.shape.LinearWarp;
import org.steelyard.disk.shape.RingWarp;
import org.steelyard.fit.search.FitOptions;
import org.steelyard.fit.search.FittableData;
import org.steelyard.fit.search.InitialGuess;
import org.steelyard.fit.search.Minimum;
import org.steelyard.fit.search.PreparedFit;
import org.steelyard.fit.search.Refit;
import org.steelyard.inference.Solution;
import org.steelyard.kernel.ParallelFor;
import org.steelyard.potential.stars.StellarPotential;

/**
 * The choice of {@code disk.warp = "auto"}: a coarse fit of rings, whose parabola of chi^2 tells how far a linear warp and
 * a flat disk lie above it. The least Bayesian information criterion, chi^2 + k ln N (Schwarz 1978, Ann. Stat. 6, 461),
 * wins, with chi^2 in units of the noise that the beam correlates.
 *
 * @param warp the chosen one
 * @param message one line for the user
 */
public record WarpChoice(DiskWarp warp, String message) {

    /** [peak] tolerance of adaptive sub-pixels. */
    private static final double COARSE = 1e-2;

    private static final String KEY = "disk.warp = \"auto\": ";

    /**
     * @param data to fit
     * @param stars the stars' mass
     * @param options of the fit
     * @param threads worker threads that evaluate the model
     * @return the choice
     * @param <F> kind of the fit
     */
    public static <F extends PreparedFit<F>> WarpChoice of(
            FittableData<F> data, StellarPotential stars, FitOptions options, ParallelFor threads) {
        Configuration config = data.config();
        double[] radii = data.guess(config, stars).rings();
        if (radii.length == 0) {
            return new WarpChoice(
                    new FlatDisk(), KEY + "the velocity field shows fewer than three rings, so that the disk is flat");
        }
        RingWarp rings = new RingWarp(radii);
        FittableData<F> ringed = data.with(config.withDisk(with(config, rings)));
        InitialGuess guess = ringed.guess(ringed.config(), stars);
        Double given = config.parameter(KinematicCentre.SYSTEMIC_VELOCITY).start();
        double vsys = given != null ? given : guess.values().get(KinematicCentre.SYSTEMIC_VELOCITY);
        F fit = ringed.prepare(guess, stars, vsys).coarser(COARSE);
        MultiStart start = new MultiStart(ringed.config(), options, fit.galaxy(), new ArrayList<>());
        InitialGuess measured = ringed.guess(ringed.config().withParameters(Map.of()), stars);
        Solution found = start.nearest(fit.problem(threads), measured);
        F there = fit.with(start.space());
        Solution minimum = Refit.withErrors(there.problem(threads), found);
        WarpEvidence evidence = WarpEvidence.ofOrNull(new Minimum<>(there, minimum, 0, null, null));
        if (evidence == null) {
            return new WarpChoice(
                    new FlatDisk(), KEY + "the data leave the angles of rings open, so that the disk is flat");
        }
        double penalty = 2 * Math.log(there.problem(threads).dataCount());
        double flat = evidence.rise(r -> new double[] {1});
        double linear = evidence.rise(r -> new double[] {1, r}) + penalty;
        double free = penalty * (radii.length - 1);
        DiskWarp chosen = free < Math.min(flat, linear) ? rings : linear < flat ? new LinearWarp() : new FlatDisk();
        double least = Math.min(free, Math.min(flat, linear));
        return new WarpChoice(
                chosen,
                String.format(
                        Locale.ROOT,
                        KEY + "%s describes the data best (Bayesian information criterion, less the least: %.1f flat, %.1f linear, %.1f with %d rings)",
                        chosen instanceof FlatDisk ? "a flat disk" : chosen == rings ? "a warp through rings" : "a linear warp",
                        flat - least,
                        linear - least,
                        free - least,
                        radii.length));
    }

    /**
     * @param config any
     * @return whether its warp is to be chosen
     */
    public static boolean isOpen(Configuration config) {
        return config.disk().shape().warp() instanceof AutoWarp;
    }

    /**
     * @param config whose warp is to be chosen
     * @return the same with this choice
     */
    public Configuration applied(Configuration config) {
        return config.withDisk(with(config, warp));
    }

    private static DiskConfig with(Configuration config, DiskWarp warp) {
        DiskShape shape = config.disk().shape();
        return config.disk().withShape(new DiskShape(warp, shape.priorOrNull(), shape.thickness()));
    }
}
