/**
 * Simulated observations with a known truth: cubes and maps made by the forward model, with noise from a stated seed.
 */
package org.steelyard.simulate;
