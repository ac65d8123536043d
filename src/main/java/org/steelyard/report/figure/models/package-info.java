// SPDX-License-Identifier: Apache-2.0
/**
 * The figure of a comparison of models: the black-hole mass of each model by rank, the criterion by which the models are
 * ranked, and the choices that make each model. It is drawn from the table of the comparison alone.
 */
package org.steelyard.report.figure.models;
