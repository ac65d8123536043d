// SPDX-License-Identifier: Apache-2.0
/**
 * The command {@code steelyard inspect}: what a cube holds, as its header says and as its voxels show, for a reader and as JSON.
 */
package org.steelyard.cli.inspect;
