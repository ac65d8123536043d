/**
 * One galaxy, one fit: where physics and statistics meet.
 *
 * <p>{@link org.steelyard.fit.FitConfig} says what is wanted; every number in it is in internal units.
 */
package org.steelyard.fit;
