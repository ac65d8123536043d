// SPDX-License-Identifier: Apache-2.0
/**
 * Voxels and pixels that hold no measurement although the file does not mark them as blank: zeros outside a field or
 * mask, fill values, infinite and wild values, dead channels; and which of the emission is the galaxy's.
 */
package org.steelyard.cube.quality;
