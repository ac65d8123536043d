// SPDX-License-Identifier: Apache-2.0
/**
 * Where the program starts, before any library is loaded: the main class of the jars. It can therefore say that the
 * libraries are missing, and it sets what the launcher sets where a jar is run without it.
 */
package org.steelyard.cli.start;
