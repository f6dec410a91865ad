package io.fieldwork.samples.kind.closure;

import io.fieldwork.fields.train.Split;
import io.fieldwork.pde.closure.data.FluidData;
import io.fieldwork.pde.closure.data.Recording;
import io.fieldwork.pde.closure.learned.ClosureEvaluation;
import io.fieldwork.pde.closure.learned.ClosureSession;
import io.fieldwork.samples.kind.Session;
import io.fieldwork.samples.kind.Viewing;
import io.fieldwork.samples.kind.Wording;
import io.fieldwork.samples.report.Exhibit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A closure while it is learned. */
record ClosureRun(ClosureSession training) implements Session {
    /** What is known of the errors, in a sentence; a number that is not finite is not among those shown. */
    static String quality(Map<String, String> shown) {
        String errors = Stream.of(
                        error(shown, "m4", "m4 error"),
                        error(shown, "S:T", "relative L2 error"),
                        error(shown, "trajectories", "trajectory error"))
                .flatMap(Optional::stream)
                .collect(Collectors.joining(", "));
        String diverged = shown.containsKey("trajectory error") ? "" : "trajectories diverged";
        String all = Stream.of(errors.isEmpty() ? "" : "error " + errors, diverged)
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining("; "));
        return Character.toUpperCase(all.charAt(0)) + all.substring(1) + ".";
    }

    /** An error of the closure beside Bingham's, if it is known. */
    private static Optional<String> error(Map<String, String> shown, String what, String key) {
        String bingham = shown.get(key + ", Bingham");
        return Optional.ofNullable(shown.get(key))
                .map(own -> "of " + what + " " + own + (bingham == null ? "" : " (Bingham " + bingham + ")"));
    }

    @Override
    public Wording wording() {
        return new Wording("Following the test runs.", "Test runs: kinetic equation and closures", ClosureRun::quality);
    }

    @Override
    public String data() {
        FluidData data = training.data();
        Recording first = data.train().getFirst();
        return String.format(
                Locale.ROOT,
                "%d runs of %d frames on %d x %d points of a box of %.3g; %d to test",
                data.train().size(),
                first.frames(),
                first.points(),
                first.points(),
                first.length(),
                data.test().size());
    }

    @Override
    public String fingerprint() {
        return training.data().digest();
    }

    @Override
    public Map<String, Double> evaluate(Split split, int pictures, Consumer<Exhibit> gallery) {
        if (split != Split.TEST) {
            return Map.of();
        }
        ClosureEvaluation evaluation = training.task().evaluation();
        List<ClosureEvaluation.Measured> runs = evaluation.measure();
        for (int i = 0; i < Math.min(pictures, runs.size()); i++) {
            new ClosurePictures(runs.get(i), "test_" + i).all().forEach(gallery);
        }
        return evaluation.numbers(runs);
    }

    @Override
    public Optional<Viewing> viewing() {
        return Optional.of(new ClosureViewing(this));
    }

    @Override
    public Optional<String> protocol() {
        return Optional.of(
                "means of relative L2 errors over the frames of the test runs from learning.from on; trajectories are those of"
                        + " m2 from that time over learning.over");
    }
}
