// SPDX-License-Identifier: Apache-2.0
package org.steelyard.explore;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.steelyard.cube.fits.FitsProvenance;
import org.steelyard.fit.search.FitImages;
import org.steelyard.table.ColumnTable;

/**
 * What a page shows, from which files are made.
 *
 * @param images data and model at the values of the page
 * @param view pixel, channel and line of the page
 * @param path of the last fit, where there is one
 * @param draws of the run; null for none
 * @param provenance for the HISTORY of a FITS file
 */
record Shown(
        FitImages images,
        ViewRequest view,
        Supplier<ColumnTable> path,
        @Nullable Draws draws,
        FitsProvenance provenance) {}
