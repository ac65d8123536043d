// SPDX-License-Identifier: Apache-2.0
/**
 * The self-test of an installation, {@code steelyard check}. The jar holds a small simulated galaxy ({@code cube.fits.gz},
 * {@code mge.ecsv}, {@code galaxy.toml}), the disk from which it was simulated ({@code truth.toml}), and in {@link
 * org.steelyard.cli.check.KnownFit} the numbers of its fit. The command takes the way of a user's own fit, from files to
 * files, and compares.
 */
package org.steelyard.cli.check;
