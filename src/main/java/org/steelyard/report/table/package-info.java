// SPDX-License-Identifier: Apache-2.0
/**
 * The numbers of a run and its files. {@link org.steelyard.report.table.RunImages} and {@link
 * org.steelyard.report.table.ApertureSpectrum} derive moment maps, position-velocity diagrams and line profiles. The
 * other classes write and read {@code result.json}, tables in ECSV and LaTeX, and FITS files with provenance.
 */
package org.steelyard.report.table;
