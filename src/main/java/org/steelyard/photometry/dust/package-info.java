// SPDX-License-Identifier: Apache-2.0
/**
 * Dust over the starlight: a thin disk in the galaxy's mid-plane, its extinction from the colour excess against a second band, and the
 * set of expansions with and without it.
 */
package org.steelyard.photometry.dust;
