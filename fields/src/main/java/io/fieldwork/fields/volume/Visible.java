package io.fieldwork.fields.volume;

import io.fieldwork.fields.field.RadianceField;
import io.fieldwork.fields.kernel.Samples;

/**
 * The samples of some rays that light reaches, and what was learned of them on the way.
 *
 * @param samples s of them
 * @param geometry block 1 of the field at their positions, without a history
 */
public record Visible(Samples samples, RadianceField.Geometry geometry) {}
