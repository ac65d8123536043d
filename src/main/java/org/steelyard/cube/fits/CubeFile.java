package org.steelyard.cube.fits;

import java.nio.file.Path;
import java.util.List;
import org.steelyard.cube.BeamTable;
import org.steelyard.cube.BrightnessUnit;
import org.steelyard.cube.PixelBox;
import org.steelyard.cube.SkyFrame;
import org.steelyard.cube.SpectralAxis;
import org.steelyard.cube.SpectralCube;

/** A cube on disk, opened by its header alone. */
public final class CubeFile {

    /** What {@link #forEachChannel} calls. */
    @FunctionalInterface
    public interface PlaneVisitor {
        /**
         * @param channelIndex channel, from 0
         * @param plane {@code [y*nx + x]}, NaN where there is no data; reused for the next channel
         */
        void visit(int channelIndex, float[] plane);
    }

    private CubeFile() {}

    public static CubeFile open(Path file, HeaderOverrides overrides) {
        throw new UnsupportedOperationException();
    }

    public Path path() {
        throw new UnsupportedOperationException();
    }

    public int nx() {
        throw new UnsupportedOperationException();
    }

    public int ny() {
        throw new UnsupportedOperationException();
    }

    public int channels() {
        throw new UnsupportedOperationException();
    }

    public SkyFrame frame() {
        throw new UnsupportedOperationException();
    }

    public SpectralAxis axis() {
        throw new UnsupportedOperationException();
    }

    public BeamTable beamsOrNull() {
        throw new UnsupportedOperationException();
    }

    public BrightnessUnit unit() {
        throw new UnsupportedOperationException();
    }

    public String unitText() {
        throw new UnsupportedOperationException();
    }

    /** [OBJECT, TELESCOP, ...] a header string, empty if absent. */
    public String keyword(String name) {
        throw new UnsupportedOperationException();
    }

    public List<String> warnings() {
        throw new UnsupportedOperationException();
    }

    public SpectralCube read(PixelBox box, int firstChannelIndex, int count) {
        throw new UnsupportedOperationException();
    }

    public SpectralCube readAll() {
        throw new UnsupportedOperationException();
    }

    public void forEachChannel(PlaneVisitor visitor) {
        throw new UnsupportedOperationException();
    }
}
