// SPDX-License-Identifier: Apache-2.0
/**
 * The command {@code steelyard mge}: its options, the header of its table, and what it prints. It uses nothing of the other commands.
 */
package org.steelyard.cli.mge;
