// SPDX-License-Identifier: Apache-2.0
package org.steelyard.errors;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.steelyard.campaign.Campaign;
import org.steelyard.campaign.Job;
import org.steelyard.campaign.TaskResult;
import org.steelyard.config.BudgetConfig;
import org.steelyard.config.Configuration;
import org.steelyard.config.FitConfig;
import org.steelyard.fit.GalaxyFit;
import org.steelyard.fit.SavedFit;
import org.steelyard.fit.search.FitOptions;
import org.steelyard.fit.search.FitResult;
import org.steelyard.fit.search.FitResult.FittedParameter;
import org.steelyard.inference.FitObserver;
import org.steelyard.units.InputException;

/** Systematic errors from refits that change one choice at a time (method page, section 11). */
public final class SystematicsBudget {

    /** Numbers in the result of a refit: mass, its error, chi^2, degrees of freedom, at bound, converged. */
    private static final int NUMBERS = 6;

    private SystematicsBudget() {}

    /**
     * Runs the systematic tests.
     *
     * @param config resolved configuration of the fit; its section {@code [budget]} names the tests, and without that
     *     section the tests are those that papers usually make
     * @param result of the fit
     * @param version of the program, for the results
     * @param campaign settings of the campaign
     * @return the tests and their sums
     * @throws InputException if a test that the configuration names does not apply, or the fit has no free black-hole
     *     mass
     */
    public static BudgetResult run(Configuration config, FitResult result, String version, Campaign campaign) {
        FittedParameter mass = mass(result);
        SystematicTestPlan.Plan plan = SystematicTestPlan.of(config, result);
        plan.skipped().forEach(line -> campaign.observer().message("budget, left out: " + line));
        List<Configuration> configs = plan.tests().stream()
                .map(SystematicTest::config)
                .filter(c -> c != null)
                .toList();
        Refits job = new Refits(version, configs);
        List<String> checksums = job.files().stream().map(SavedFit::checksum).toList();
        List<TaskResult> refits = campaign.run("systematics", job, configs.size(), names(plan), checksums);
        List<BudgetResult.Line> lines = new ArrayList<>();
        int next = 0;
        for (SystematicTest test : plan.tests()) {
            lines.add(
                    test.config() == null
                            ? BudgetResult.Line.scaled(test, mass, result)
                            : BudgetResult.Line.refitted(test, mass.value(), refits.get(next++)));
        }
        boolean quadrature = config.budget() != null && config.budget().combine() == BudgetConfig.Combine.QUADRATURE;
        return BudgetResult.of(mass.value(), lines, quadrature, plan.skipped());
    }

    /**
     * Checks that the tests can be run, before any work.
     *
     * @param config resolved configuration of the fit
     * @param result of the fit
     * @throws InputException for the same reasons as {@link #run}
     */
    public static void check(Configuration config, FitResult result) {
        mass(result);
        SystematicTestPlan.of(config, result);
    }

    private static FittedParameter mass(FitResult result) {
        return result.parameters().stream()
                .filter(p -> p.name().equals("mbh") && p.free())
                .findFirst()
                .orElseThrow(() -> new InputException(
                        "systematic tests: the fit has no free parameter mbh; free it and fit again"));
    }

    private static String names(SystematicTestPlan.Plan plan) {
        return String.join("; ", plan.tests().stream().map(SystematicTest::name).toList());
    }

    /**
     * Fits of changed configurations; the task with index k fits configuration k.
     *
     * @param version of the program
     * @param configs the changed configurations
     */
    private record Refits(String version, List<Configuration> configs) implements Job<List<Configuration>> {

        @Override
        public List<Path> files() {
            Set<Path> files = new LinkedHashSet<>();
            for (Configuration config : configs) {
                files.addAll(new SavedFit(config, Map.of(), 1, Map.of()).files());
            }
            return List.copyOf(files);
        }

        @Override
        public List<Configuration> open() {
            return configs;
        }

        @Override
        public Task task(List<Configuration> shared) {
            return input -> fit(input.index(), shared.get(input.index()));
        }

        /** Fits one configuration. A change that the data do not allow gives a result without numbers, with the reason. */
        private TaskResult fit(int index, Configuration config) {
            FitResult found;
            try {
                found = GalaxyFit.run(config, new FitOptions(version, 1, 1, FitObserver.NONE, () -> 0))
                        .result();
            } catch (InputException e) {
                double[] none = new double[NUMBERS];
                Arrays.fill(none, Double.NaN);
                return new TaskResult(index, none, e.getMessage());
            }
            FittedParameter mass = found.parameter("mbh");
            boolean correlated = config.fit().likelihood() == FitConfig.Likelihood.CORRELATED;
            double chiSquared = correlated ? found.chi2Correlated() : found.chi2();
            return new TaskResult(
                    index,
                    new double[] {
                        mass.value(),
                        mass.error(),
                        chiSquared,
                        found.dof(),
                        mass.atBound() ? 1 : 0,
                        found.converged() ? 1 : 0
                    },
                    found.converged() ? "" : found.status());
        }
    }
}
