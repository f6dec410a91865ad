package io.fieldwork.pde.reference;

import io.fieldwork.pde.grid.GridAxis;
import io.fieldwork.pde.grid.GridSolution;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The lid-driven cavity: steady flow in the unit square, u = 1 on the lid y = 1, no slip on the other walls. Unknowns u
 * and v, and the stream function s with u = s_y, v = -s_x. Central differences of order two on the grid asked for and
 * on one twice as fine, extrapolated to order four by Richardson's formula. At the two upper corners, where the
 * velocity jumps, extrapolation gains nothing: exclude their neighbourhood when small errors matter.
 *
 * @param reynolds Reynolds number, positive
 * @param intervals along each side; the grid has one point more
 */
public record CavityReference(double reynolds, int intervals) implements Reference {
    /**
     * {@return a grid of 129 x 129 points, computed on 257 x 257} This takes up to half a minute and 600 MB. Below y =
     * 7/8 the velocity on half as many intervals differs by 1e-4 at Reynolds number 100, 6e-4 at 400 and 2e-3 at 1000;
     * near the lid's corners by more.
     *
     * @param reynolds Reynolds number; up to 1000 this grid resolves the flow
     */
    public static CavityReference converged(double reynolds) {
        return new CavityReference(reynolds, 128);
    }

    @Override
    public String name() {
        return "cavity";
    }

    @Override
    public GridSolution solve(double... times) {
        CavityFlow coarse = CavityFlow.solve(reynolds, intervals);
        CavityFlow fine = CavityFlow.solve(coarse);
        Map<String, double[]> values = new LinkedHashMap<>();
        values.put("u", extrapolate(coarse.u(), fine.u()));
        values.put("v", extrapolate(coarse.v(), fine.v()));
        values.put("s", extrapolate(coarse.stream(), fine.stream()));
        GridAxis x = GridAxis.interval("x", 0, 1, intervals + 1);
        GridAxis y = GridAxis.interval("y", 0, 1, intervals + 1);
        return new GridSolution(List.of(x, y), values).finite();
    }

    /** (4 fine - coarse) / 3 at the points of the coarse grid. */
    private double[] extrapolate(double[] coarse, double[] fine) {
        double[] result = new double[coarse.length];
        int row = intervals + 1;
        for (int i = 0; i < result.length; i++) {
            int same = 2 * (i / row) * (2 * intervals + 1) + 2 * (i % row);
            result[i] = (4 * fine[same] - coarse[i]) / 3;
        }
        return result;
    }
}
