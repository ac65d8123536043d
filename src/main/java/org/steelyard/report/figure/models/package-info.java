// SPDX-License-Identifier: Apache-2.0
/** The figure of a comparison of models. */
package org.steelyard.report.figure.models;
