package io.fieldwork.pde.equation;

import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.pde.domain.Domain;
import io.fieldwork.pde.domain.Shape;

/** The indicator of a region of space, scaled so that its mean square over the domain is 1. */
record Within(Domain domain, Shape region, double height) implements Formula {
    /** That of an equation's region; a {@link UserError} if it does not meet the domain. */
    static Within of(String term, Domain domain, Shape region) {
        if (region.dimensions() != domain.space().size()) {
            throw new UserError("The region of the equation '" + term + "' has " + region.dimensions()
                    + " dimensions, but the coordinates of space are " + String.join(", ", domain.space()) + ".");
        }
        try {
            double share =
                    domain.shape().intersect(region).measure() / domain.shape().measure();
            return new Within(domain, region, 1 / Math.sqrt(share));
        } catch (UserError e) {
            throw new UserError("The region of the equation '" + term + "' does not meet the domain.", e);
        }
    }

    @Override
    public double at(double... point) {
        return region.contains(domain.spatial(point)) ? height : 0;
    }
}
