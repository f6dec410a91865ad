package io.fieldwork.fields.volume;

import io.fieldwork.fields.field.Positions;
import io.fieldwork.fields.kernel.Samples;

/**
 * The samples of some rays that light reaches.
 *
 * @param samples s of them
 * @param positions theirs, with what was found of the medium there
 */
public record Visible(Samples samples, Positions positions) {}
