package io.fieldwork.render.figure;

import io.fieldwork.render.figure.Drawing.Box;

/**
 * The marks of a chart on its rectangle.
 *
 * @param panel its axes with ends
 * @param box the rectangle
 * @param unit pixels for a pixel beside letters of the usual size
 */
record Marks(Panel panel, Box box, float unit) {
    private static final float HATCH = 7;
    /** Of the chart's size, how far beyond its edges points are kept where they are. */
    private static final double BEYOND = 10;

    void draw(Sketch sketch) {
        for (Mark mark : panel.marks()) {
            switch (mark) {
                case Cells cells -> draw(sketch, cells);
                case Curve curve -> draw(sketch, curve);
                case Band band -> draw(sketch, band);
                case Rule rule -> draw(sketch, rule);
            }
        }
    }

    private float x(double value) {
        return (float) (box.left() + Math.clamp(panel.x().share(value), -BEYOND, BEYOND) * box.width());
    }

    private float y(double value) {
        return (float) (box.bottom() - Math.clamp(panel.y().share(value), -BEYOND, BEYOND) * box.height());
    }

    private boolean shows(double x, double y) {
        return panel.x().shows(x) && panel.y().shows(y);
    }

    private void draw(Sketch sketch, Cells cells) {
        if (cells.hasGaps()) {
            hatch(sketch);
        }
        sketch.add(CellImage.of(cells, panel.x(), panel.y(), box));
    }

    private void hatch(Sketch sketch) {
        Polyline lines = new Polyline();
        for (float at = box.left() - box.height(); at < box.right(); at += HATCH * unit) {
            lines.add(at, box.bottom());
            lines.add(at + box.height(), box.top());
            lines.gap();
        }
        sketch.add(new Drawing.Line(lines.points(), Ink.Part.EDGE, 0.6f, unit));
    }

    private void draw(Sketch sketch, Curve curve) {
        Polyline line = new Polyline();
        for (int i = 0; i < curve.x().length; i++) {
            if (shows(curve.x()[i], curve.y()[i])) {
                line.add(x(curve.x()[i]), y(curve.y()[i]));
            } else {
                line.gap();
            }
        }
        boolean dots = curve.stroke().style() == Stroke.Style.DOTS;
        sketch.stroke(dots ? line.points() : Polyline.thinned(line.points()), curve.stroke());
    }

    private void draw(Sketch sketch, Band band) {
        Polyline outlines = new Polyline();
        int begin = 0;
        for (int i = 0; i <= band.x().length; i++) {
            if (i == band.x().length
                    || !shows(band.x()[i], band.low()[i])
                    || !panel.y().shows(band.high()[i])) {
                outline(outlines, band, begin, i);
                begin = i + 1;
            }
        }
        sketch.add(new Drawing.Area(
                outlines.points(), band.stroke().ink(), band.stroke().opacity()));
    }

    /** Along the upper values, and back along the lower ones. */
    private void outline(Polyline line, Band band, int begin, int end) {
        for (int i = begin; i < end; i++) {
            line.add(x(band.x()[i]), y(band.high()[i]));
        }
        for (int i = end - 1; i >= begin; i--) {
            line.add(x(band.x()[i]), y(band.low()[i]));
        }
        line.gap();
    }

    private void draw(Sketch sketch, Rule rule) {
        Axis axis = rule.upright() ? panel.x() : panel.y();
        if (axis.shows(rule.at())) {
            float[] points = rule.upright()
                    ? new float[] {x(rule.at()), box.top(), x(rule.at()), box.bottom()}
                    : new float[] {box.left(), y(rule.at()), box.right(), y(rule.at())};
            sketch.stroke(points, rule.stroke());
        }
    }
}
