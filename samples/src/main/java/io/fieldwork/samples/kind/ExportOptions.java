package io.fieldwork.samples.kind;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The options of {@code fieldwork export}.
 *
 * @param counts points along each axis that is written; empty for the usual ones
 * @param time the one time wanted, or null for all
 * @param derivatives names of derivatives to write beside the unknowns, such as {@code u_x}
 * @param reference whether the reference is written as well
 * @param at values of parameters by name; the others are in the middle of their range
 */
public record ExportOptions(
        int[] counts, @Nullable Double time, List<String> derivatives, boolean reference, Map<String, Double> at) {}
