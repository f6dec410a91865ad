package io.fieldwork.samples.bench;

import io.fieldwork.fields.kernel.HashGridLayout;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What the CUDA kernels must move and compute, and the times that this implies at a device's published rates: bytes over bandwidth or
 * operations over arithmetic, whichever is longer. A bound from below, not a measurement: caches are not counted on, and neither are
 * launches. Counts are those of the kernels' own descriptions, at the sizes of the other benchmarks: 65,536 samples on 2,048 rays.
 */
final class DeviceModel {
    private static final double SAMPLES = 1 << 16;
    private static final double RAYS = 2048;
    private static final HashGridLayout LAYOUT = new HashGridLayout(16, 2, 19, 16, 2048);

    /** A launch takes about so long to start, however little it does. */
    private static final double LAUNCH_SECONDS = 3e-6;

    /** Launches of ours and of the engine in a step. */
    private static final int LAUNCHES = 60;

    private DeviceModel() {}

    /** Published peak rates: NVIDIA's data sheets of H100 SXM and H200 SXM, single precision without tensor cores. */
    private enum Peak {
        H100(3.35e12, 67e12),
        H200(4.8e12, 67e12);

        private final double bytes;
        private final double operations;

        Peak(double bytes, double operations) {
            this.bytes = bytes;
            this.operations = operations;
        }

        double seconds(Work work) {
            return Math.max(work.bytes / bytes, work.operations / operations);
        }
    }

    /** A kernel's work, and how often a step of a hash-grid radiance field does it. */
    private record Work(String name, double bytes, double operations, int times) {
        String limit() {
            return bytes / Peak.H100.bytes > operations / Peak.H100.operations ? "memory" : "arithmetic";
        }
    }

    static void run(PrintStream out) {
        out.printf("%nmodel: %.0f samples on %.0f rays, 16 levels of 2 features, tables of 2^19%n", SAMPLES, RAYS);
        out.printf("%-38s %9s %9s %10s %10s  %s%n", "", "MB", "MFLOP", "H100 us", "H200 us", "limit");
        List<Work> works = works();
        works.forEach(work -> line(out, work.name, work, work.limit()));
        double h100 = step(works, Peak.H100);
        double h200 = step(works, Peak.H200);
        out.printf(
                Locale.ROOT, "%-38s %9s %9s %10.0f %10.0f%n", "step, kernels one after the other", "", "", h100, h200);
        double launches = LAUNCHES * LAUNCH_SECONDS * 1e6;
        out.printf(
                Locale.ROOT,
                "with %d launches of %.0f us each         %9s %9s %10.0f %10.0f%n",
                LAUNCHES,
                LAUNCH_SECONDS * 1e6,
                "",
                "",
                h100 + launches,
                h200 + launches);
    }

    private static double step(List<Work> works, Peak peak) {
        return works.stream()
                .mapToDouble(work -> 1e6 * work.times * peak.seconds(work))
                .sum();
    }

    private static void line(PrintStream out, String name, Work work, String limit) {
        out.printf(
                Locale.ROOT,
                "%-38s %9.1f %9.0f %10.1f %10.1f  %s%n",
                name,
                work.bytes * 1e-6,
                work.operations * 1e-6,
                1e6 * Peak.H100.seconds(work),
                1e6 * Peak.H200.seconds(work),
                limit);
    }

    private static List<Work> works() {
        double pairs = SAMPLES * LAYOUT.levels();
        double sectors = SAMPLES * LAYOUT.levels() / 4;
        double parameters = LAYOUT.parameters();
        double weights = 32 * 64 + 64 * 16 + 32 * 64 + 64 * 64 + 64 * 3;
        double hidden = 64 + 16 + 64 + 64 + 3;
        List<Work> works = new ArrayList<>();
        works.add(new Work("march, 64 lattice points a ray", 32 * RAYS + 24 * SAMPLES, 2 * 35 * 64 * RAYS, 1));
        works.add(new Work("hash grid forward", pairs * (64 + 8) + 12 * sectors, pairs * 92, 1));
        works.add(new Work("hash grid, adjoint of the table", pairs * (8 + 64) + 12 * sectors, pairs * 92, 1));
        works.add(new Work("networks forward (engine)", SAMPLES * 4 * 3 * hidden, SAMPLES * 2 * weights, 1));
        works.add(new Work("networks backward (engine)", SAMPLES * 4 * 6 * hidden, SAMPLES * 4 * weights, 1));
        works.add(new Work("harmonics, degree 4", SAMPLES * 76, SAMPLES * 60, 1));
        works.add(new Work("weights forward", 12 * SAMPLES, 15 * SAMPLES, 1));
        works.add(new Work("weights adjoint", 32 * SAMPLES, 45 * SAMPLES, 1));
        works.add(new Work("sums of colours forward", 16 * SAMPLES, 6 * SAMPLES, 1));
        works.add(new Work("sums of colours adjoint", 44 * SAMPLES, 12 * SAMPLES, 1));
        works.add(new Work("Adam, 38 % of the table touched", parameters * (4 + 36 * 0.38), 20 * 0.38 * parameters, 1));
        works.add(new Work("planes and lines forward, rank 48", 3 * 48 * 28 * SAMPLES, 3 * 48 * 14 * SAMPLES, 0));
        works.add(new Work("planes and lines, adjoint of tables", 3 * 48 * 56 * SAMPLES, 3 * 48 * 26 * SAMPLES, 0));
        works.add(new Work("tanh on jets of 4, 10,000 x 128", 1.28e6 * 32, 1.28e6 * 12, 0));
        works.add(new Work("tanh on jets of 4, adjoint", 1.28e6 * 48, 1.28e6 * 35, 0));
        works.add(new Work("product of 128 x 128 on jets (engine)", 1.28e6 * 4 * 8, 2 * 40000.0 * 128 * 128, 0));
        return works;
    }
}
