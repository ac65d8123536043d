/**
 * The numbers of a run as files: JSON, ECSV, LaTeX and FITS.
 */
package org.steelyard.report.table;
