// SPDX-License-Identifier: Apache-2.0
/**
 * Campaigns on Apache Spark, the only package that depends on it. Spark is not part of the program: users who need a
 * cluster add its jars to the class path. A job and the content of its files are broadcast once to every executor.
 * Results return as tasks finish.
 */
package org.steelyard.campaign.spark;
