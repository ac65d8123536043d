package org.steelyard.kernel;

/**
 * One spectrum for each pixel of a box, and its derivatives, each with the range of channels that the line reaches. A workspace: modified by
 * {@link LineProfileKernel}, read by {@link BeamBlockOperator}.
 */
public final class Spectra {

    final int pixels;
    final int channels;
    final int stride;
    final int[] first;
    final int[] end;
    final double[][] values;

    /**
     * @param pixels number of pixels in the box
     * @param channels number of channels
     * @param planes how many cubes: the model and its derivatives
     */
    public Spectra(int pixels, int channels, int planes) {
        this.pixels = pixels;
        this.channels = channels;
        this.stride = (channels + 7) / 8 * 8;
        this.first = new int[pixels];
        this.end = new int[pixels];
        this.values = new double[planes][pixels * stride];
    }

    /** @return how many cubes: the model and its derivatives */
    public int planes() {
        return values.length;
    }

    /**
     * Says that a pixel holds nothing.
     *
     * @param pixel index in the box
     */
    public void clear(int pixel) {
        first[pixel] = 0;
        end[pixel] = 0;
    }

    /**
     * Sets one value by hand, for models that are no spectra; every channel of the pixel then counts.
     *
     * @param plane which cube
     * @param pixel index in the box
     * @param channel index of the channel
     * @param value what to put there
     */
    public void set(int plane, int pixel, int channel, double value) {
        first[pixel] = 0;
        end[pixel] = channels;
        values[plane][pixel * stride + channel] = value;
    }

    /**
     * @param plane which cube
     * @param pixel index in the box
     * @param channel index of the channel
     * @return the value, 0 outside the range that the line reaches
     */
    public double get(int plane, int pixel, int channel) {
        return channel >= first[pixel] && channel < end[pixel] ? values[plane][pixel * stride + channel] : 0;
    }
}
