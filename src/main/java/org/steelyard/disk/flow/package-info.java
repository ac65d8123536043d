// SPDX-License-Identifier: Apache-2.0
/**
 * Laws of the gas' motion in the plane of the disk: how much of the circular speed is rotation, and how fast the gas
 * flows in or out (method page, section 4), one file each.
 *
 * <p>A law implements {@link org.steelyard.disk.flow.RadialFlow} and has a line in {@link
 * org.steelyard.disk.flow.RadialFlows}; its keyword is then a value of {@code disk.flow}.
 */
package org.steelyard.disk.flow;
