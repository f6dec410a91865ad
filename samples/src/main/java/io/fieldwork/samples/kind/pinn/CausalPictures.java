package io.fieldwork.samples.kind.pinn;

import io.fieldwork.pde.pinn.CausalProfile;
import io.fieldwork.samples.report.Exhibit;
import io.fieldwork.samples.report.Maps;
import io.fieldwork.samples.report.PixelValues;
import io.fieldwork.samples.report.Plot;
import io.fieldwork.samples.report.Plot.Curve;
import io.fieldwork.samples.report.Report;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * How the causal weights moved from early to late times: as a map of moments of training over time, and as curves, one a moment, in
 * the colour of their stage and stronger the later they are in it.
 */
final class CausalPictures {
    private static final int WIDTH = 320;
    private static final int HEIGHT = 168;
    private static final double FAINTEST = 0.3;

    private CausalPictures() {}

    /**
     * Both pictures.
     *
     * @param profiles moments in the order of steps
     * @param windows whether they are those of the last of several time windows
     * @return nothing if there is no moment
     */
    static List<Exhibit> of(List<CausalProfile> profiles, boolean windows) {
        return profiles.isEmpty() ? List.of() : List.of(map(profiles, windows), curves(profiles, windows));
    }

    private static Exhibit map(List<CausalProfile> profiles, boolean windows) {
        int band = Math.max(1, HEIGHT / profiles.size());
        double[] values = new double[WIDTH * band * profiles.size()];
        double[] times = profiles.getFirst().times();
        for (int i = 0; i < values.length; i++) {
            CausalProfile moment = profiles.get(profiles.size() - 1 - i / WIDTH / band);
            double t = times[0] + (times[times.length - 1] - times[0]) * (i % WIDTH + 0.5) / WIDTH;
            values[i] = moment.weights()[nearest(moment.times(), t)];
        }
        String steps = profiles.stream()
                .map(profile -> String.format(Locale.ROOT, "%,d", profile.step()))
                .collect(Collectors.joining("; "));
        String caption = "Causal weights over t (to the right)%s, one band a moment of training, the last on top;"
                        .formatted(where(windows))
                + " dark blue is 0, yellow is 1. From below after the steps " + steps;
        return Maps.shares("causal-weights", new PixelValues(WIDTH, band * profiles.size(), values), caption);
    }

    private static String where(boolean windows) {
        return windows ? " in the last time window" : "";
    }

    private static int nearest(double[] times, double t) {
        int nearest = 0;
        for (int i = 1; i < times.length; i++) {
            if (Math.abs(times[i] - t) < Math.abs(times[nearest] - t)) {
                nearest = i;
            }
        }
        return nearest;
    }

    private static Exhibit curves(List<CausalProfile> profiles, boolean windows) {
        List<Double> stages =
                profiles.stream().map(CausalProfile::epsilon).distinct().toList();
        List<Curve> curves = new ArrayList<>();
        for (int stage = 0; stage < stages.size(); stage++) {
            double epsilon = stages.get(stage);
            List<CausalProfile> own =
                    profiles.stream().filter(p -> p.epsilon() == epsilon).toList();
            for (int i = 0; i < own.size(); i++) {
                CausalProfile profile = own.get(i);
                double strength = FAINTEST + (1 - FAINTEST) * (i + 1) / own.size();
                String label = String.format(
                        Locale.ROOT, "step %,d, epsilon %s", profile.step(), Report.brief(profile.epsilon()));
                curves.add(new Curve(label, stage, false, strength, profile.times(), profile.weights()));
            }
        }
        return new Plot(
                "causal-profiles",
                "causal weights over t" + where(windows),
                "Causal weights of the chunks over t" + where(windows) + ", one curve a moment of training",
                false,
                curves);
    }
}
