package io.fieldwork.pde.data;

import io.fieldwork.fields.tensor.UserError;
import java.util.Arrays;
import java.util.Locale;

/** The boundary condition of a data set's fields. */
public enum Boundary {
    /** The output is given there; the first and the last grid line lie on the edge. */
    DIRICHLET,
    /** The flux is given there; the first and the last grid line lie on the edge. */
    NEUMANN,
    /** The fields repeat; the grid line that would repeat the first is left out. */
    PERIODIC;

    /**
     * {@return the value of a key of a configuration, in lower case}
     *
     * @throws UserError if there is none of this name
     */
    public static Boundary of(String key, String name) {
        return Arrays.stream(values())
                .filter(boundary -> boundary.toString().equals(name))
                .findFirst()
                .orElseThrow(() -> new UserError(key + " is " + name + "; expected dirichlet, neumann or periodic."));
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
