// SPDX-License-Identifier: Apache-2.0
/**
 * Small tables of numbers and texts with named columns and units. {@link org.steelyard.table.TableReader} reads
 * ECSV, CSV and white-space text; {@link org.steelyard.table.TableWriter} writes ECSV.
 *
 * <p>A table honours the units that its file states and refuses a unit of another dimension. What a column means is
 * the business of the caller.
 */
package org.steelyard.table;
