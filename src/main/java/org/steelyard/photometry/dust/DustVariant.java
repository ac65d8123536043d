// SPDX-License-Identifier: Apache-2.0
package org.steelyard.photometry.dust;

import org.steelyard.cube.Image;
import org.steelyard.photometry.StarlightFit;

/**
 * One choice of what is done about the dust.
 *
 * @param name of the choice, in letters that a file's name can have
 * @param image that was fitted, the original or a corrected one, its sky left in it
 * @param fit of it
 * @param weight of the choice in an average; all weights of a set add up to one
 */
public record DustVariant(String name, Image image, StarlightFit fit, double weight) {}
