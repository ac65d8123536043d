// SPDX-License-Identifier: Apache-2.0
package org.steelyard.simulate;

/**
 * How a simulation is run. The result depends on the seed, not on the number of threads.
 *
 * @param version of the program, for the record
 * @param configuration the configuration as TOML, for the record
 * @param rms [Jy/beam] of the noise in one channel, 0 for none
 * @param seed of the noise
 * @param sealed whether the cube's header leaves out noise and seed, from which the noise could be made again
 * @param maps whether to write moment maps too
 * @param threads worker threads that evaluate the model
 */
public record SimulationOptions(
        String version, String configuration, double rms, long seed, boolean sealed, boolean maps, int threads) {}
