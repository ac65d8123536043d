// SPDX-License-Identifier: Apache-2.0
/**
 * Why a model does not describe a cube: {@link org.steelyard.fit.misfit.CubeDiagnosis} tests the changes of the model
 * that warps, radial flows, thickness, dispersion laws, continuum, the beam and the spectrometer make, looks for other
 * objects, and judges the noise in channels without line. The statistics are those of {@code org.steelyard.fit.diagnosis}.
 */
package org.steelyard.fit.misfit;
