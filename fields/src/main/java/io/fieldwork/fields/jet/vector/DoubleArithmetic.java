package io.fieldwork.fields.jet.vector;

import ai.djl.ndarray.types.DataType;
import io.fieldwork.fields.jet.Activation;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/** Double precision. */
final class DoubleArithmetic implements JetArithmetic<double[]> {
    private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();
    private static final ValueLayout.OfDouble LAYOUT = ValueLayout.JAVA_DOUBLE;

    @Override
    public DataType type() {
        return DataType.FLOAT64;
    }

    @Override
    public int lanes() {
        return LANES;
    }

    @Override
    public double[] zeros(int length) {
        return new double[length + 4 * LANES];
    }

    @Override
    public void load(MemorySegment from, long first, double[] to, int at, int length) {
        MemorySegment.copy(from, LAYOUT, first * Double.BYTES, to, at, length);
    }

    @Override
    public void store(double[] from, int at, MemorySegment to, long first, int length) {
        MemorySegment.copy(from, at, to, LAYOUT, first * Double.BYTES, length);
    }

    @Override
    public void addTo(double[] from, int at, MemorySegment to, long first, int length) {
        int vectors = length / LANES * LANES;
        for (int i = 0; i < vectors; i += LANES) {
            long place = (first + i) * Double.BYTES;
            DoubleVector.fromMemorySegment(SPECIES, to, place, ByteOrder.nativeOrder())
                    .add(vector(from, at + i))
                    .intoMemorySegment(to, place, ByteOrder.nativeOrder());
        }
        for (int i = vectors; i < length; i++) {
            to.setAtIndex(LAYOUT, first + i, to.getAtIndex(LAYOUT, first + i) + from[at + i]);
        }
    }

    @Override
    public void copy(double[] from, int at, double[] to, int toAt, int length) {
        System.arraycopy(from, at, to, toAt, length);
    }

    @Override
    public void transpose(double[] a, int rows, int columns, int aRow, double[] b, int bRow) {
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                b[j * bRow + i] = a[i * aRow + j];
            }
        }
    }

    @Override
    public void clear(double[] array, int at, int length) {
        Arrays.fill(array, at, at + length, 0);
    }

    @Override
    public void add(double k, double[] x, int xAt, double[] y, int yAt, int length) {
        double factor = k;
        int vectors = length / LANES * LANES;
        for (int i = 0; i < vectors; i += LANES) {
            vector(x, xAt + i).mul(factor).add(vector(y, yAt + i)).intoArray(y, yAt + i);
        }
        for (int i = vectors; i < length; i++) {
            y[yAt + i] += factor * x[xAt + i];
        }
    }

    @Override
    public void multiply(double[] x, int xAt, double[] y, int yAt, double[] z, int zAt, int length) {
        for (int i = 0; i < length; i += LANES) {
            vector(x, xAt + i).mul(vector(y, yAt + i)).intoArray(z, zAt + i);
        }
    }

    @Override
    public void accumulate(double k, double[] x, int xAt, double[] y, int yAt, double[] z, int zAt, int length) {
        DoubleVector factor = DoubleVector.broadcast(SPECIES, k);
        for (int i = 0; i < length; i += LANES) {
            vector(x, xAt + i)
                    .mul(factor)
                    .fma(vector(y, yAt + i), vector(z, zAt + i))
                    .intoArray(z, zAt + i);
        }
    }

    @Override
    public void derivatives(
            Activation function, int count, double[] z, int from, double[] f, int step, int at, int length) {
        DoubleFunctions.derivatives(function, count, z, from, f, step, at, length);
    }

    @Override
    public void chain(double[] f, int step, int at, double[] z, double[] y, int[] places, int length) {
        switch (places.length - 1) {
            case 1 -> DoubleChains.first(f, step, at, z, y, places, length);
            case 2 -> DoubleChains.second(f, step, at, z, y, places, length);
            case 3 -> DoubleChains.third(f, step, at, z, y, places, length);
            default -> DoubleChains.fourth(f, step, at, z, y, places, length);
        }
    }

    @Override
    public void chainAdjoint(double[] f, int step, int at, double[] z, double[] gradients, int[] places, int length) {
        switch (places.length - 1) {
            case 1 -> DoubleChains.firstAdjoint(f, step, at, z, gradients, places, length);
            case 2 -> DoubleChains.secondAdjoint(f, step, at, z, gradients, places, length);
            case 3 -> DoubleChains.thirdAdjoint(f, step, at, z, gradients, places, length);
            default -> DoubleChains.fourthAdjoint(f, step, at, z, gradients, places, length);
        }
    }

    @Override
    public void matrix(
            int m,
            int n,
            int depth,
            double[] a,
            int aAt,
            int aRow,
            int aColumn,
            double[] b,
            int bRow,
            double[] start,
            int startRow,
            double[] c,
            int cAt,
            int cRow) {
        new DoubleMatrix(depth, a, aRow, aColumn, b, bRow, start, startRow, c, cRow).multiply(m, n, aAt, cAt);
    }

    @Override
    public void inner(
            int m,
            int n,
            int depth,
            double[] a,
            int aAt,
            int aRow,
            double[] b,
            int bRow,
            double[] c,
            int cAt,
            int cRow) {
        DoubleMatrix.inner(m, n, depth, a, aAt, aRow, b, bRow, c, cAt, cRow);
    }

    private static DoubleVector vector(double[] array, int at) {
        return DoubleVector.fromArray(SPECIES, array, at);
    }
}
