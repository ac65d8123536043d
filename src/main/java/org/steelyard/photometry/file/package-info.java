// SPDX-License-Identifier: Apache-2.0
/**
 * Files of starlight: images with their masks (FITS, DS9 regions), point-spread functions (FITS, tables of Gaussians, a FWHM), profiles, and
 * the tables that are written.
 */
package org.steelyard.photometry.file;
