// SPDX-License-Identifier: Apache-2.0
/** Where the program starts, before any library is loaded. */
package org.steelyard.cli.start;
