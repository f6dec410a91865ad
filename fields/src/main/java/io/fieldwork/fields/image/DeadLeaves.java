package io.fieldwork.fields.image;

import io.fieldwork.fields.tensor.Draws;
import java.util.ArrayList;
import java.util.List;

/**
 * A picture with the statistics of natural ones: shaded ellipses that lie on each other like leaves, with radii from 0.005 to 0.4 of the side whose
 * density falls like r^-3 (Lee, Mumford, Huang 2001). Edges then have all sizes, and the power of its waves falls about like the square of their
 * frequency. Each leaf has a colour, a gradient of light across it and a fine stripe of its own.
 */
public final class DeadLeaves implements ExactImage {
    private static final int LEAVES = 3000;
    private static final double SMALLEST = 0.005;
    private static final double LARGEST = 0.4;
    private static final int CELLS = 32;

    /** Leaves of each cell of a lattice, those on top first. */
    private final List<List<Leaf>> cells = new ArrayList<>();

    /** An ellipse: where it is, its half axes along a direction, its colour, and its light across it. */
    private record Leaf(
            double x,
            double y,
            double cos,
            double sin,
            double a,
            double b,
            double[] rgb,
            double light,
            double stripe,
            double waves) {
        private boolean covers(double px, double py) {
            double u = (cos * (px - x) + sin * (py - y)) / a;
            double v = (cos * (py - y) - sin * (px - x)) / b;
            return u * u + v * v < 1;
        }

        private void shade(double px, double py, double[] to) {
            double u = (cos * (px - x) + sin * (py - y)) / a;
            double v = (cos * (py - y) - sin * (px - x)) / b;
            double bright = 1
                    + light * (u + 0.5 * v)
                    - 0.25 * (u * u + v * v)
                    + stripe * Math.sin(waves * (px * sin + py * cos));
            for (int c = 0; c < 3; c++) {
                to[c] = Math.clamp(rgb[c] * bright, 0, 1);
            }
        }
    }

    /** A picture of a seed. */
    public DeadLeaves(long seed) {
        for (int i = 0; i < CELLS * CELLS; i++) {
            cells.add(new ArrayList<>());
        }
        for (int i = 0; i < LEAVES; i++) {
            add(leaf(Draws.of(seed, "leaf", i)));
        }
        add(new Leaf(0.5, 0.5, 1, 0, 9, 9, new double[] {0.5, 0.5, 0.5}, 0, 0, 0));
    }

    private static Leaf leaf(Draws draws) {
        double low = 1 / (SMALLEST * SMALLEST);
        double high = 1 / (LARGEST * LARGEST);
        double radius = 1 / Math.sqrt(low + draws.uniform(0) * (high - low));
        double turn = 2 * Math.PI * draws.uniform(1);
        double slim = 0.5 + 0.5 * draws.uniform(2);
        double grey = 0.1 + 0.8 * draws.uniform(3);
        double[] rgb = new double[3];
        for (int c = 0; c < 3; c++) {
            rgb[c] = Math.clamp(grey + 0.12 * draws.normal(10 + c), 0.02, 0.98);
        }
        return new Leaf(
                1.2 * draws.uniform(4) - 0.1,
                1.2 * draws.uniform(5) - 0.1,
                Math.cos(turn),
                Math.sin(turn),
                radius,
                radius * slim,
                rgb,
                0.3 * draws.uniform(6),
                0.06 * draws.uniform(7),
                2 * Math.PI * (4 + 40 * draws.uniform(8)));
    }

    private void add(Leaf leaf) {
        double reach = Math.max(leaf.a, leaf.b);
        for (int i = cell(leaf.x - reach); i <= cell(leaf.x + reach); i++) {
            for (int j = cell(leaf.y - reach); j <= cell(leaf.y + reach); j++) {
                cells.get(j * CELLS + i).add(leaf);
            }
        }
    }

    private static int cell(double at) {
        return (int) Math.clamp(Math.floor(at * CELLS), 0, CELLS - 1);
    }

    @Override
    public void color(double x, double y, double[] rgb) {
        for (Leaf leaf : cells.get(cell(y) * CELLS + cell(x))) {
            if (leaf.covers(x, y)) {
                leaf.shade(x, y, rgb);
                return;
            }
        }
    }
}
