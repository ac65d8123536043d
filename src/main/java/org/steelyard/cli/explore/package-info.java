// SPDX-License-Identifier: Apache-2.0
/**
 * {@code steelyard explore}, which serves a page until it is interrupted, and the configuration of a cube of which nothing else
 * is known.
 */
package org.steelyard.cli.explore;
