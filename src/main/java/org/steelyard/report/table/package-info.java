/**
 * The numbers of a run as files and back: {@code result.json}, tables in ECSV and LaTeX, and FITS files with
 * provenance. {@link org.steelyard.report.table.RunImages} derives the moment maps and position-velocity diagrams
 * that figures and FITS files share.
 */
package org.steelyard.report.table;
