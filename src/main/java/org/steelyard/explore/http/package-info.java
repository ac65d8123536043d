// SPDX-License-Identifier: Apache-2.0
/** A small HTTP server for one user on this computer. It knows nothing of galaxies. */
package org.steelyard.explore.http;
