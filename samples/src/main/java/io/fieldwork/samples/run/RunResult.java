package io.fieldwork.samples.run;

import io.fieldwork.fields.train.Progress;
import io.fieldwork.samples.report.Report;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * The final numbers of a run, as {@code result.json} and {@code eval --json} give them: metrics,
 * {@code steps, seconds, device, parameters}. Values that are not finite are absent.
 *
 * @param values names to numbers or text, in the order to show
 */
public record RunResult(Map<String, Object> values) {
    /** {@return the result of a run: its metrics, progress, device and number of trainable numbers} */
    public static RunResult of(Map<String, Double> metrics, Progress progress, String device, long parameters) {
        Map<String, Object> values = new LinkedHashMap<>();
        metrics.forEach((name, value) -> {
            if (Double.isFinite(value)) {
                values.put(name, value);
            }
        });
        values.put("steps", progress.step());
        values.put("seconds", Math.round(progress.seconds() * 1000) / 1000.0);
        values.put("device", device);
        values.put("parameters", parameters);
        return new RunResult(values);
    }

    /** {@return these with one more at the end} */
    public RunResult with(String name, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(values);
        more.put(name, value);
        return new RunResult(more);
    }

    /** {@return one flat JSON object on one line} */
    public String json() {
        return new JsonMapper().writeValueAsString(values);
    }

    /** {@return the numbers for people, formatted, by their labels} */
    public Map<String, String> shown() {
        Map<String, String> shown = new LinkedHashMap<>();
        values.forEach((name, value) -> shown.put(
                label(name),
                value instanceof Number number ? Report.formatted(name, number.doubleValue()) : value.toString()));
        return shown;
    }

    private static String label(String name) {
        return switch (name) {
            case "psnr" -> "PSNR";
            case "ssim" -> "SSIM";
            case "msssim" -> "MS-SSIM";
            case "psnrOffSample" -> "PSNR between samples";
            case "psnrBilinear" -> "PSNR of bilinear interpolation";
            case "psnrExtrapolation" -> "PSNR away";
            case "psnrTeacher" -> "PSNR to the teacher";
            case "ssimExtrapolation" -> "SSIM away";
            case "iou" -> "IoU";
            case "chamfer" -> "Chamfer distance";
            case "fScore" -> "F-score";
            case "normalErrorDegrees" -> "normal error, degrees";
            case "seconds" -> "training time";
            case "causal.criterionMet" -> "causal criterion met";
            case "causal.criterionStep" -> "causal criterion met at step";
            default ->
                name.replaceFirst("(Bingham|Persistence)$", ", $1")
                        .replaceFirst("^m4Error", "m4 error")
                        .replaceFirst("^(coupling|trajectory|order|speed)Error", "$1 error")
                        .replaceFirst("^relativeL2, ", "relative L2 error, ")
                        .replaceFirst("^relativeResidual$", "relative residual")
                        .replaceFirst("^relative(L2|H1)$", "relative $1 error")
                        .replaceFirst("^relativeH1Truncated", "relative truncated H1 error")
                        .replaceFirst("^relative(L2|H1)[.]on", "relative $1 error on ")
                        .replaceFirst("^(.*error)[.]on", "$1 on ")
                        .replaceFirst("^relativeL2[.]", "relative L2 error, ")
                        .replaceFirst("^coefficient[.]", "coefficient ");
        };
    }
}
