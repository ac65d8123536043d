package org.steelyard.campaign;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.steelyard.fit.DiskProblem;
import org.steelyard.fit.FinishedFit;
import org.steelyard.fit.FittedGalaxy;
import org.steelyard.fit.Realisations;
import org.steelyard.inference.FitObserver;
import org.steelyard.inference.LevenbergMarquardt;
import org.steelyard.inference.ParameterSpace;
import org.steelyard.inference.Solution;
import org.steelyard.kernel.ParallelFor;
import org.steelyard.units.InputException;

/** Errors by refits of noisy realisations of the best model (METHOD section 11): the scatter of the very estimate that is quoted, whatever its likelihood. */
public final class MonteCarloErrors {

    /** Of chi^2 and of a standard error, as the fit itself has it. */
    private static final double TOLERANCE = 1e-2;

    private MonteCarloErrors() {}

    /**
     * Refits realisations.
     *
     * @param fit what is refitted
     * @param draws how many realisations
     * @param seed of their noise
     * @param campaign where
     * @return the draws and what follows from them
     * @throws InputException if there are no draws to be made
     */
    public static MonteCarloResult run(FinishedFit fit, int draws, long seed, Campaign campaign) {
        if (draws < 2) {
            throw new InputException("--monte-carlo " + draws + ": 2 or more refits are needed, and 1000 for 99.7 %");
        }
        FittedGalaxy galaxy = fit.open();
        List<Row> rows = campaign.run("monte_carlo", new Refits(fit, seed), draws, draws, seed);
        return MonteCarloResult.of(galaxy.space(), galaxy.best(), rows);
    }

    /**
     * The job.
     *
     * @param fit what is refitted
     * @param seed of the noise
     */
    private record Refits(FinishedFit fit, long seed) implements Job<Shared> {

        @Override
        public List<Path> files() {
            return fit.files();
        }

        @Override
        public Shared open() {
            FittedGalaxy galaxy = fit.open();
            ParallelFor one = new ParallelFor(1);
            return new Shared(galaxy, galaxy.realisations(one), one);
        }

        @Override
        public Task task(Shared shared) {
            DiskProblem worker = shared.galaxy().problem(shared.one());
            return request -> refit(
                    request.index(),
                    shared.realisations().draw(TaskRandom.of(seed, request.index()), worker, shared.one()));
        }

        /** Values of all parameters, chi^2, evaluations, 1 if it converged. */
        private static Row refit(int index, DiskProblem problem) {
            ParameterSpace space = problem.space();
            Solution solution = LevenbergMarquardt.defaults()
                    .withTolerances(TOLERANCE, TOLERANCE)
                    .withInitialDamping(0)
                    .minimise(problem, FitObserver.NONE);
            double[] values = space.physical(solution.point());
            double[] row = java.util.Arrays.copyOf(values, values.length + MonteCarloResult.EXTRA);
            row[values.length] = solution.chiSquared();
            row[values.length + 1] = solution.evaluations();
            row[values.length + 2] = solution.converged() ? 1 : 0;
            return new Row(index, row, note(solution, space));
        }

        private static String note(Solution solution, ParameterSpace space) {
            if (!solution.converged()) {
                return solution.status()
                        .name()
                        .toLowerCase(java.util.Locale.ROOT)
                        .replace('_', ' ');
            }
            List<String> bounds = new ArrayList<>();
            for (int j = 0; j < solution.point().length; j++) {
                if (solution.atBound()[j]) {
                    bounds.add(space.freeNames().get(j) + " at its bound");
                }
            }
            return String.join(", ", bounds);
        }
    }

    /** What the workers of a machine share. */
    private record Shared(FittedGalaxy galaxy, Realisations realisations, ParallelFor one) {}
}
