// SPDX-License-Identifier: Apache-2.0
package org.steelyard.explore;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.steelyard.fit.TrialData;
import org.steelyard.fit.TrialModel;

/** Models that were prepared for the choices of the pages; the last few are kept. */
final class Models {

    /** Two states that are compared, for two pages. */
    private static final int KEPT = 4;

    private final TrialData data;
    private final Map<List<Object>, TrialModel> models = new LinkedHashMap<>(KEPT, 1, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<List<Object>, TrialModel> eldest) {
            return size() > KEPT;
        }
    };

    Models(TrialData data) {
        this.data = data;
    }

    /** The model of a state's choices. */
    TrialModel of(PageState state) {
        List<Object> key = Arrays.asList(state.choices(), state.profile(), state.pcPerArcsec());
        TrialModel model = models.get(key);
        if (model == null) {
            model = data.model(state.applied(data.config()), state.profile(), state.pcPerArcsec());
            models.put(key, model);
        }
        return model;
    }
}
