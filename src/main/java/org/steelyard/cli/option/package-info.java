// SPDX-License-Identifier: Apache-2.0
/**
 * Values of options that several commands share, parsed as the configuration parses its keys, with messages that name the option.
 */
package org.steelyard.cli.option;
