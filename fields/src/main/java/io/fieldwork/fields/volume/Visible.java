package io.fieldwork.fields.volume;

import io.fieldwork.fields.field.Positions;
import io.fieldwork.fields.kernel.Samples;

/**
 * The visible samples of some rays.
 *
 * @param samples s of them
 * @param positions theirs, with the medium's geometry there where it is known
 */
public record Visible(Samples samples, Positions positions) {}
