// SPDX-License-Identifier: Apache-2.0
package org.steelyard.config.toml;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.steelyard.inference.GaussianPrior;
import org.steelyard.units.InputException;

/**
 * A prior in one of four forms: {@code { mean, sigma }}, {@code { mean, sigma_lower, sigma_upper }},
 * {@code { above, sigma }} and {@code { below, sigma }}.
 *
 * @param quantity kind of each member
 * @param example TOML of one member
 */
record PriorKind(ValueKind quantity, String example) implements ValueKind {

    private static final String MEAN = "mean";
    private static final String ABOVE = "above";
    private static final String BELOW = "below";
    private static final String SIGMA = "sigma";
    private static final String SIGMA_LOWER = "sigma_lower";
    private static final String SIGMA_UPPER = "sigma_upper";

    private static final List<List<String>> FORMS = List.of(
            List.of(MEAN, SIGMA),
            List.of(MEAN, SIGMA_LOWER, SIGMA_UPPER),
            List.of(ABOVE, SIGMA),
            List.of(BELOW, SIGMA));

    static ValueKind of(ValueKind quantity, String example) {
        return new PriorKind(quantity, example);
    }

    /** TOML of a prior whose members look like the example. */
    static String example(String member) {
        return "{ mean = " + member + ", sigma = " + sigma(member) + " }";
    }

    /** A width beside an example of a value: a tenth or so of it. */
    private static String sigma(String member) {
        return member.replaceFirst("[-+.\\d]+(?:e(\\d+))?", member.contains("e8") ? "2e7" : "2");
    }

    @Override
    public Object parse(JsonNode node, Path folder) {
        if (!node.isObject()) {
            throw new InputException("is no prior; " + form());
        }
        Map<String, Double> given = new LinkedHashMap<>();
        node.properties().forEach(entry -> {
            String member = entry.getKey();
            if (FORMS.stream().noneMatch(form -> form.contains(member))) {
                throw new InputException("has the unknown member " + member + "; " + form());
            }
            try {
                given.put(member, (Double) quantity.parse(entry.getValue(), folder));
            } catch (InputException e) {
                throw new InputException("has " + member + " = " + entry.getValue() + ", which " + e.getMessage(), e);
            }
        });
        if (FORMS.stream().noneMatch(form -> given.keySet().equals(java.util.Set.copyOf(form)))) {
            throw new InputException("does not have the members of a prior; " + form());
        }
        try {
            return prior(given);
        } catch (InputException e) {
            throw new InputException("is no prior: " + e.getMessage(), e);
        }
    }

    private static GaussianPrior prior(Map<String, Double> given) {
        double infinite = Double.POSITIVE_INFINITY;
        if (given.containsKey(ABOVE)) {
            return new GaussianPrior(given.get(ABOVE), given.get(SIGMA), infinite);
        }
        if (given.containsKey(BELOW)) {
            return new GaussianPrior(given.get(BELOW), infinite, given.get(SIGMA));
        }
        return given.containsKey(SIGMA)
                ? GaussianPrior.of(given.get(MEAN), given.get(SIGMA))
                : new GaussianPrior(given.get(MEAN), given.get(SIGMA_LOWER), given.get(SIGMA_UPPER));
    }

    @Override
    public String print(Object value) {
        GaussianPrior prior = (GaussianPrior) value;
        Map<String, Double> members = new LinkedHashMap<>();
        if (Double.isInfinite(prior.sigmaUpper())) {
            members.put(ABOVE, prior.mean());
            members.put(SIGMA, prior.sigmaLower());
        } else if (Double.isInfinite(prior.sigmaLower())) {
            members.put(BELOW, prior.mean());
            members.put(SIGMA, prior.sigmaUpper());
        } else {
            members.put(MEAN, prior.mean());
            boolean even = prior.sigmaLower() == prior.sigmaUpper();
            members.put(even ? SIGMA : SIGMA_LOWER, prior.sigmaLower());
            members.put(even ? SIGMA : SIGMA_UPPER, prior.sigmaUpper());
        }
        List<String> printed = new ArrayList<>();
        members.forEach((name, number) -> printed.add(name + " = " + quantity.print(number)));
        return "{ " + String.join(", ", printed) + " }";
    }

    private String form() {
        return "write it like " + example(example) + ", with sigma_lower and sigma_upper in place of sigma for"
                + " unequal errors, or with above or below in place of mean for a soft limit";
    }

    @Override
    public String describe() {
        return "a Gaussian { mean, sigma } or { mean, sigma_lower, sigma_upper }, or a soft limit { above, sigma } or"
                + " { below, sigma }, each " + quantity.describe();
    }
}
