// SPDX-License-Identifier: Apache-2.0
/**
 * The command {@code steelyard mge}: its options, the header of its table, and what it prints. It shares the fit of an image with {@code steelyard fit}.
 */
package org.steelyard.cli.mge;
