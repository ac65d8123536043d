// SPDX-License-Identifier: Apache-2.0
/**
 * {@code steelyard explore}: a page in the browser on which a user moves the parameters of a model and watches data, model
 * and chi^2. The page holds the state, which it sends with every request; this package evaluates models for it.
 */
package org.steelyard.explore;
