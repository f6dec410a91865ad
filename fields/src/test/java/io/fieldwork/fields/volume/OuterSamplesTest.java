package io.fieldwork.fields.volume;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.fieldwork.fields.field.Box;
import io.fieldwork.fields.field.DistanceMedium;
import io.fieldwork.fields.field.Positions;
import io.fieldwork.fields.kernel.Kernels;
import io.fieldwork.fields.tensor.Compute;
import io.fieldwork.fields.tensor.Tape;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OuterSamplesTest {
    private static final Box BOX = Box.cube(2);

    /** Turning the place where the ray leaves the unit ball about the ray's normal gives the same direction (NeRF++, section 4, and its code). */
    @Test
    void placesAreThoseOfTheAuthorsRotation() {
        Random random = new Random(4);
        for (int i = 0; i < 1000; i++) {
            double[] o = point(random, 0.9 * random.nextDouble());
            double[] d = point(random, 1);
            double s = 0.01 + 0.98 * random.nextDouble();
            double t = OuterSamples.leaving(dot(o, d), dot(o, o), s);
            double[] x = along(o, d, t);
            assertEquals(1 / s, Math.sqrt(dot(x, x)), 1e-9 / s);
            double[] hit = along(o, d, OuterSamples.leaving(dot(o, d), dot(o, o), 1));
            double[] axis = cross(o, hit);
            double sine = Math.sqrt(dot(axis, axis));
            double[] nearest = along(o, d, -dot(o, d));
            double closest = Math.sqrt(dot(nearest, nearest));
            double angle = Math.asin(closest) - Math.asin(closest * s);
            double[] turned = turned(hit, axis, sine, angle);
            for (int c = 0; c < 3; c++) {
                assertEquals(turned[c], x[c] * s, 1e-7);
            }
        }
    }

    private static double[] turned(double[] p, double[] axis, double length, double angle) {
        double[] k = {axis[0] / length, axis[1] / length, axis[2] / length};
        double[] side = cross(k, p);
        double part = dot(k, p) * (1 - Math.cos(angle));
        double[] out = new double[3];
        for (int c = 0; c < 3; c++) {
            out[c] = p[c] * Math.cos(angle) + side[c] * Math.sin(angle) + k[c] * part;
        }
        return out;
    }

    private static double[] point(Random random, double length) {
        double[] p = {random.nextGaussian(), random.nextGaussian(), random.nextGaussian()};
        double size = Math.sqrt(dot(p, p)) / length;
        return new double[] {p[0] / size, p[1] / size, p[2] / size};
    }

    private static double[] along(double[] o, double[] d, double t) {
        return new double[] {o[0] + t * d[0], o[1] + t * d[1], o[2] + t * d[2]};
    }

    private static double[] cross(double[] a, double[] b) {
        return new double[] {a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]};
    }

    private static double dot(double[] a, double[] b) {
        return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
    }

    /** Nothing in the ball; a constant density a unit of s outside, whose red is s. */
    private record Haze(double density) implements DistanceMedium {
        @Override
        public NDArray distance(Tape tape, NDArray x) {
            return x.norm(new int[] {1}).mul(0).add(1);
        }

        @Override
        public NDArray gradient(Geometry geometry) {
            throw new UnsupportedOperationException();
        }

        @Override
        public double spread() {
            return 0.01;
        }

        @Override
        public boolean surrounded() {
            return true;
        }

        @Override
        public Geometry geometry(Tape tape, Positions positions) {
            NDArray s = positions.x().norm(new int[] {1}).div(2).pow(-1);
            return new Geometry(
                    s.mul(0).add(density), s.reshape(-1, 1).mul(s.getManager().ones(new Shape(1, 3))));
        }

        @Override
        public NDArray color(Tape tape, Geometry geometry, Views views) {
            return geometry.features();
        }

        @Override
        public Box box() {
            return BOX;
        }
    }

    /** A ray that goes out from the ball sees int_0^1 a e^(-a (1 - s)) s ds; one from outside of it, that misses it, has a part of that. */
    @Test
    void anEvenHazeHasItsClosedForm() {
        double a = 1.7;
        try (NDManager manager = Compute.configured().newManager();
                Tape off = Tape.forwardOnly();
                RaySampler sampler = ErrorBoundOptionsBuilder.builder()
                        .outside(2000)
                        .near(0.1)
                        .build()
                        .build(manager, Kernels.of(manager), BOX, 0)) {
            float[] origins = {0.3f, -0.4f, 0.5f, 4, -8, 0};
            float[] directions = {0.6f, 0, 0.8f, 0, 1, 0};
            Rays rays = new Rays(manager.create(origins, new Shape(2, 3)), manager.create(directions, new Shape(2, 3)));
            Haze haze = new Haze(a);
            Visible visible = sampler.sample(rays, Jitter.CENTRE, haze);
            assertEquals(4000, visible.samples().size());
            Composite seen = new Compositor(manager, Kernels.of(manager)).composite(off, haze, rays, visible);
            for (int ray = 0; ray < 2; ray++) {
                double most = ray == 0 ? 1 : 0.5;
                double whole = 1 - Math.exp(-a * most);
                double expected = most * whole - (1 - (1 + a * most) * Math.exp(-a * most)) / a;
                assertEquals(expected, seen.color().getFloat(ray, 0), 2e-3);
                assertEquals(1, seen.opacity().getFloat(ray), 1e-6);
            }
            assertTrue(visible.samples().t().min().getFloat() > 0.1);
        }
    }
}
