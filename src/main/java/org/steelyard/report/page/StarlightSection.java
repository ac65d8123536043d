// SPDX-License-Identifier: Apache-2.0
package org.steelyard.report.page;

import java.util.List;
import org.steelyard.table.ColumnTable;

/** The section of {@code report.html} on the image that a fit started from: the figures and the Gaussians. */
public final class StarlightSection {

    private static final int DIGITS = 4;

    private StarlightSection() {}

    /**
     * @param mge the expansion, mge.ecsv
     * @param pictures of the image and of dust; empty without figures
     * @return HTML
     */
    public static String of(ColumnTable mge, List<HtmlPage.Picture> pictures) {
        HtmlWriter html = new HtmlWriter();
        html.element("h2", "Starlight");
        pictures.forEach(picture -> html.raw(HtmlPage.html(picture)));
        html.openTable("Gaussian", "Surface brightness [Lsun/pc2]", "Sigma [arcsec]", "Axis ratio");
        double[] brightness = mge.numbers("surface_brightness");
        double[] sigma = mge.numbers("sigma");
        double[] ratio = mge.numbers("axis_ratio");
        for (int k = 0; k < sigma.length; k++) {
            html.row(
                    HtmlWriter.number(Integer.toString(k + 1)),
                    HtmlWriter.number(ValueText.of(brightness[k], 1)),
                    HtmlWriter.number(ValueText.of(sigma[k], DIGITS)),
                    HtmlWriter.number(ValueText.of(ratio[k], DIGITS)));
        }
        html.closeTable();
        return html.html();
    }
}
