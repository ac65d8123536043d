// SPDX-License-Identifier: Apache-2.0
/**
 * From the section {@code [starlight]} of a configuration to the stars' multi-Gaussian expansion: reads image, PSF and masks, fits them,
 * and gives the table with all that was used and found.
 */
package org.steelyard.starlight;
