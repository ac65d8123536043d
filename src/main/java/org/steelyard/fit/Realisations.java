package org.steelyard.fit;

import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.steelyard.cube.PixelBox;
import org.steelyard.cube.SpectralCube;
import org.steelyard.kernel.ParallelFor;
import org.steelyard.observe.ForwardModel;

/**
 * What the telescope could have seen of a fitted galaxy's best model: its data with other noise, as large as that of the data and correlated by each channel's
 * beam. Where the flux map of the model is the cube's own, the same noise goes through the mask into another map, and through the deconvolution. The mask
 * stays. Immutable; shared by threads.
 */
public final class Realisations {

    private final FittedGalaxy galaxy;
    private final double[] model;
    private final CubeFit cube;
    private final CubeNoise noise;
    private final double[] moment;

    /**
     * @param galaxy with its best values
     * @param fit the same
     * @param threads who share the work of the best model
     */
    Realisations(FittedGalaxy galaxy, PreparedFit<?> fit, ParallelFor threads) {
        this.galaxy = galaxy;
        model = new double[galaxy.data().length];
        fit.independent(threads).model(galaxy.best(), model);
        boolean ownLight = fit instanceof CubeFit light && light.ownLight();
        boolean byPixels =
                ownLight || fit.correlation() != null && fit.correlation().missing() != null;
        cube = byPixels ? (CubeFit) fit : null;
        noise = byPixels ? new CubeNoise(cube) : null;
        moment = ownLight ? moment(cube, galaxy.best(), threads) : null;
    }

    /** [Jy km/s] of each pixel that is held: the flux of the best model inside the mask. */
    private static double[] moment(CubeFit fit, double[] values, ParallelFor threads) {
        CubeObservation observation = fit.observation();
        SpectralCube cube = observation.cube();
        int plane = cube.nx() * cube.ny();
        boolean[] masked = new boolean[plane];
        observation.mask().bits().stream().forEach(v -> masked[v % plane] = true);
        int[] pixels = IntStream.range(0, plane).filter(p -> masked[p]).toArray();
        FitRegion region = new FitRegion(
                new PixelBox(cube.xIndex(), cube.yIndex(), cube.xIndex() + cube.nx(), cube.yIndex() + cube.ny()),
                masked,
                1,
                IntStream.of(pixels).map(p -> cube.xIndex() + p % cube.nx()).toArray(),
                IntStream.of(pixels).map(p -> cube.yIndex() + p / cube.nx()).toArray());
        ForwardModel model = new ForwardModel(fit.setup(region), threads);
        double[] voxels = new double[model.size()];
        GalaxyModel.State state = fit.galaxy().at(values, null);
        model.evaluate(state.disk(), state.x(), state.y(), state.vsys(), state.fluxScale(), voxels);
        double[] moment = new double[plane];
        for (int c = 0; c < observation.channels(); c++) {
            int channel = observation.firstChannel() + c;
            double weight = observation.momentWeight(channel);
            for (int k = 0; k < pixels.length; k++) {
                int voxel = channel * plane + pixels[k];
                if (observation.mask().bits().get(voxel) && !Float.isNaN(cube.values()[voxel])) {
                    moment[pixels[k]] += weight * voxels[k * observation.channels() + c];
                }
            }
        }
        return moment;
    }

    /** @return whether every realisation has a flux map of its own */
    public boolean redrawsFluxMap() {
        return moment != null;
    }

    /**
     * Draws one.
     *
     * @param random stream of the draw
     * @param worker a problem of the galaxy, whose workspace is used where the flux map stays
     * @param threads who share the work
     * @return the comparison with it, started at the minimum
     */
    public DiskProblem draw(UniformRandomProvider random, DiskProblem worker, ParallelFor threads) {
        double[] data = model.clone();
        if (noise == null) {
            galaxy.addNoise(data, random);
            return worker.withData(data);
        }
        double[] map = moment == null ? new double[plane()] : moment.clone();
        noise.add(random, galaxy.noise(), data, map);
        return moment == null ? worker.withData(data) : cube.ofOther(map, data).problem(threads);
    }

    private int plane() {
        return cube.observation().cube().nx() * cube.observation().cube().ny();
    }
}
