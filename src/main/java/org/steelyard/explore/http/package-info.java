// SPDX-License-Identifier: Apache-2.0
/**
 * A small HTTP server for one user on this computer: the loopback address, a token for one use, a key for every request. It
 * knows nothing of galaxies.
 */
package org.steelyard.explore.http;
