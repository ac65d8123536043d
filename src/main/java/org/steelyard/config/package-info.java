/**
 * What a TOML configuration says, as immutable values: one record per section. No input or output happens here; {@link org.steelyard.config.toml} reads and writes.
 */
package org.steelyard.config;
