/**
 * Columns of numbers and texts with names and units, read and written as ECSV, CSV or white-space text. Any package may use it; it depends on units alone.
 */
package org.steelyard.table;
