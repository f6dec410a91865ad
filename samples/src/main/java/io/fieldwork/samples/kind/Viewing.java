package io.fieldwork.samples.kind;

import io.fieldwork.render.viewer.Subject;
import java.util.Optional;

/** The ability of a session to be looked at in the viewer. */
public interface Viewing {
    /**
     * {@return the viewer's subject of a session that follows its checkpoints}
     *
     * @param title a few words
     * @param run evaluates the session from now on; closed with the subject
     */
    Subject subject(String title, WatchedSession run);

    /**
     * {@return a copy of the parameters for viewing while they are trained, if more than checkpoints can be viewed; to be
     * closed before the session}
     */
    default Optional<LiveCopy> live() {
        return Optional.empty();
    }
}
