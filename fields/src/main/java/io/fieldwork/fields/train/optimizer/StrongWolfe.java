package io.fieldwork.fields.train.optimizer;

import java.util.Map;
import java.util.function.DoubleFunction;

/**
 * A line search for the strong Wolfe conditions: with phi(a) the loss at step a along a direction, find a with phi(a)
 * at most phi(0) + c1 a phi'(0) and |phi'(a)| at most c2 |phi'(0)|. Bracketing and zooming as in Nocedal and Wright,
 * Numerical Optimization (2006), algorithms 3.5 and 3.6: cubic interpolation of values and slopes, held inside the
 * bracket, bisection where the bracket does not shrink fast enough. A loss that is not finite counts as infinite: the
 * search comes back towards the start.
 *
 * @param c2 wanted slope, as a fraction of the first; default 0.9, smaller for a more exact search
 * @param most evaluations at most
 */
record StrongWolfe(double c2, int most) {
    /** Wanted decrease, as a fraction of the decrease predicted by the slope. */
    static final double C1 = 1e-4;

    /** The usual constants: c2 = 0.9, at most 30 evaluations. */
    static final StrongWolfe USUAL = new StrongWolfe(0.9, 30);

    private static final double LEAST_GROWTH = 1.1;
    private static final double MOST_GROWTH = 4;
    private static final double MARGIN = 0.1;
    private static final double RETREAT = 0.1;
    private static final double SHRINK = 0.66;

    /** The loss phi(a) at step a, its slope phi'(a), the whole gradient there and the named numbers of the loss. */
    record Point(double step, double loss, double slope, double[] gradient, Map<String, Double> shown) {
        private boolean finite() {
            return Double.isFinite(loss) && Double.isFinite(slope);
        }
    }

    /**
     * The best point and the number of evaluations. Where the point does not satisfy both conditions, its loss still lies
     * below the start's by the first one, or it is the start.
     */
    record Found(Point point, int evaluations, boolean satisfied) {}

    /**
     * Searches downhill from step 0, where the slope is negative, and tries the step {@code first} before others. The last
     * evaluation of the line need not be at the result.
     */
    Found search(Point start, double first, DoubleFunction<Point> line) {
        Point before = start;
        double step = first;
        for (int evaluations = 1; evaluations <= most; evaluations++) {
            Point here = line.apply(step);
            boolean rises = evaluations > 1 && here.loss >= before.loss;
            if (!here.finite() || !lowEnough(start, here) || rises) {
                return zoom(start, before, here, evaluations, line);
            }
            if (flatEnough(start, here)) {
                return new Found(here, evaluations, true);
            }
            if (here.slope >= 0) {
                return zoom(start, here, before, evaluations, line);
            }
            step = further(before, here);
            before = here;
        }
        return new Found(before, most, false);
    }

    private boolean lowEnough(Point start, Point here) {
        return here.loss <= start.loss + C1 * here.step * start.slope;
    }

    private boolean flatEnough(Point start, Point here) {
        return Math.abs(here.slope) <= -c2 * start.slope;
    }

    /** Beyond the last step: where the slopes of the last two points extrapolate to zero, within limits. */
    private static double further(Point before, Point here) {
        double gap = here.step - before.step;
        double zero = here.step - here.slope * gap / (here.slope - before.slope);
        double least = here.step + LEAST_GROWTH * gap;
        double most = here.step + MOST_GROWTH * gap;
        return zero > here.step ? Math.clamp(zero, least, most) : most;
    }

    /** The lowest point so far is {@code low}; between it and {@code high} lies a point that satisfies both conditions. */
    private Found zoom(Point start, Point low, Point high, int evaluations, DoubleFunction<Point> line) {
        double width = Double.POSITIVE_INFINITY;
        boolean bisect = false;
        while (evaluations < most) {
            double gap = Math.abs(high.step - low.step);
            if (gap <= 4 * Math.ulp(Math.max(high.step, low.step))) {
                break;
            }
            bisect = gap > SHRINK * width && !bisect;
            width = gap;
            Point here = line.apply(between(low, high, bisect));
            evaluations++;
            if (!here.finite() || !lowEnough(start, here) || here.loss >= low.loss) {
                high = here;
                continue;
            }
            if (flatEnough(start, here)) {
                return new Found(here, evaluations, true);
            }
            if (here.slope * (high.step - low.step) >= 0) {
                high = low;
            }
            low = here;
        }
        return new Found(low, evaluations, false);
    }

    private static double between(Point low, Point high, boolean bisect) {
        double gap = high.step - low.step;
        if (!high.finite()) {
            return low.step + RETREAT * gap;
        }
        double share = bisect ? 0.5 : cubic(low, high, gap);
        return low.step + gap * (share > 0 && share < 1 ? Math.clamp(share, MARGIN, 1 - MARGIN) : 0.5);
    }

    /** Minimiser of the cubic through both values and slopes, as a share of the gap; not a number where there is none. */
    private static double cubic(Point low, Point high, double gap) {
        double a = low.slope * gap;
        double b = high.slope * gap;
        double d = a + b - 3 * (high.loss - low.loss);
        double root = Math.sqrt(d * d - a * b);
        return 1 - (b + root - d) / (b - a + 2 * root);
    }
}
