package io.fieldwork.fields.volume;

import io.fieldwork.fields.field.Medium;
import io.fieldwork.fields.kernel.Samples;
import org.jspecify.annotations.Nullable;

/**
 * The visibility test that drops the samples behind the transmittance limit. Behind an optical thickness of {@link
 * #LIMIT} less than 1e-4 of the light is left; such samples add nothing to a pixel, so they are found with the medium's
 * density alone and dropped before anything is differentiated. So are samples without any density, which weigh nothing and
 * have no gradient.
 */
sealed interface Visibility permits HostVisibility, DeviceVisibility {
    /** -ln(1e-4), the transmittance at which instant-ngp and nerfacc stop. */
    double LIMIT = 9.210340371976182;

    /**
     * Keeps of each ray the samples with a density before which the optical thickness is below {@link #LIMIT}.
     *
     * @param thinning of those that are almost empty, null to keep them all
     */
    Visible cut(Samples marched, Medium medium, @Nullable Thinning thinning);
}
