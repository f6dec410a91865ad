package io.fieldwork.fields.kernel;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import io.fieldwork.fields.jet.vector.JetArithmetic;
import io.fieldwork.fields.jet.vector.JetArithmetic.Matrix;
import io.fieldwork.fields.tensor.Memory;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * A block of points on its way through a hash grid and a network and back, for one thread. Points lie side by side in every array, so that nothing has to
 * be turned between the grid, whose vectors are points, and the products.
 */
final class HostGridSlopeTile {
    private static final JetArithmetic<float[]> ARITHMETIC = JetArithmetic.SINGLE;
    private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
    private static final int BLOCK = HashGridJet.BLOCK;
    private static final Matrix<float[]> ZEROS = new Matrix<>(ARITHMETIC.zeros(BLOCK), 0);

    private final List<HashGridLayout.Level> levels;
    private final int features;
    private final HostNetworkWeights weights;
    private final int[] widths;
    private final MemorySegment table;
    private final HashGridJet jet;
    /** The values of each layer, and their gradients: features, hidden ones, the result. */
    private final float[][] values;

    private final float[][] gradients;
    /** The derivatives of the features along each axis, then those of the result. */
    private final float[][] slopes;

    HostGridSlopeTile(HashGridLayout layout, HostNetworkWeights weights, MemorySegment table) {
        this.levels = layout.all();
        this.features = layout.features();
        this.weights = weights;
        this.widths = weights.widths();
        this.table = table;
        this.jet = new HashGridJet(features);
        this.values = layers();
        this.gradients = layers();
        this.slopes = new float[3][BLOCK * widths[0]];
        Arrays.fill(gradients[widths.length - 1], 0, BLOCK, 1);
    }

    private float[][] layers() {
        return Arrays.stream(widths)
                .mapToObj(width -> HostNetworkWeights.matrix(width, BLOCK).array())
                .toArray(float[][]::new);
    }

    /** Finds y [n] and its gradient dx [n, 3] for at most a block of the points x [n, 3], from the first on. */
    void run(MemorySegment x, MemorySegment y, MemorySegment dx, long first, int points) {
        encode(x, first, points);
        int last = widths.length - 1;
        for (int k = 0; k < last; k++) {
            product(widths[k + 1], widths[k], weights.byOutput(k), values[k], values[k + 1]);
            if (k < last - 1) {
                HostNetworkTile.rectify(values[k + 1], widths[k + 1] * BLOCK);
            }
        }
        ARITHMETIC.store(values[last], 0, y, first, points);
        for (int k = last - 1; k >= 0; k--) {
            product(widths[k], widths[k + 1], weights.byInput(k), gradients[k + 1], gradients[k]);
            if (k > 0) {
                HostNetworkTile.gate(values[k], gradients[k], widths[k] * BLOCK);
            }
        }
        for (float[] axis : slopes) {
            contract(axis, gradients[0], widths[0]);
        }
        store(dx, first, points);
    }

    private void encode(MemorySegment x, long first, int points) {
        jet.corners.load(x, first, points);
        for (int l = 0; l < levels.size(); l++) {
            HashGridLayout.Level level = levels.get(l);
            jet.corners.locate(level);
            jet.gather(HostHashGrid.rows(table, level, features));
            for (int f = 0; f < features; f++) {
                jet.interpolate(f, level.scale(), values[0], slopes, (l * features + f) * BLOCK);
            }
        }
    }

    /** C = W B of a layer, [rows, points] from [depth, points]. */
    private static void product(int rows, int depth, Matrix<float[]> w, float[] b, float[] c) {
        ARITHMETIC.matrix(rows, BLOCK, depth, w, new Matrix<>(b, BLOCK), ZEROS, new Matrix<>(c, BLOCK));
    }

    /** Leaves the sums over the features of slope times gradient where the slopes of the first feature are. */
    private static void contract(float[] slope, float[] gradient, int width) {
        for (int p = 0; p < BLOCK; p += FLOATS.length()) {
            FloatVector sum = FloatVector.zero(FLOATS);
            for (int f = 0; f < width; f++) {
                sum = FloatVector.fromArray(FLOATS, slope, f * BLOCK + p)
                        .fma(FloatVector.fromArray(FLOATS, gradient, f * BLOCK + p), sum);
            }
            sum.intoArray(slope, p);
        }
    }

    private void store(MemorySegment dx, long first, int points) {
        long to = Memory.address(dx, 12 * first, 12L * points);
        for (int p = 0; p < points; p++) {
            for (int k = 0; k < 3; k++) {
                Memory.ALL.set(JAVA_FLOAT, to + 12L * p + 4L * k, slopes[k][p]);
            }
        }
    }
}
