// SPDX-License-Identifier: Apache-2.0
/**
 * The command line: commands, exit codes and progress.
 *
 * <p>Each key of the configuration is declared once, in {@link org.steelyard.config.toml.ConfigSchema}. Reading, the
 * template, the help of {@code config --explain} and {@code config.resolved.toml} follow from that declaration. Only
 * this package prints and ends the program.
 */
package org.steelyard.cli;
