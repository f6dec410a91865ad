package io.fieldwork.samples.device;

import java.util.List;
import java.util.stream.Stream;

/**
 * A part of a report: one command of this program.
 *
 * @param name one word, also of its log file and run folder
 * @param title what it tells, for people
 * @param arguments of the command, without the device
 * @param weight share of the time, against the weights of the other parts
 * @param trains whether it is a training, which is given its time and a run folder
 */
public record Part(String name, String title, List<String> arguments, double weight, boolean trains) {
    private static final List<String> KERNEL_TESTS =
            List.of("io.fieldwork.fields.cuda", "io.fieldwork.fields.kernel", "io.fieldwork.fields.jet.kernel");

    /** All parts, those that tell most first. */
    public static final List<Part> ALL = List.of(
            command("doctor", "What this machine offers", 2, "doctor"),
            command("selftest", "Kernels against their references", 12, selftest()),
            training("toybox", "Radiance field, hash grid", 8),
            command("kernels", "Kernels against the engine's operators and the device's roof", 8, "bench", "kernels"),
            command("step", "A whole step against the engine's operators", 6, "bench", "step"),
            training("burgers", "Equation, double precision", 6),
            training("darcy-32", "Solution operator", 6),
            training("allen-cahn", "Equation, single precision", 5),
            training("toybox-tensorf", "Radiance field, planes and lines", 6),
            training("toybox-plenoxels", "Radiance field, voxels", 5),
            training("distance", "Distance to a mesh", 5),
            training("image", "Picture", 4),
            training("objects-volsdf", "Surface", 7),
            training("closure-abc", "Closure of an active fluid", 6));

    /** {@return the seconds below which it would only start} A few parts that end tell more than many that are cut off. */
    double leastSeconds() {
        return trains ? 30 : 10;
    }

    /** {@return whether an exit code is a success} The doctor's 1 is advice. */
    boolean succeeds(int exitCode) {
        return exitCode == 0 || exitCode == 1 && arguments.getFirst().equals("doctor");
    }

    private static String[] selftest() {
        return Stream.concat(Stream.of("selftest"), KERNEL_TESTS.stream()).toArray(String[]::new);
    }

    private static Part command(String name, String title, double weight, String... arguments) {
        return new Part(name, title, List.of(arguments), weight, false);
    }

    private static Part training(String configuration, String title, double weight) {
        return new Part(configuration, title, List.of("train", configuration, "--quiet"), weight, true);
    }
}
