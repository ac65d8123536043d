/**
 * What fits of all kinds of data share: the least-squares problem, the search for the minimum, its errors and the result.
 */
package org.steelyard.fit.search;
