package io.fieldwork.samples.run;

import io.fieldwork.samples.config.Job;
import io.fieldwork.samples.config.OperatorJob;
import io.fieldwork.samples.config.PinnJob;
import io.fieldwork.samples.config.RadianceJob;
import java.util.Map;

/**
 * How the end of a run is told, for each kind of job.
 *
 * @param evaluating said before the final numbers are computed
 * @param heading above the pictures of the report
 */
record Phrases(String evaluating, String heading) {
    /**
     * The phrases of a job.
     *
     * @param job of any kind
     * @return its phrases
     */
    static Phrases of(Job job) {
        return switch (job) {
            case RadianceJob radiance ->
                new Phrases("Rendering the held-out views.", "Held-out views: truth, prediction, error");
            case PinnJob pinn -> new Phrases("Evaluating the solution.", "Solution: truth, prediction, error");
            case OperatorJob operator ->
                new Phrases("Evaluating the operator.", "Samples: input, truth, prediction, error");
        };
    }

    /**
     * How good the result is, in one line.
     *
     * @param job what was trained
     * @param shown final numbers, label to formatted value
     * @return a sentence
     */
    static String quality(Job job, Map<String, String> shown) {
        return switch (job) {
            case RadianceJob radiance -> views(shown);
            case PinnJob pinn -> solution(shown);
            case OperatorJob operator -> mapping(shown);
        };
    }

    private static String views(Map<String, String> shown) {
        if (!shown.containsKey("PSNR")) {
            return "There are no test images to measure on.";
        }
        return "Test PSNR " + shown.get("PSNR") + (shown.containsKey("SSIM") ? ", SSIM " + shown.get("SSIM") : "")
                + ".";
    }

    private static String mapping(Map<String, String> shown) {
        if (!shown.containsKey("relative L2 error")) {
            return "There are no test samples to measure on.";
        }
        return "Relative L2 error " + shown.get("relative L2 error") + ", relative H1 error "
                + shown.get("relative H1 error") + " on the test samples.";
    }

    private static String solution(Map<String, String> shown) {
        StringBuilder line = new StringBuilder(
                shown.containsKey("relative L2 error")
                        ? "Relative L2 error " + shown.get("relative L2 error") + " against the converged reference"
                        : "There is no reference solution to measure against");
        shown.forEach((label, value) -> {
            if (label.startsWith("coefficient ")) {
                line.append("; ")
                        .append(label.substring("coefficient ".length()))
                        .append(" = ")
                        .append(value);
            }
        });
        return line.append(".").toString();
    }
}
