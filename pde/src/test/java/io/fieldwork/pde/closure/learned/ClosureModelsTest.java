package io.fieldwork.pde.closure.learned;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.fieldwork.fields.tensor.Compute;
import io.fieldwork.fields.tensor.Parameter;
import io.fieldwork.fields.tensor.Storage;
import io.fieldwork.fields.tensor.Tape;
import io.fieldwork.pde.closure.ActiveFluid;
import io.fieldwork.pde.closure.AngularMoments;
import io.fieldwork.pde.closure.Closure;
import io.fieldwork.pde.closure.TensorClosure;
import io.fieldwork.pde.operator.FnoOptionsBuilder;
import io.fieldwork.pde.operator.UnetOptions;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.apache.commons.math3.complex.Complex;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What closures on tensors keep, and what they are where that is known. */
class ClosureModelsTest {
    private static final int N = 8;
    private static final int POINTS = N * N;

    private NDManager manager;

    @BeforeEach
    void open() {
        manager = Compute.choose("cpu").newManager();
    }

    @AfterEach
    void close() {
        manager.close();
    }

    /** Random densities' moments and strains of all sizes; turned by an angle, mirrored at the x axis. */
    private double[] fields(double angle, boolean mirrored) {
        SplittableRandom random = new SplittableRandom(4);
        double[] f = new double[5 * POINTS];
        for (int i = 0; i < POINTS; i++) {
            double c = 0.5 + random.nextDouble();
            Complex m = polar(c * Math.pow(random.nextDouble(), 2) * 0.999, 7 * random.nextDouble());
            Complex e = polar(Math.pow(10, 2 * random.nextDouble() - 1.5), 7 * random.nextDouble());
            Complex turn = polar(1, 2 * angle);
            m = mirrored ? m.conjugate() : m.multiply(turn);
            e = mirrored ? e.conjugate() : e.multiply(turn);
            f[i] = c;
            f[POINTS + i] = m.getReal();
            f[2 * POINTS + i] = m.getImaginary();
            f[3 * POINTS + i] = e.getReal();
            f[4 * POINTS + i] = e.getImaginary();
        }
        return f;
    }

    private static Complex polar(double size, double angle) {
        return new Complex(size * Math.cos(angle), size * Math.sin(angle));
    }

    private NDArray fluid(double zeta) {
        return manager.create(new double[] {-1, 0.8, zeta, 0.05, 0.05}, new Shape(1, 5));
    }

    private double[] couple(ClosureModel model, double[] fields, double zeta) {
        try (Tape _ = Tape.forwardOnly()) {
            return model.couple(manager.create(fields, new Shape(1, 5, N, N)), fluid(zeta))
                    .toDoubleArray();
        }
    }

    private ClosureModel disturbed(double by) {
        ClosureModel model = new EquivariantOptions(8, 2).build(manager, N, 1);
        for (Parameter parameter : model.parameters()) {
            float[] values = parameter.value().stopGradient().toFloatArray();
            for (int i = 0; i < values.length; i++) {
                values[i] += (float) (by * Math.sin(3 * i + 1));
            }
            Storage.overwrite(
                    parameter.value(), manager.create(values, parameter.value().getShape()));
        }
        return model;
    }

    private static Complex at(double[] values, int channel, int i) {
        return new Complex(values[channel * POINTS + i], values[(channel + 1) * POINTS + i]);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bingham", "wrappedNormal", "isotropic", "quadratic"})
    void fixedOnesAreThoseOfNumbers(String name) {
        TensorClosure closure = switch (name) {
            case "bingham" -> TensorClosure.BINGHAM;
            case "wrappedNormal" -> TensorClosure.WRAPPED_NORMAL;
            case "isotropic" -> TensorClosure.ISOTROPIC;
            default -> TensorClosure.QUADRATIC;
        };
        double[] fields = fields(0, false);
        double[] found = couple(new FixedOptions(name).build(manager, N, 1), fields, 2);
        for (int i = 0; i < POINTS; i++) {
            Complex m = at(fields, 1, i);
            double c = fields[i];
            Complex fourth = m.multiply(m).multiply(closure.factor(Math.pow(m.abs() / c, 2)) / c);
            assertEquals(fourth.getReal(), found[2 * POINTS + i], 1e-6);
            assertEquals(fourth.getImaginary(), found[3 * POINTS + i], 1e-6);
            AngularMoments moments = new AngularMoments(c, m, fourth);
            double[] one = moments.fourthWithStrain(at(fields, 3, i));
            double[] two = moments.fourthWithSecond();
            assertEquals(one[0] + one[2] + 4 * (two[0] + two[2]), found[6 * POINTS + i], 1e-12);
        }
    }

    @Test
    void theLearnedOneBeginsAsBinghams() {
        double[] fields = fields(0, false);
        assertArrayEquals(
                couple(new FixedOptions("bingham").build(manager, N, 1), fields, 1),
                couple(new EquivariantOptions(null, null).build(manager, N, 1), fields, 1),
                1e-12);
    }

    @Test
    void theLearnedOneTurnsAndMirrorsWithTheFluid() {
        ClosureModel model = disturbed(0.5);
        double[] plain = couple(model, fields(0, false), 1);
        double[] turned = couple(model, fields(0.4, false), 1);
        double[] mirrored = couple(model, fields(0, true), 1);
        double[] bingham = couple(disturbed(0), fields(0, false), 1);
        double most = 0;
        for (int i = 0; i < POINTS; i++) {
            Complex fourth = at(plain, 2, i);
            assertEquals(
                    0, fourth.multiply(polar(1, 1.6)).subtract(at(turned, 2, i)).abs(), 1e-5);
            assertEquals(0, fourth.conjugate().subtract(at(mirrored, 2, i)).abs(), 1e-5);
            assertEquals(plain[6 * POINTS + i], turned[6 * POINTS + i], 1e-12);
            most = Math.max(most, fourth.subtract(at(bingham, 2, i)).abs());
        }
        assertTrue(most > 0.05, "differs from Bingham's by " + most);
    }

    @Test
    void whateverIsLearnedIsADensity() {
        double[] fields = fields(0, false);
        double[] found = couple(disturbed(20), fields, 1);
        double least = 1;
        for (int i = 0; i < POINTS; i++) {
            double slack = new AngularMoments(fields[i], at(fields, 1, i), at(found, 2, i)).slack();
            assertTrue(slack > -1e-12, "slack " + slack);
            least = Math.min(least, slack);
        }
        assertTrue(least < 1e-9, "some are taken back, slack " + least);
    }

    @Test
    void theLearnedOneIsTheSameAtPoints() {
        double[] fields = fields(0, false);
        ClosureModel model = disturbed(0.5);
        double[] wanted = couple(model, fields, 1.5);
        double[] re = new double[POINTS];
        double[] im = new double[POINTS];
        double[][] channels = new double[5][];
        Arrays.setAll(channels, k -> Arrays.copyOfRange(fields, k * POINTS, (k + 1) * POINTS));
        Closure closure = model.pointwise(1.5).orElseThrow();
        closure.close(new Closure.Points(channels[0], channels[1], channels[2], channels[3], channels[4]), re, im);
        assertTrue(closure.seesStrain());
        assertArrayEquals(Arrays.copyOfRange(wanted, 2 * POINTS, 3 * POINTS), re, 2e-5);
        assertArrayEquals(Arrays.copyOfRange(wanted, 3 * POINTS, 4 * POINTS), im, 2e-5);
    }

    /** With the coefficients of a fourth moment that lies along the second, the five-coefficient form is the moment's. */
    @Test
    void fiveCoefficientsAreWhatTheyStandFor() {
        double[] fields = fields(0, false);
        ActiveFluid fluid = ActiveFluid.of(-1, 0.8, 2, 0.05, 0.05);
        double[] exact = couple(new FixedOptions("bingham").build(manager, N, 1), fields, fluid.zeta());
        for (int i = 0; i < POINTS; i++) {
            Complex m = at(fields, 1, i);
            Complex e = at(fields, 3, i);
            double[] k = new AngularMoments(fields[i], m, at(exact, 2, i)).tensorBasis(e);
            try (Tape _ = Tape.forwardOnly()) {
                double[] one = {fields[i], m.getReal(), m.getImaginary(), e.getReal(), e.getImaginary()};
                double[] q = CoefficientClosure.local(manager, 2, 1, 1)
                        .applied(
                                manager.create(one, new Shape(1, 5, 1, 1)),
                                fluid(fluid.zeta()),
                                manager.create(k, new Shape(1, 5, 1, 1)))
                        .toDoubleArray();
                Complex found = new Complex(q[0], q[1]).multiply(e).add(new Complex(q[4], q[5]));
                Complex tau = e.add(m.multiply(fluid.zeta()));
                assertEquals(
                        0,
                        found.subtract(at(exact, 2, i).multiply(tau.conjugate()))
                                .abs(),
                        1e-9);
                assertEquals(exact[6 * POINTS + i], q[6], 1e-9);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"fno", "unet"})
    void operatorsGiveCoefficientsFromFields(String type) {
        var network = type.equals("fno")
                ? FnoOptionsBuilder.builder().modes(3).width(4).layers(2).build()
                : new UnetOptions(1, 8, "none");
        ClosureModel model = new CoefficientOptions(null, null, network).build(manager, N, 1);
        double[] found = couple(model, fields(0, false), 1);
        assertEquals(7 * POINTS, found.length);
        for (double value : found) {
            assertTrue(Double.isFinite(value));
        }
        model.close();
    }
}
