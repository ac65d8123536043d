// SPDX-License-Identifier: Apache-2.0
package org.steelyard.component;

import java.util.List;

/** A part of a galaxy's model with parameters. Immutable. */
public interface Component {

    /** @return the word that selects this component in the configuration, lower case with hyphens */
    String keyword();

    /** @return one line for the user: the formula or the source of the numbers */
    String meaning();

    /** @return the parameters, in the order in which the component expects their values; none by default */
    default List<ParameterDeclaration> parameters() {
        return List.of();
    }

    /** @return the names of {@link #parameters()}, in the same order */
    default List<String> parameterNames() {
        return parameters().stream().map(ParameterDeclaration::name).toList();
    }

    /**
     * @return whether the default budget of systematic errors refits a galaxy with this component in place of its own
     */
    default boolean testedByDefault() {
        return false;
    }
}
