package io.fieldwork.samples.config;

import io.fieldwork.fields.tensor.UserError;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Successive halving (Jamieson, Talwalkar 2016): all jobs take some steps, the better part of them goes on, and so forth. A job
 * that is given up is kept at the step where that was.
 *
 * @param by the number of {@code result.json} that jobs are ranked by
 * @param high whether a job is better for a higher number
 * @param keep part of the jobs that goes on each time, between 0 and 1; at least one does
 * @param steps after which jobs are ranked, growing
 */
public record Halving(String by, boolean high, double keep, List<Long> steps) {
    private static final List<String> KEYS = List.of("by", "better", "keep", "steps");

    /** Checks the numbers. */
    public Halving {
        steps = List.copyOf(steps);
        UserError.require(keep > 0 && keep < 1, "halving.keep", keep, "a part between 0 and 1");
        boolean growing = !steps.isEmpty() && steps.getFirst() > 0;
        for (int i = 1; i < steps.size(); i++) {
            growing &= steps.get(i) > steps.get(i - 1);
        }
        UserError.require(growing, "halving.steps", steps, "numbers of steps that grow");
    }

    /**
     * {@return the jobs that go on, the best first}
     *
     * @param numbers of jobs by their names; a job without a number is the worst
     */
    public List<String> best(Map<String, Optional<Double>> numbers) {
        int count = Math.max(1, (int) Math.ceil(keep * numbers.size()));
        Comparator<Double> order = high ? Comparator.reverseOrder() : Comparator.naturalOrder();
        return numbers.keySet().stream()
                .sorted(Comparator.<String, Boolean>comparing(
                                name -> numbers.get(name).isEmpty())
                        .thenComparing(name -> numbers.get(name).orElse(0.0), order)
                        .thenComparing(Comparator.naturalOrder()))
                .limit(count)
                .toList();
    }

    static Optional<Halving> read(BatchFile file) {
        JsonNode block = file.tree().path("halving");
        if (file.block(block, "halving").isEmpty()) {
            return Optional.empty();
        }
        file.checkKeys("halving.", block, KEYS);
        String by = block.path("by").asString("");
        String better = block.path("better").asString("");
        JsonNode steps = block.path("steps");
        if (by.isEmpty()) {
            throw file.expected("halving.by", block.path("by"), "the name of a number in result.json, such as psnr");
        }
        if (!List.of("high", "low").contains(better)) {
            throw file.expected("halving.better", block.path("better"), "high or low");
        }
        List<Long> numbers = new ArrayList<>();
        steps.valueStream().filter(JsonNode::isIntegralNumber).forEach(step -> numbers.add(step.asLong()));
        if (!steps.isArray() || numbers.size() < steps.size()) {
            throw file.expected("halving.steps", steps, "a list of numbers of steps");
        }
        JsonNode keep = block.path("keep");
        if (!keep.isMissingNode() && !keep.isNumber()) {
            throw file.expected("halving.keep", keep, "a part between 0 and 1");
        }
        return Optional.of(new Halving(by, better.equals("high"), keep.asDouble(0.5), numbers));
    }
}
