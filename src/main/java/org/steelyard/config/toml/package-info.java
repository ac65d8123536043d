// SPDX-License-Identifier: Apache-2.0
/**
 * Configurations as TOML: {@link org.steelyard.config.toml.ConfigLoader} reads, {@link
 * org.steelyard.config.toml.ConfigWriter} writes, {@link org.steelyard.config.toml.ConfigTemplate} explains.
 *
 * <p>{@code ConfigKeys} declares every key once, with kind, default, example and meaning; reading, writing, template
 * and help follow. Keys of parameters come from {@link org.steelyard.galaxy.ParameterCatalogue}, and the words of a
 * law from its component. This package is part of the library, not of the command line, so that a run saved from
 * Java has the configuration that the commands need.
 */
package org.steelyard.config.toml;
