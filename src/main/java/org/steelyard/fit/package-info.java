/**
 * One galaxy, one fit: where the physics of a disk and the statistics of an estimator meet. A configuration goes in, a result
 * and its products (model cubes, maps, circular speeds) come out.
 */
package org.steelyard.fit;
