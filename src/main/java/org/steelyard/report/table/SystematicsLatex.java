// SPDX-License-Identifier: Apache-2.0
package org.steelyard.report.table;

import java.util.Locale;
import org.steelyard.errors.BudgetResult;

/** Writes the systematic error budget as a {@code deluxetable} in LaTeX. */
public final class SystematicsLatex {

    private SystematicsLatex() {}

    /**
     * @param result budget of the systematic errors
     * @return the table, for a manuscript of the AAS journals
     */
    public static String of(BudgetResult result) {
        StringBuilder tex = new StringBuilder("""
                \\begin{deluxetable}{lrrrr}
                \\tablecaption{Systematic error budget of the black hole mass\\label{tab:systematics}}
                \\tablehead{\\colhead{Change} & \
                \\colhead{$M_\\mathrm{BH}$} & \\colhead{$\\Delta M_\\mathrm{BH}$} & \\colhead{$\\chi^2$} & \\colhead{dof}\\\\
                \\colhead{} & \\colhead{($M_\\odot$)} & \\colhead{(\\%)} & \\colhead{} & \\colhead{}}
                \\startdata
                """);
        String group = "";
        for (BudgetResult.Line line : result.lines()) {
            if (!line.group().title().equals(group)) {
                group = line.group().title();
                tex.append("\\sidehead{").append(capital(group)).append("}\n");
            }
            boolean refit = line.dof() > 0 && !line.status().equals("scaled");
            tex.append(escape(line.name())).append(" & ");
            tex.append(
                    Double.isNaN(line.mass())
                            ? "\\nodata & \\nodata"
                            : String.format(Locale.ROOT, "%s & $%+.1f$", power(line.mass()), line.change()));
            tex.append(
                    refit
                            ? String.format(Locale.ROOT, " & %.1f & %d", line.chiSquared(), line.dof())
                            : " & \\nodata & \\nodata");
            tex.append("\\\\\n");
        }
        tex.append("\\enddata\n\\tablecomments{")
                .append(String.format(
                        Locale.ROOT,
                        "The adopted fit has $M_\\mathrm{BH} = %s\\,M_\\odot$. ",
                        power(result.mass()).replace("$", "")))
                .append("Added in quadrature, ")
                .append(
                        result.quadrature()
                                ? "all changes"
                                : "the largest upward and the largest downward change of each group")
                .append(String.format(
                        Locale.ROOT,
                        " give $%+.1f\\%%$ and $-%.1f\\%%$, without the distance.}\n",
                        result.up(),
                        result.down()))
                .append("\\end{deluxetable}\n");
        return tex.toString();
    }

    private static String power(double mass) {
        int exponent = (int) Math.floor(Math.log10(mass));
        return mass > 0
                ? String.format(Locale.ROOT, "$%.3f\\times10^{%d}$", mass / Math.pow(10, exponent), exponent)
                : "$0$";
    }

    private static String capital(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }

    static String escape(String text) {
        return text.replaceAll("([_%&#$])", "\\\\$1");
    }
}
