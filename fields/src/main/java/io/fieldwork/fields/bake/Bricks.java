package io.fieldwork.fields.bake;

import java.util.Arrays;

/** Values of a lattice quantised to bricks of bytes; bricks that no camera sees are left out. */
final class Bricks {
    /** Number of times that colours spread to unseen neighbours, which interpolation reads. */
    private static final int SPREADS = 3;

    private static final int POINTS = Lattice.POINTS;
    private static final int SIDE = Lattice.SIDE;

    private final Lattice lattice;
    private final LatticeValues opacity;
    private final ColorFit fit;
    private final double threshold;

    Bricks(Lattice lattice, LatticeValues opacity, ColorFit fit, double threshold) {
        this.lattice = lattice;
        this.opacity = opacity;
        this.fit = fit;
        this.threshold = threshold;
    }

    BakedGrid grid(int degree, float[] background) {
        int[] index = new int[lattice.bricks()];
        int count = 0;
        for (int brick = 0; brick < index.length; brick++) {
            index[brick] = isSeen(brick) ? count++ : -1;
        }
        byte[] opacities = new byte[Math.multiplyExact(count, POINTS)];
        byte[] colors = new byte[Math.multiplyExact(opacities.length, 3 * fit.coefficients)];
        for (int brick = 0; brick < index.length; brick++) {
            if (index[brick] >= 0) {
                for (int i = 0; i < POINTS; i++) {
                    opacities[POINTS * index[brick] + i] = (byte) quantised(opacity.first(lattice.point(brick, i)));
                }
                quantise(colors(brick), colors, 3 * fit.coefficients * POINTS * index[brick]);
            }
        }
        return new BakedGrid(
                lattice.low(), lattice.cell(), lattice.size(), index, degree, background, opacities, colors);
    }

    private boolean isSeen(int brick) {
        double weight = 0;
        boolean any = false;
        for (int i = 0; i < POINTS; i++) {
            int[] point = lattice.point(brick, i);
            weight += fit.weight(point);
            any |= quantised(opacity.first(point)) > 0;
        }
        return any && weight > threshold;
    }

    private static int quantised(double share) {
        return (int) Math.round(255 * Math.clamp(share, 0, 1));
    }

    /** Coefficients [9, 9, 9, k, 3] of a brick; unseen points take the mean of their neighbours. */
    private double[] colors(int brick) {
        int width = 3 * fit.coefficients;
        double[] colors = new double[POINTS * width];
        boolean[] known = new boolean[POINTS];
        for (int i = 0; i < POINTS; i++) {
            known[i] = fit.solve(lattice.point(brick, i), colors, width * i);
        }
        for (int spread = 0; spread < SPREADS; spread++) {
            known = spread(colors, known, width);
        }
        return colors;
    }

    private static boolean[] spread(double[] colors, boolean[] known, int width) {
        boolean[] after = new boolean[POINTS];
        for (int i = 0; i < POINTS; i++) {
            after[i] = known[i] || takeMean(colors, known, width, i);
        }
        return after;
    }

    private static boolean takeMean(double[] colors, boolean[] known, int width, int point) {
        int x = point % SIDE;
        int y = point / SIDE % SIDE;
        int z = point / SIDE / SIDE;
        int count = 0;
        double[] sum = new double[width];
        for (int k = Math.max(z - 1, 0); k <= Math.min(z + 1, SIDE - 1); k++) {
            for (int j = Math.max(y - 1, 0); j <= Math.min(y + 1, SIDE - 1); j++) {
                for (int i = Math.max(x - 1, 0); i <= Math.min(x + 1, SIDE - 1); i++) {
                    int from = i + SIDE * (j + SIDE * k);
                    if (known[from]) {
                        count++;
                        for (int c = 0; c < width; c++) {
                            sum[c] += colors[width * from + c];
                        }
                    }
                }
            }
        }
        for (int c = 0; c < width && count > 0; c++) {
            colors[width * point + c] = sum[c] / count;
        }
        return count > 0;
    }

    /** From [9, 9, 9, k, 3] to bytes [k, 9, 9, 9, 3]. */
    private void quantise(double[] colors, byte[] into, int at) {
        for (int k = 0; k < fit.coefficients; k++) {
            for (int i = 0; i < POINTS; i++) {
                for (int c = 0; c < 3; c++) {
                    double value = colors[3 * (fit.coefficients * i + k) + c];
                    int number = k == 0 ? quantised(value) : 128 + (int) Math.round(127 * Math.clamp(value, -1, 1));
                    into[at + 3 * (POINTS * k + i) + c] = (byte) number;
                }
            }
        }
        assert Arrays.stream(colors).allMatch(Double::isFinite);
    }
}
