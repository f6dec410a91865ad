package io.fieldwork.samples.kind.radiance;

import io.fieldwork.fields.scene.radiance.PublishedField;
import io.fieldwork.fields.scene.radiance.RadianceSession;
import io.fieldwork.render.viewer.Subject;
import io.fieldwork.samples.kind.LiveCopy;
import io.fieldwork.samples.kind.Viewing;
import io.fieldwork.samples.kind.WatchedSession;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/**
 * A radiance field in the viewer, always drawn from a copy of its parameters.
 *
 * @param session the field with all around it
 */
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
        return Optional.of(new Copy(session, session.publish()));
    }

    private record Copy(RadianceSession session, PublishedField field) implements LiveCopy {
        @Override
        public void publish() {
            field.publish();
        }

        @Override
        public boolean isSeen() {
            return field.isSeen();
        }

        @Override
        public Subject subject(String title, DoubleSupplier share) {
            return new RadianceSubject(title, session, field, share, List.of(), () -> {});
        }

        @Override
        public void close() {
            field.close();
        }
    }
}
