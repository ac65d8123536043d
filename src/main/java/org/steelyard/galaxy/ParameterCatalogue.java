// SPDX-License-Identifier: Apache-2.0
package org.steelyard.galaxy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.steelyard.component.Component;
import org.steelyard.component.ParameterDeclaration;
import org.steelyard.disk.DiskOrientation;
import org.steelyard.disk.KinematicCentre;
import org.steelyard.disk.dispersion.DispersionLaws;
import org.steelyard.disk.flow.RadialFlows;
import org.steelyard.disk.light.OffsetLight;
import org.steelyard.disk.light.SurfaceBrightness;
import org.steelyard.disk.light.SurfaceBrightnesses;
import org.steelyard.disk.shape.DiskShapes;
import org.steelyard.disk.shape.RingWarp;
import org.steelyard.potential.BlackHole;
import org.steelyard.potential.gas.MeasuredGas;
import org.steelyard.potential.stars.PowerLawStars;
import org.steelyard.potential.stars.SplineStars;
import org.steelyard.potential.stars.StellarPotential;
import org.steelyard.potential.stars.VaryingRatioStars;

/** Every parameter that some component declares, for configuration keys, templates and the labels of reports. */
public final class ParameterCatalogue {

    private static final Pattern NUMBERED = Pattern.compile("(.*_)(\\d{1,4})");

    private static final Map<String, List<Declared>> ALL = gather();

    private ParameterCatalogue() {}

    /**
     * A declaration with its component.
     *
     * @param component keyword of the component
     * @param declaration of the parameter
     */
    private record Declared(String component, ParameterDeclaration declaration) {}

    private static Map<String, List<Declared>> gather() {
        Map<String, List<Declared>> all = new LinkedHashMap<>();
        add(all, new BlackHole(0));
        add(all, "stars", StellarPotential.MASS_TO_LIGHT);
        add(all, new DiskOrientation());
        add(all, new KinematicCentre(1));
        DispersionLaws.all().forEach(law -> add(all, law));
        for (SurfaceBrightness light : SurfaceBrightnesses.all()) {
            light.fluxScale().forEach(declared -> add(all, light.keyword(), declared));
        }
        DiskShapes.warps().forEach(warp -> add(all, warp));
        add(all, "rings", RingWarp.FIRST_INCLINATION);
        add(all, "rings", RingWarp.FIRST_POSITION_ANGLE);
        DiskShapes.profiles().forEach(profile -> add(all, profile));
        RadialFlows.all().forEach(flow -> add(all, flow));
        SurfaceBrightnesses.all().forEach(light -> add(all, light));
        add(all, "light_centre", OffsetLight.X);
        add(all, "light_centre", OffsetLight.Y);
        add(all, "mge", VaryingRatioStars.SLOPE);
        add(all, "mge", VaryingRatioStars.FIRST_RATIO);
        add(all, new PowerLawStars());
        add(all, "spline", SplineStars.FIRST_NODE);
        add(all, "from-cube", MeasuredGas.ALPHA_CO);
        add(all, "observation", BeamWidth.PARAMETER);
        return Collections.unmodifiableMap(all);
    }

    private static void add(Map<String, List<Declared>> all, Component component) {
        component.parameters().forEach(declaration -> add(all, component.keyword(), declaration));
    }

    private static void add(Map<String, List<Declared>> all, String component, ParameterDeclaration declaration) {
        all.computeIfAbsent(declaration.name(), name -> new ArrayList<>()).add(new Declared(component, declaration));
    }

    /** @return the names, in the order of a galaxy's parameters; of numbered parameters the first */
    public static List<String> names() {
        return List.copyOf(ALL.keySet());
    }

    /**
     * @param name of a parameter
     * @return its declaration, that of the first component that has it; null if no component has such a parameter
     */
    public static ParameterDeclaration find(String name) {
        if (ALL.containsKey(name)) {
            return ALL.get(name).get(0).declaration();
        }
        Matcher numbered = NUMBERED.matcher(name);
        if (!numbered.matches() || !ALL.containsKey(numbered.group(1) + 1)) {
            return null;
        }
        ParameterDeclaration first = ALL.get(numbered.group(1) + 1).get(0).declaration();
        return first.numbered() ? first.number(Integer.parseInt(numbered.group(2))) : null;
    }

    /**
     * @param name of a parameter that {@link #find} knows
     * @return its meaning; where components differ, the meaning in each, {@code exponential: ...; gaussian: ...}
     */
    public static String meaning(String name) {
        List<Declared> declared = ALL.get(name);
        if (declared == null) {
            return find(name).meaning();
        }
        Map<String, List<String>> components = new LinkedHashMap<>();
        for (Declared one : declared) {
            components
                    .computeIfAbsent(one.declaration().meaning(), meaning -> new ArrayList<>())
                    .add(one.component());
        }
        if (components.size() == 1) {
            return declared.get(0).declaration().meaning();
        }
        List<String> meanings = new ArrayList<>();
        components.forEach((meaning, keywords) -> meanings.add(String.join(", ", keywords) + ": " + meaning));
        return String.join("; ", meanings);
    }

    /**
     * @param name of any parameter
     * @return its symbol for figures; the name itself where no component declares it
     */
    public static String symbol(String name) {
        ParameterDeclaration declaration = find(name);
        return declaration == null ? name : declaration.symbol();
    }
}
