// SPDX-License-Identifier: Apache-2.0
package org.steelyard.report.table;

import org.steelyard.table.ColumnTable;

/** A figure whose numbers are saved beside it, as ECSV. */
public interface FigureNumbers {

    /** @return the numbers that are drawn, with their units */
    ColumnTable numbers();
}
