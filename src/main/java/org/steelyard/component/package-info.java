// SPDX-License-Identifier: Apache-2.0
/**
 * Parts of a galaxy's model that have parameters: the common form of every physical law.
 *
 * <p>A {@link org.steelyard.component.Component} says its keyword and declares each of its parameters once, as a {@link
 * org.steelyard.component.ParameterDeclaration}: name, symbol, unit, meaning, default starting value, default bounds.
 * The configuration's keys, the template, units and symbols in reports and the default systematic tests follow from
 * these declarations. Components are immutable; a fit passes parameter values to them and never stores any inside.
 *
 * <p>The laws themselves are in {@link org.steelyard.potential}, {@link org.steelyard.disk.dispersion}, {@link
 * org.steelyard.disk.flow} and {@link org.steelyard.disk.light}, one file each. Nothing of data, statistics or files
 * belongs here.
 */
package org.steelyard.component;
