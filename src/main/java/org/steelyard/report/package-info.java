// SPDX-License-Identifier: Apache-2.0
/**
 * The folder of a run. {@link org.steelyard.report.RunFolder} writes and reads it; {@link
 * org.steelyard.report.ErrorsFolder} adds an error budget.
 *
 * <p>The content of the folder comes from the packages below: numbers and tables ({@link org.steelyard.report.table}),
 * figures ({@link org.steelyard.report.figure}, drawn with {@link org.steelyard.report.plot}) and the page ({@link
 * org.steelyard.report.page}). Images are drawn from the pixels of the cube through the affine map of its sky frame,
 * without interpolation, so that north is up and east to the left for flipped and rotated cubes too.
 */
package org.steelyard.report;
