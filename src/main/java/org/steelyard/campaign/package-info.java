// SPDX-License-Identifier: Apache-2.0
/**
 * Campaigns of many tasks, independent of what a task computes. A {@link org.steelyard.campaign.Job} defines tasks, each
 * a pure function of its index and its input. An {@link org.steelyard.campaign.Engine} runs them on this machine or on a
 * cluster, in any order, with the same bits. A {@link org.steelyard.campaign.Checkpoint} records every finished task, so
 * that a campaign that is killed at any moment can be resumed.
 */
package org.steelyard.campaign;
