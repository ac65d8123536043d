// SPDX-License-Identifier: Apache-2.0
package org.steelyard.fit.minimum;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.steelyard.config.Configuration;
import org.steelyard.disk.shape.AutoWarp;
import org.steelyard.disk.shape.DiskShape;
import org.steelyard.disk.shape.DiskWarp;
import org.steelyard.disk.shape.FlatDisk;
import org.steelyard.disk.shape.LinearWarp;
import org.steelyard.disk.shape.RingWarp;
import org.steelyard.fit.diagnosis.WarpNeed;
import org.steelyard.fit.search.FitOptions;
import org.steelyard.fit.search.FittableData;
import org.steelyard.fit.search.Minimum;
import org.steelyard.fit.search.PreparedFit;
import org.steelyard.kernel.ParallelFor;
import org.steelyard.potential.stars.StellarPotential;

/**
 * The choice of {@code disk.warp = "auto"}: a fit of rings, whose parabola of chi^2 tells how far a linear warp and a flat
 * disk lie above it, and then one of the linear warp if that is better. The least Bayesian information criterion, chi^2 + k ln N (Schwarz 1978, Ann. Stat. 6, 461), wins, with
 * chi^2 in units of the noise that the beam correlates.
 *
 * @param warp the chosen one
 * @param minimumOrNull its minimum; null where the fit of that warp is still to be made
 * @param message one line for the user
 * @param <F> kind of the fit
 */
public record WarpChoice<F extends PreparedFit<F>>(
        DiskWarp warp, @Nullable Minimum<F> minimumOrNull, String message) {

    /** Rings that show a curved warp. */
    private static final int LEAST = 3;

    /** [sigma] Significance below which a linear warp is not taken. */
    private static final double NEEDED = 3;

    private static final String KEY = "disk.warp = \"auto\": ";

    /**
     * @param data to fit
     * @param stars the stars' mass
     * @param options of the fit
     * @param threads worker threads that evaluate the model
     * @param messages of the fit of rings, where these are chosen. Modified
     * @return the choice
     * @param <F> kind of the fit
     */
    public static <F extends PreparedFit<F>> WarpChoice<F> of(
            FittableData<F> data,
            StellarPotential stars,
            FitOptions options,
            ParallelFor threads,
            List<String> messages) {
        double[] radii = data.guess(data.config(), stars).rings();
        if (radii.length == 0) {
            return flat("the velocity field covers fewer than three ellipses, and the disk is taken as flat");
        }
        RingWarp rings = new RingWarp(radii);
        List<String> ofRings = new ArrayList<>();
        Minimum<F> minimum = fitted(data, rings, stars, options, threads, ofRings);
        while (minimum.warpOrNull() == null && rings.radii().length > LEAST) {
            // Faint data do not tell the angles of so many rings.
            radii = thinned(radii);
            rings = new RingWarp(radii);
            ofRings.clear();
            minimum = fitted(data, rings, stars, options, threads, ofRings);
        }
        WarpNeed need = minimum.warpOrNull();
        if (need == null) {
            return linear(
                    data, stars, options, threads, messages, ", because the data do not tell the angles of rings");
        }
        double penalty = 2 * Math.log(minimum.fit().data().length);
        double flat = need.flatRise();
        double linear = need.linearRise() + penalty;
        double free = penalty * (radii.length - 1);
        double least = Math.min(free, Math.min(flat, linear));
        String criteria = String.format(
                Locale.ROOT,
                " describes the data best; Bayesian information criterion above the least: flat %.1f, linear %.1f, %d rings %.1f",
                flat - least,
                linear - least,
                radii.length,
                free - least);
        if (free == least) {
            messages.addAll(ofRings);
            return new WarpChoice<>(rings, minimum, KEY + "a warp through rings" + criteria);
        }
        if (flat == least) {
            return flat("a flat disk" + criteria);
        }
        return linear(data, stars, options, threads, messages, criteria);
    }

    /** A linear warp, or a flat disk where its own fit does not need it. */
    private static <F extends PreparedFit<F>> WarpChoice<F> linear(
            FittableData<F> data,
            StellarPotential stars,
            FitOptions options,
            ParallelFor threads,
            List<String> messages,
            String why) {
        List<String> ofLinear = new ArrayList<>();
        Minimum<F> straight = fitted(data, new LinearWarp(), stars, options, threads, ofLinear);
        WarpNeed need = straight.warpOrNull();
        if (need == null || need.significance() >= NEEDED) {
            messages.addAll(ofLinear);
            return new WarpChoice<>(new LinearWarp(), straight, KEY + "a linear warp" + why);
        }
        return flat(String.format(
                Locale.ROOT,
                "a linear warp gets no more than %.1f sigma from its fit, and the disk is taken as flat",
                need.significance()));
    }

    /** Half as many steps between the same first and last radius. */
    private static double[] thinned(double[] radii) {
        int last = radii.length - 1;
        int steps = Math.max(LEAST - 1, last / 2);
        return IntStream.rangeClosed(0, steps)
                .mapToDouble(k -> radii[Math.round((float) k * last / steps)])
                .toArray();
    }

    private static <F extends PreparedFit<F>> Minimum<F> fitted(
            FittableData<F> data,
            DiskWarp warp,
            StellarPotential stars,
            FitOptions options,
            ParallelFor threads,
            List<String> messages) {
        FittableData<F> warped = data.with(applied(data.config(), warp));
        return new Search(warped.config(), options, threads, messages)
                .find(warped, warped.guess(warped.config(), stars), stars);
    }

    private static <F extends PreparedFit<F>> WarpChoice<F> flat(String why) {
        return new WarpChoice<>(new FlatDisk(), null, KEY + why);
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
        return applied(config, warp);
    }

    private static Configuration applied(Configuration config, DiskWarp warp) {
        DiskShape shape = config.disk().shape();
        return config.withDisk(config.disk().withShape(new DiskShape(warp, shape.priorOrNull(), shape.thickness())));
    }
}
