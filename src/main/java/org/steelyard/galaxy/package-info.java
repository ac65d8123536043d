// SPDX-License-Identifier: Apache-2.0
/**
 * The model of one galaxy as a function of its parameters. {@link org.steelyard.galaxy.Galaxy} composes components:
 * black hole, stars, gas, disk, dispersion, flow and light. {@link org.steelyard.galaxy.GalaxyModel} puts it into
 * the form that the kernels evaluate, with derivatives by every parameter.
 *
 * <p>Data, configurations and statistics have no place here: an estimator passes a vector of values and receives a
 * disk. {@link org.steelyard.galaxy.ParameterCatalogue} lists what all components declare, for keys, templates and
 * labels.
 */
package org.steelyard.galaxy;
