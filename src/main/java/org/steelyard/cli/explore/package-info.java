// SPDX-License-Identifier: Apache-2.0
/** {@code steelyard explore}, and the configuration of a cube of which nothing else is known. */
package org.steelyard.cli.explore;
