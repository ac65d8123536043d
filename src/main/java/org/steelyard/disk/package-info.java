// SPDX-License-Identifier: Apache-2.0
/**
 * A thin disk of gas on the sky: where a point of the sky lies in the disk, how fast the gas there recedes, how broad
 * and how bright its line is (method page, sections 2 to 5).
 *
 * <p>Conventions: offsets from the centre are in arcsec, east and north. The position angle is that of the receding
 * half of the major axis, north through east. Inclination 0 is face-on. Both are in rad here. In the disk, x_d points
 * along the receding half of the major axis and y_d towards position angle + 90 deg; radii on the sky's scale are in
 * arcsec, those of a potential in pc.
 *
 * <p>{@link org.steelyard.disk.ThinDisk} puts the parts together for one point at a time: the readable form, against
 * which faster ones are held.
 */
package org.steelyard.disk;
