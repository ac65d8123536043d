/**
 * The model of one galaxy as a function of its parameters: components composed into a disk that the kernels evaluate. Data and statistics have no place here.
 */
package org.steelyard.galaxy;
