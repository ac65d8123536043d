// SPDX-License-Identifier: Apache-2.0
/**
 * The figures of an error budget, drawn from the tables in a run's folder: profile of chi^2, refits of noisy realisations, draws
 * from the posterior. {@link org.steelyard.report.figure.errors.ErrorFigures} lists those of a run.
 */
package org.steelyard.report.figure.errors;
