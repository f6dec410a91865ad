package io.fieldwork.samples.kind;

import io.fieldwork.render.viewer.Subject;
import java.util.Optional;

/** The ability of a session to be looked at in the viewer. */
public interface Viewing {
    /**
     * The session as its last checkpoint left it and each later one does.
     *
     * @param title a few words
     * @param run evaluates the session from now on; closed with the subject
     * @return what the viewer shows
     */
    Subject subject(String title, WatchedSession run);

    /**
     * A copy of the parameters that is shown while they are trained.
     *
     * @return nothing if only checkpoints can be looked at; to be closed before the session
     */
    default Optional<LiveCopy> live() {
        return Optional.empty();
    }
}
