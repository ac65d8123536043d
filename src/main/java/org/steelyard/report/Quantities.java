package org.steelyard.report;

import java.util.Locale;
import java.util.Map;

/**
 * How a parameter stands on an axis: its symbol, its unit, and a power of ten that keeps the numbers short.
 *
 * @param title as {@link Label} reads it
 * @param factor by which values are divided
 */
record Quantities(String title, double factor) {

    private static final Map<String, String> SYMBOLS = Map.ofEntries(
            Map.entry("mbh", "M_{BH}"),
            Map.entry("mass_to_light", "M/L"),
            Map.entry("inclination", "i"),
            Map.entry("position_angle", "\u0393"),
            Map.entry("vsys", "v_{sys}"),
            Map.entry("x", "x_{0}"),
            Map.entry("y", "y_{0}"),
            Map.entry("dispersion", "\u03c3_{0}"),
            Map.entry("dispersion_amplitude", "\u03c3_{1}"),
            Map.entry("dispersion_radius", "r_{\u03c3}"),
            Map.entry("dispersion_width", "\u03bc_{\u03c3}"),
            Map.entry("flux_scale", "f_{0}"),
            Map.entry("alpha", "\u03b1"),
            Map.entry("kappa", "\u03ba"),
            Map.entry("omega", "\u03c9"),
            Map.entry("vrad", "v_{rad}"));

    /**
     * @param name of the parameter
     * @param unit of its values
     * @param typical value
     * @return its axis
     */
    static Quantities of(String name, String unit, double typical) {
        double size = Math.abs(typical);
        int power = size >= 1e5 || size < 1e-2 && size > 0 ? (int) Math.floor(Math.log10(size)) : 0;
        String printed =
                unit.equals("Msun") ? "M_{sun}" : unit.equals("Msun/Lsun") ? "M_{sun}/L_{sun}" : UnitLabel.of(unit);
        String scale =
                power == 0 ? "" : String.format(Locale.ROOT, "10^{%d}", power).replace("-", "\u2212");
        String behind = (scale + (scale.isEmpty() || printed.isEmpty() ? "" : " ") + printed).strip();
        return new Quantities(
                SYMBOLS.getOrDefault(name, name) + (behind.isEmpty() ? "" : " (" + behind + ")"), Math.pow(10, power));
    }

    double[] scaled(double[] values) {
        double[] scaled = new double[values.length];
        for (int k = 0; k < values.length; k++) {
            scaled[k] = values[k] / factor;
        }
        return scaled;
    }
}
