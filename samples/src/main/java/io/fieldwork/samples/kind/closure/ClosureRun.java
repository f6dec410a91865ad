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

/** A closure while it is learned. */
record ClosureRun(ClosureSession training) implements Session {
    private static String quality(Map<String, String> shown) {
        String fourth = shown.containsKey("m4 error")
                ? "Error of m4 " + shown.get("m4 error") + " (Bingham " + shown.get("m4 error, Bingham") + "), of "
                : "Error of ";
        return fourth + "S:T " + shown.get("relative L2 error") + " (Bingham " + shown.get("relative L2 error, Bingham")
                + "), of trajectories " + shown.get("trajectory error") + " (Bingham "
                + shown.get("trajectory error, Bingham") + ").";
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
