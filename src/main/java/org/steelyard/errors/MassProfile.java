package org.steelyard.errors;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.steelyard.campaign.Campaign;
import org.steelyard.campaign.CampaignObserver;
import org.steelyard.campaign.Checkpoint;
import org.steelyard.campaign.Engine;
import org.steelyard.campaign.GalaxyJob;
import org.steelyard.campaign.TaskInput;
import org.steelyard.campaign.TaskResult;
import org.steelyard.fit.FittedGalaxy;
import org.steelyard.fit.SavedFit;
import org.steelyard.fit.search.DiskProblem;
import org.steelyard.fit.search.Refit;
import org.steelyard.inference.Parameter;
import org.steelyard.inference.ParameterSpace;
import org.steelyard.kernel.ParallelFor;
import org.steelyard.units.InputException;

/**
 * The profile of chi^2: a parameter is fixed at a series of values and all others are refitted (method page, section
 * 11).
 *
 * <p>In the exact likelihood of correlated noise a rise of 1 is one standard error. In that of independent blocks chi^2
 * rises too fast by the square of the ratio of the correlated to the naive error, and is divided by it: the adjusted
 * likelihood of Pace, Salvan and Sartori (2011, Statistica Sinica 21, 129). Where nothing is known of the correlation,
 * chi^2 is taken as it is.
 */
public final class MassProfile {

    private MassProfile() {}

    /**
     * Makes the profile of one parameter.
     *
     * @param fit what is refitted
     * @param parameter which, for example {@code mbh}
     * @param campaign where
     * @return the profile and its limits
     * @throws InputException if the model has no such free parameter
     */
    public static ProfileResult run(SavedFit fit, String parameter, Campaign campaign) {
        FittedGalaxy galaxy = fit.open();
        ParameterSpace space = galaxy.space();
        int place = space.index(parameter);
        Parameter held = space.parameters().get(place);
        if (!held.isFree()) {
            throw new InputException("profile of " + parameter + ": the parameter is not free in this fit; the free parameters are "
                    + String.join(", ", space.freeNames()));
        }
        FittedGalaxy.Minimum minimum;
        try (ParallelFor one = new ParallelFor(1)) {
            minimum = galaxy.minimum(one);
        }
        double lowest = parameter.equals("mbh") ? 0 : held.min();
        String name = "profile_" + parameter;
        try (Checkpoint checkpoint = campaign.checkpoint(name);
                Engine.Workers workers = campaign.engine().open(new Refits(fit, parameter))) {
            campaign.observer().begin(name, 0, 0);
            ProfileSearch search = new ProfileSearch(
                    space,
                    place,
                    new ProfileSearch.Range(lowest, held.max()),
                    minimum,
                    minimum.scale(place),
                    requests -> answers(requests, checkpoint, workers, campaign.observer()));
            ProfileResult result = search.run();
            campaign.observer().end();
            return result;
        }
    }

    /** Answers of the log as far as it goes, then of the workers; in the order of the requests. */
    private static List<TaskResult> answers(
            List<TaskInput> requests, Checkpoint checkpoint, Engine.Workers workers, CampaignObserver observer) {
        int first = requests.get(0).index();
        TaskResult[] rows = new TaskResult[requests.size()];
        List<TaskInput> missing = new ArrayList<>(requests);
        if (checkpoint != null) {
            for (TaskResult row : checkpoint.rows()) {
                int k = row.index() - first;
                if (k >= 0 && k < rows.length) {
                    rows[k] = row;
                    missing.removeIf(request -> request.index() == row.index());
                    observer.done(row);
                }
            }
        }
        if (!missing.isEmpty()) {
            workers.run(missing, row -> {
                if (checkpoint != null) {
                    checkpoint.append(row);
                }
                rows[row.index() - first] = row;
                observer.done(row);
            });
        }
        return List.of(rows);
    }

    /**
     * The job: input is the value at which the parameter is held, then the start of every parameter.
     *
     * @param fit what is refitted
     * @param parameter that is held
     */
    private record Refits(SavedFit fit, String parameter) implements GalaxyJob {

        @Override
        public Task task(FittedGalaxy galaxy) {
            DiskProblem problem = galaxy.problem(new ParallelFor(1));
            ParameterSpace space = galaxy.space();
            Parameter held = space.parameters().get(space.index(parameter));
            return request -> {
                double[] starts = Arrays.copyOfRange(request.input(), 1, request.input().length);
                ParameterSpace fixed =
                        space.with(held.fixedAt(request.input()[0])).withStarts(starts);
                return RefitRecord.of(request.index(), Refit.minimise(problem.with(fixed)), fixed);
            };
        }
    }
}
