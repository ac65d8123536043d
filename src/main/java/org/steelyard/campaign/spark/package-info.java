/**
 * Campaigns on Apache Spark, the only package that knows it. Spark is not part of the program: its jars are put beside it by who
 * wants a cluster. A job and the bytes of its files are broadcast once to every executor; the answers come back as they are found.
 */
package org.steelyard.campaign.spark;
