// SPDX-License-Identifier: Apache-2.0
package org.steelyard.report.table;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.steelyard.cube.Image;
import org.steelyard.cube.MomentMaps;
import org.steelyard.cube.NativeAxis;
import org.steelyard.cube.PositionVelocityDiagram;
import org.steelyard.cube.SkyFrame;
import org.steelyard.cube.SpectralCube;
import org.steelyard.cube.fits.CubeWriter;
import org.steelyard.cube.fits.FitsProvenance;
import org.steelyard.cube.fits.Hdu;
import org.steelyard.fit.cube.ModelProducts;
import org.steelyard.fit.map.MapProducts;

/** Writes the FITS files of a run's folder. {@link RunFitsReader} reads {@code model.fits}. */
public final class RunFitsWriter {

    /** Bit of MASK that marks the voxels or pixels which entered the fit. */
    static final int FITTED = 1;

    /** Bit of MASK that marks the voxels with line emission. */
    static final int SIGNAL = 2;

    /** Extension of the same disk without its black hole. */
    static final String SAME_DISK = "NO_BH";

    /** Extension of the model without a black hole, with the mass of the stars fitted again. */
    static final String REFITTED = "NO_BH_REFIT";

    private RunFitsWriter() {}

    /**
     * Writes {@code model.fits} of a cube fit.
     *
     * @param products cubes of the fit
     * @param file to write
     * @param provenance for the HISTORY of the file
     */
    public static void writeModel(ModelProducts products, Path file, FitsProvenance provenance) {
        SpectralCube data = products.data();
        float[] residual = data.values().clone();
        for (int k = 0; k < residual.length; k++) {
            residual[k] -= products.model()[k];
        }
        List<Hdu> hdus = new ArrayList<>();
        hdus.add(Hdu.of("DATA", data));
        hdus.add(Hdu.of("MODEL", data.withValues(products.model())));
        hdus.add(Hdu.of("RESIDUAL", data.withValues(residual)));
        hdus.add(Hdu.of("NOISE", data.withValues(products.noise())));
        hdus.add(Hdu.of("MASK", data.withValues(mask(products))).withUnit(""));
        if (products.modelWithoutBlackHole() != null) {
            hdus.add(Hdu.of(SAME_DISK, data.withValues(products.modelWithoutBlackHole())));
        }
        if (products.refittedWithoutBlackHole() != null) {
            hdus.add(Hdu.of(REFITTED, data.withValues(products.refittedWithoutBlackHole())));
        }
        Map<String, Object> origin = origin(data.xIndex(), data.yIndex(), data.channelIndex());
        CubeWriter.write(file, hdus.stream().map(hdu -> hdu.withCards(origin)).toList(), provenance);
    }

    /**
     * Cards that relate the pixels to those of the original file, in the convention of IRAF: pixel = original pixel +
     * LTV.
     */
    private static Map<String, Object> origin(int xIndex, int yIndex, int channelIndex) {
        Map<String, Object> cards = new LinkedHashMap<>();
        cards.put("LTV1", (double) -xIndex);
        cards.put("LTV2", (double) -yIndex);
        cards.put("LTV3", (double) -channelIndex);
        return cards;
    }

    private static float[] mask(ModelProducts products) {
        int plane = products.region().length;
        float[] mask = new float[products.model().length];
        for (int k = 0; k < mask.length; k++) {
            boolean fitted = products.region()[k % plane] && products.channelsFitted()[k / plane];
            boolean signal =
                    products.signal() == null || products.signal().bits().get(k);
            mask[k] = (fitted ? FITTED : 0) + (signal ? SIGNAL : 0);
        }
        return mask;
    }

    /**
     * Writes {@code model.fits} of a velocity-map fit.
     *
     * @param products maps of the fit
     * @param file to write
     * @param provenance for the HISTORY of the file
     */
    public static void writeModel(MapProducts products, Path file, FitsProvenance provenance) {
        Image data = products.data();
        double[] mask = new double[products.region().length];
        Arrays.setAll(mask, k -> products.region()[k] ? FITTED : 0);
        Image residual = RunImages.difference(data, products.model());
        Map<String, Object> cards = new LinkedHashMap<>();
        cards.put("BMAJ", products.beam().major() / 3600);
        cards.put("BMIN", products.beam().minor() / 3600);
        cards.put("BPA", products.beam().positionAngle());
        cards.put("LTV1", (double) -data.xIndex());
        cards.put("LTV2", (double) -data.yIndex());
        List<Hdu> hdus = List.of(
                Hdu.of("DATA", data).withUnit("km/s"),
                Hdu.of("MODEL", products.model()).withUnit("km/s"),
                Hdu.of("RESIDUAL", residual).withUnit("km/s"),
                Hdu.of("NOISE", products.error()).withUnit("km/s"),
                Hdu.of("MASK", RunImages.withValues(data, mask, "")),
                Hdu.of("FLUX", products.flux()));
        CubeWriter.write(file, hdus.stream().map(hdu -> hdu.withCards(cards)).toList(), provenance);
    }

    /**
     * Writes {@code moments.fits}. DATA_M0, DATA_M1, DATA_M2, and the same of MODEL and RESIDUAL, are the maps of the figure: integrated
     * intensity, velocity [km/s] and dispersion [km/s], as {@link ShownMoments} defines them. DATA_M1_RAW, DATA_M2_RAW, and the same of
     * MODEL, are moments 1 and 2 in every pixel with a signal: velocity [km/s] and variance [km2/s2].
     *
     * @param products cubes of the fit
     * @param file to write
     * @param provenance for the HISTORY of the file
     */
    public static void writeMoments(ModelProducts products, Path file, FitsProvenance provenance) {
        MomentMaps data = RunImages.moments(products, products.data().values());
        MomentMaps model = RunImages.moments(products, products.model());
        boolean[] faint = ShownMoments.faint(products, data.m0());
        ShownMoments observed = ShownMoments.of(data, faint);
        ShownMoments modelled = ShownMoments.of(model, faint);
        Image[][] maps = {
            {observed.intensity(), modelled.intensity()},
            {observed.velocity(), modelled.velocity()},
            {observed.dispersion(), modelled.dispersion()}
        };
        List<Hdu> hdus = new ArrayList<>();
        for (int moment = 0; moment < maps.length; moment++) {
            hdus.add(Hdu.of("DATA_M" + moment, maps[moment][0]));
            hdus.add(Hdu.of("MODEL_M" + moment, maps[moment][1]));
            hdus.add(Hdu.of("RESIDUAL_M" + moment, RunImages.difference(maps[moment][0], maps[moment][1])));
        }
        hdus.add(Hdu.of("DATA_M1_RAW", data.m1()));
        hdus.add(Hdu.of("MODEL_M1_RAW", model.m1()));
        hdus.add(Hdu.of("DATA_M2_RAW", data.m2()));
        hdus.add(Hdu.of("MODEL_M2_RAW", model.m2()));
        CubeWriter.write(file, hdus, provenance);
    }

    /**
     * Writes {@code pvd.fits}: position-velocity diagrams along the major axis, with the spectral axis of the cube.
     *
     * @param products cubes of the fit
     * @param file to write
     * @param provenance for the HISTORY of the file
     */
    public static void writePvd(ModelProducts products, Path file, FitsProvenance provenance) {
        List<Hdu> hdus = new ArrayList<>();
        PositionVelocityDiagram data =
                RunImages.diagram(products, products.data().values());
        PositionVelocityDiagram model = RunImages.diagram(products, products.model());
        double[] residual = data.values().clone();
        Arrays.setAll(residual, k -> data.values()[k] - model.values()[k]);
        Map<String, Object> cards = axes(data);
        String unit = products.data().unit().fits();
        hdus.add(diagram("DATA", data, data.values(), cards, unit));
        hdus.add(diagram("MODEL", data, model.values(), cards, unit));
        hdus.add(diagram("RESIDUAL", data, residual, cards, unit));
        addDiagram(hdus, SAME_DISK, products, products.modelWithoutBlackHole(), cards);
        addDiagram(hdus, REFITTED, products, products.refittedWithoutBlackHole(), cards);
        CubeWriter.write(file, hdus, provenance);
    }

    private static void addDiagram(
            List<Hdu> hdus, String name, ModelProducts products, float[] cube, Map<String, Object> cards) {
        if (cube != null) {
            PositionVelocityDiagram diagram = RunImages.diagram(products, cube);
            hdus.add(diagram(
                    name,
                    diagram,
                    diagram.values(),
                    cards,
                    products.data().unit().fits()));
        }
    }

    private static Hdu diagram(
            String name, PositionVelocityDiagram shape, double[] values, Map<String, Object> cards, String unit) {
        Image image = new Image(values, shape.offsets(), shape.channels(), SkyFrame.linear(1), 0, 0, unit);
        return Hdu.of(name, image).withCards(cards);
    }

    private static Map<String, Object> axes(PositionVelocityDiagram diagram) {
        NativeAxis spectral = diagram.axis().nativeAxis();
        Map<String, Object> cards = new LinkedHashMap<>();
        cards.put("CTYPE1", "OFFSET");
        cards.put("CUNIT1", "arcsec");
        cards.put("CRPIX1", (diagram.offsets() + 1) / 2.0);
        cards.put("CRVAL1", 0.0);
        cards.put("CDELT1", diagram.step());
        cards.put("CTYPE2", spectral.ctype());
        cards.put("CUNIT2", spectral.cunit());
        cards.put("CRPIX2", spectral.crpix());
        cards.put("CRVAL2", spectral.crval());
        cards.put("CDELT2", spectral.cdelt());
        cards.put("RESTFRQ", diagram.axis().restFrequency());
        if (!diagram.axis().frame().isEmpty()) {
            cards.put("SPECSYS", diagram.axis().frame());
        }
        cards.put("SLITPA", diagram.positionAngle());
        cards.put("SLITWID", diagram.width());
        return cards;
    }
}
