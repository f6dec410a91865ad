package io.fieldwork.samples.run;

import io.fieldwork.fields.scene.radiance.RadianceSession;

/** A session that holds a radiance field. */
public interface Radiance {
    /**
     * The field with all around it.
     *
     * @return owned by the session
     */
    RadianceSession radiance();
}
