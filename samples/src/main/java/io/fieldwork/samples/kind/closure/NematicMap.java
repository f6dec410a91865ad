package io.fieldwork.samples.kind.closure;

import io.fieldwork.pde.closure.learned.CoarseFrame;
import io.fieldwork.render.figure.Axis;
import io.fieldwork.render.figure.Cells;
import io.fieldwork.render.figure.ColorScale;
import io.fieldwork.render.figure.Curve;
import io.fieldwork.render.figure.Ink;
import io.fieldwork.render.figure.Mark;
import io.fieldwork.render.figure.Panel;
import io.fieldwork.render.figure.Range;
import io.fieldwork.render.figure.Stroke;
import java.util.ArrayList;
import java.util.List;

/**
 * Maps of an active fluid in its box: a quantity as colours, and on it which way rods lie and where no way is theirs: defects of +1/2 and
 * -1/2.
 *
 * @param length of the box
 */
record NematicMap(double length) {
    private static final int DIRECTORS = 20;
    private static final int PLUS = 3;
    private static final int MINUS = 0;
    private static final float THIN = 0.9f;
    private static final float DOT = 6;

    /** The colours of the order. */
    static ColorScale order() {
        return ColorScale.of(Axis.of(""), 0, 1);
    }

    /** A quantity [x][y] alone. */
    Panel plain(String title, double[] values, ColorScale scale) {
        return Panel.of(title, Axis.of("x"), Axis.of("y"), cells(values, scale)).equalScales();
    }

    /** The order of a frame with directors and defects. */
    Panel nematic(String title, CoarseFrame frame) {
        List<Mark> marks = new ArrayList<>();
        marks.add(cells(frame.orders(), order()));
        marks.add(directors(frame));
        marks.add(defects(frame, 1, PLUS));
        marks.add(defects(frame, -1, MINUS));
        return Panel.of(title, Axis.of("x"), Axis.of("y"), marks).equalScales();
    }

    private Cells cells(double[] values, ColorScale scale) {
        int n = (int) Math.round(Math.sqrt(values.length));
        Range side = new Range(0, length);
        return Cells.even(side, side, n, n, scale, (i, j) -> values[i * n + j]);
    }

    /** A short line along the rods of every so many points, all of one length, with gaps between. */
    private Curve directors(CoarseFrame frame) {
        int n = frame.side();
        int stride = Math.max(1, n / DIRECTORS);
        int count = (n + stride - 1) / stride;
        double[] x = new double[3 * count * count];
        double[] y = new double[3 * count * count];
        double half = 0.38 * stride * length / n;
        double[] second = frame.second();
        int at = 0;
        for (int i = 0; i < n; i += stride) {
            for (int j = 0; j < n; j += stride, at += 3) {
                double angle = Math.atan2(second[n * n + i * n + j], second[i * n + j]) / 2;
                double across = (i + 0.5) * length / n;
                double upward = (j + 0.5) * length / n;
                x[at] = across - half * Math.cos(angle);
                y[at] = upward - half * Math.sin(angle);
                x[at + 1] = across + half * Math.cos(angle);
                y[at + 1] = upward + half * Math.sin(angle);
                x[at + 2] = Double.NaN;
                y[at + 2] = Double.NaN;
            }
        }
        return new Curve("", new Stroke(Ink.Part.PAPER, THIN, 1, Stroke.Style.SOLID), x, y);
    }

    /** The defects of one sign as dots between points. */
    private Curve defects(CoarseFrame frame, int sign, int series) {
        int n = frame.side();
        int[] charges = frame.defects();
        List<double[]> places = new ArrayList<>();
        for (int i = 0; i < charges.length; i++) {
            if (charges[i] == sign) {
                places.add(new double[] {(i / n + 1) % n * length / n, (i % n + 1) % n * length / n});
            }
        }
        return new Curve(
                "",
                new Stroke(new Ink.Series(series), DOT, 1, Stroke.Style.DOTS),
                places.stream().mapToDouble(p -> p[0]).toArray(),
                places.stream().mapToDouble(p -> p[1]).toArray());
    }
}
