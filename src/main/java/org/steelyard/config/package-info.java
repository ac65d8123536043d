// SPDX-License-Identifier: Apache-2.0
/**
 * What a configuration says, as immutable values: one record for each section of the TOML file, one component for
 * each key. {@link org.steelyard.config.Configuration} holds the sections.
 *
 * <p>Numbers are in internal units (arcsec, km/s, Mpc for distances, Hz, Jy/beam), angles in deg, paths absolute;
 * null means that a key is not given. Constructors refuse values that no fit could use. Nothing is read or written
 * here: {@link org.steelyard.config.toml} does that. Laws of physics appear as the components themselves, so a law
 * of one's own can stand in a configuration that is made in Java.
 */
package org.steelyard.config;
