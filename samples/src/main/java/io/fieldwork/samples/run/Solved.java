package io.fieldwork.samples.run;

import io.fieldwork.pde.pinn.Problem;
import io.fieldwork.pde.pinn.Solution;

/** A session that solves an equation. */
public interface Solved {
    /**
     * What is solved.
     *
     * @return the equation with its conditions and references
     */
    Problem problem();

    /**
     * What training found so far.
     *
     * @return valid while the session is open
     */
    Solution solution();
}
