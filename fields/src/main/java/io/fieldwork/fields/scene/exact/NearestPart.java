package io.fieldwork.fields.scene.exact;

/** A question for the nearest part of a scene; of one thread. */
final class NearestPart {
    private final Candidates candidates;
    private int found;

    NearestPart(Candidates candidates) {
        this.candidates = candidates;
    }

    /** The signed distance of the scene; parts whose ball is farther than what was found are not asked. */
    double distance(double x, double y, double z) {
        double least = Double.POSITIVE_INFINITY;
        for (int i : candidates.near(x, y, z)) {
            Part part = candidates.parts()[i];
            double dx = x - part.x();
            double dy = y - part.y();
            double dz = z - part.z();
            double bound = least + part.reach();
            if (bound > 0 && dx * dx + dy * dy + dz * dz < bound * bound) {
                double own = part.solid().distance(dx, dy, dz);
                if (own < least) {
                    least = own;
                    found = i;
                }
            }
        }
        return least;
    }

    /** The index of the part that the last question found. */
    int index() {
        return found;
    }

    /** The part that the last question found. */
    Part part() {
        return candidates.parts()[found];
    }
}
