package io.fieldwork.samples.run;

import io.fieldwork.fields.scene.capture.Capture;
import io.fieldwork.fields.volume.Camera;
import io.fieldwork.fields.volume.RenderedView;

/** A session whose field can be seen through any camera. */
public interface Views {
    /**
     * Shows the field as it is now.
     *
     * @param camera where from
     * @return the view
     */
    RenderedView render(Camera camera);

    /**
     * The photographs it learns from, whose cameras are good places to look from.
     *
     * @return the capture
     */
    Capture capture();
}
