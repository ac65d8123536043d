// SPDX-License-Identifier: Apache-2.0
/**
 * Expansions of points: {@link org.steelyard.photometry.profile.ProfileMge} of a profile, of which
 * {@link org.steelyard.photometry.profile.RadialProfile} has the analytic ones, and
 * {@link org.steelyard.photometry.profile.SectorFit} of the profiles along sectors of an image that
 * {@link org.steelyard.photometry.profile.SectorPhotometry} measures.
 */
package org.steelyard.photometry.profile;
