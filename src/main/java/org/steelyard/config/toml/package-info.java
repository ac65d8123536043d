/**
 * Reads, writes and explains TOML configurations. Every key is declared once, and the template, the help and the resolved file follow from the declaration.
 */
package org.steelyard.config.toml;
