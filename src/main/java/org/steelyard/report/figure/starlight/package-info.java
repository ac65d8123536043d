// SPDX-License-Identifier: Apache-2.0
/**
 * The figures of the image that a fit starts from: isophotes of image and expansion, profiles of brightness along sectors with their
 * residuals, the circular speed of the starlight with its error, and the dust that was found. The folder of a run does not hold the
 * image, so that a fit draws them in every format.
 */
package org.steelyard.report.figure.starlight;
