package io.fieldwork.samples.kind.stagger;

import io.fieldwork.pde.data.GridSize;
import io.fieldwork.pde.stagger.Followed;
import io.fieldwork.pde.stagger.flow.StaggeredGrid;
import io.fieldwork.render.figure.Axis;
import io.fieldwork.render.figure.Cells;
import io.fieldwork.render.figure.ColorScale;
import io.fieldwork.render.figure.Curve;
import io.fieldwork.render.figure.Figure;
import io.fieldwork.render.figure.Panel;
import io.fieldwork.render.figure.Range;
import io.fieldwork.samples.report.Exhibit;
import io.fieldwork.samples.report.ReportFigure;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Pictures of a test environment: speed and vorticity by the sub-solvers beside the classical solver, residual and error over time; of space
 * its middle layer. What is solid is left blank.
 *
 * @param run the environment
 * @param name of it in the names of files
 */
record StaggerPictures(Followed run, String name) {
    List<Exhibit> all() {
        return List.of(maps(), curves());
    }

    private ReportFigure maps() {
        double[] own = speed(run.own());
        double[] classical = speed(run.classical());
        double most = DoubleStream.concat(Arrays.stream(own), Arrays.stream(classical))
                .filter(value -> !Double.isNaN(value))
                .max()
                .orElse(1);
        ColorScale speeds = ColorScale.of(Axis.of(""), 0, Math.max(most, 1e-9));
        double[] turning = vorticity(run.own());
        double[] exact = vorticity(run.classical());
        ColorScale turns = ColorScale.signed(
                Axis.of(""),
                DoubleStream.concat(Arrays.stream(turning), Arrays.stream(exact))
                        .toArray());
        double[] off = IntStream.range(0, own.length)
                .mapToDouble(i -> own[i] - classical[i])
                .toArray();
        return ReportFigure.maps(
                "flow_" + name,
                Figure.of(
                        "",
                        panel("speed, sub-solvers", own, speeds),
                        panel("speed, classical", classical, speeds),
                        panel("sub-solvers − classical", off, ColorScale.signed(Axis.of(""), off)),
                        panel("vorticity, sub-solvers", turning, turns),
                        panel("vorticity, classical", exact, turns)),
                "A " + run.body() + " after " + run.errors().length + " frames");
    }

    private ReportFigure curves() {
        double[] compared = frames(run.errors());
        double[] all = frames(run.residuals());
        return ReportFigure.curves(
                "errors_" + name,
                Figure.of(
                        "",
                        Panel.of(
                                "relative L2 error of the velocity",
                                Axis.of("frame"),
                                Axis.logarithmic(""),
                                Curve.of("sub-solvers", 0, compared, run.errors()),
                                Curve.of("nothing changes", 1, compared, run.persistence())),
                        Panel.of(
                                "residual",
                                Axis.of("frame"),
                                Axis.logarithmic(""),
                                Curve.of("sub-solvers", 0, all, run.residuals()),
                                Curve.of("nothing changes", 1, all, run.idle()))),
                "Against the classical solver, and against the equation");
    }

    private static double[] frames(double[] values) {
        return IntStream.rangeClosed(1, values.length).asDoubleStream().toArray();
    }

    private Panel panel(String title, double[] values, ColorScale scale) {
        GridSize size = run.grid().size();
        int rows = size.height();
        int columns = size.width();
        int first = size.depth() / 2 * rows * columns;
        Cells cells = Cells.even(
                new Range(0, columns),
                new Range(0, rows),
                columns,
                rows,
                scale,
                (i, j) -> values[first + j * columns + i]);
        return Panel.of(title, Axis.of("x"), Axis.of("y"), cells).equalScales();
    }

    /** In the middle of cells, NaN where they are solid. */
    private double[] speed(double[][] v) {
        StaggeredGrid grid = run.grid();
        double[] result = new double[grid.cells()];
        for (int i = 0; i < result.length; i++) {
            double square = 0;
            for (int k = 0; k < v.length; k++) {
                double middle = 0.5 * (v[k][i] + v[k][grid.up(k, i)]);
                square += middle * middle;
            }
            result[i] = run.walls().solid()[i] ? Double.NaN : Math.sqrt(square);
        }
        return result;
    }

    /** Of the last two axes, at the lower corners of cells. */
    private double[] vorticity(double[][] v) {
        StaggeredGrid grid = run.grid();
        int x = grid.axes() - 1;
        int y = x - 1;
        double[] result = new double[grid.cells()];
        for (int i = 0; i < result.length; i++) {
            boolean fluid = !run.walls().solid()[i];
            result[i] = fluid ? v[y][i] - v[y][grid.down(x, i)] - v[x][i] + v[x][grid.down(y, i)] : Double.NaN;
        }
        return result;
    }
}
