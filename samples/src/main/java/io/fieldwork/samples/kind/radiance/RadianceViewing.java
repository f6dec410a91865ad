package io.fieldwork.samples.kind.radiance;

import io.fieldwork.fields.scene.radiance.PublishedField;
import io.fieldwork.fields.scene.radiance.RadianceSession;
import io.fieldwork.render.viewer.Subject;
import io.fieldwork.samples.kind.LiveCopy;
import io.fieldwork.samples.kind.Viewing;
import io.fieldwork.samples.kind.WatchedSession;
import java.util.List;
import java.util.Optional;

/** A radiance field in the viewer, always drawn from a copy of its parameters. */
record RadianceViewing(RadianceSession session) implements Viewing {
    @Override
    public Subject subject(String title, WatchedSession run) {
        PublishedField published = session.publish();
        run.follow(published::publish);
        return new RadianceSubject(title, session, published, () -> 0, List.of(run), () -> {
            run.await(published::close);
            run.close();
        });
    }

    @Override
    public Optional<LiveCopy> live() {
        PublishedField published = session.publish();
        return Optional.of(new LiveCopy(
                published::publish,
                published::isSeen,
                (title, share) -> new RadianceSubject(title, session, published, share, List.of(), () -> {}),
                published::close));
    }
}
