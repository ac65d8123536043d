// SPDX-License-Identifier: Apache-2.0
package org.steelyard.config;

import static org.steelyard.config.Limits.require;

import org.steelyard.units.InputException;

/**
 * Section {@code [model]}.
 *
 * @param oversampling sub-pixels along a pixel's side, or null: as many as {@code tolerance} needs, by place
 * @param tolerance of adaptive sub-pixels, relative to the peak
 * @param block pixels along a block's side, or null: about one beam
 * @param lineProfile how a channel sees the line
 */
public record ModelConfig(Integer oversampling, double tolerance, Integer block, LineProfile lineProfile) {

    /** @throws InputException for a number out of its limits */
    public ModelConfig {
        require(
                oversampling == null || oversampling >= 1 && oversampling <= 100,
                "model.oversampling = " + oversampling + " must be 1 to 100 sub-pixels a side, or \"adaptive\"");
        require(
                tolerance > 0 && tolerance < 1,
                "model.tolerance = " + tolerance + " must be between 0 and 1, like 1e-4");
        require(
                block == null || block >= 1,
                "model.block = " + block + " must be 1 or more pixels a side, or \"auto\"");
    }

    /** @return sub-pixels and blocks as the data need them */
    public static ModelConfig defaults() {
        return new ModelConfig(null, 1e-5, null, LineProfile.INTEGRATED);
    }

    /**
     * @param count of sub-pixels along a pixel's side, or null: adaptive
     * @return this section with that count
     */
    public ModelConfig withOversampling(Integer count) {
        return new ModelConfig(count, tolerance, block, lineProfile);
    }

    /**
     * @param changed tolerance of adaptive sub-pixels, relative to the peak
     * @return this section with that tolerance
     */
    public ModelConfig withTolerance(double changed) {
        return new ModelConfig(oversampling, changed, block, lineProfile);
    }

    /** The same with adaptive sub-pixels of this tolerance at least; uniform ones stay. */
    public ModelConfig coarser(double least) {
        return oversampling != null || tolerance >= least ? this : withTolerance(least);
    }

    /**
     * @param pixels along a block's side, or null: about one beam
     * @return this section with such blocks
     */
    public ModelConfig withBlock(Integer pixels) {
        return new ModelConfig(oversampling, tolerance, pixels, lineProfile);
    }

    /** The line profile in a channel (method page, section 6). */
    public enum LineProfile {
        /** Integrated over the channel. */
        INTEGRATED,
        /** At the channel's centre, for comparison with codes that do so. */
        SAMPLED
    }
}
