package io.fieldwork.samples.kind.image;

import io.fieldwork.fields.image.ImageSession;
import io.fieldwork.fields.scene.capture.Image;
import io.fieldwork.render.scene.Color;
import io.fieldwork.render.scene.Picture;
import io.fieldwork.render.scene.Plane;
import io.fieldwork.render.scene.Scene;
import io.fieldwork.render.view.Frame;
import io.fieldwork.render.viewer.Subject;
import io.fieldwork.samples.kind.Viewing;
import io.fieldwork.samples.kind.WatchedSession;
import io.fieldwork.samples.plot.Gallery;
import io.fieldwork.samples.view.GallerySubject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.joml.Vector3f;

/** A learned picture in the viewer, anew from each checkpoint: the field at more points than pixels, the image, and their difference. */
record ImageViewing(ImageSession training) implements Viewing {
    /** Points along the longer side of what is drawn of a field. */
    private static final int SIDE = 1024;
    /** The difference that is white. */
    private static final float WORST = 0.25f;

    @Override
    public Subject subject(String title, WatchedSession session) {
        GallerySubject subject = GallerySubject.watched(title, gallery(), List.of(session), session);
        session.follow(() -> subject.publish(gallery()));
        return subject;
    }

    private Gallery gallery() {
        Image image = training.truth();
        int longer = Math.max(image.width(), image.height());
        float x = (float) image.width() / longer;
        float y = (float) image.height() / longer;
        Plane plane = Plane.xy(-x, -y, x, y);
        Image fine = training.learned().image(scaled(image.width(), longer), scaled(image.height(), longer));
        Image shrunk = longer > SIDE ? image.resizeArea(fine.width(), fine.height()) : image;
        Image same = longer > SIDE ? fine : training.learned().image(image.width(), image.height());
        SequencedMap<String, Gallery.Showing> modes = new LinkedHashMap<>();
        put(modes, "learned", fine, plane);
        put(modes, "image", shrunk, plane);
        put(modes, "error", difference(same, shrunk), plane);
        return new Gallery(modes, List.of(), new Subject.Bounds(new Vector3f(-x, -y, 0), new Vector3f(x, y, 0)));
    }

    private static int scaled(int side, int longer) {
        return Math.max(1, Math.round((float) side * SIDE / longer));
    }

    private static void put(SequencedMap<String, Gallery.Showing> modes, String name, Image image, Plane plane) {
        Frame frame =
                Frame.flat(image.width(), image.height(), image.withAlpha().pixels());
        Gallery.View view = Gallery.View.of(new Scene(Color.WHITE, List.of(new Picture(frame, plane, false))));
        modes.put(name, instant -> view);
    }

    private static Image difference(Image a, Image b) {
        float[] rgb = new float[3 * a.width() * a.height()];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = Math.abs(a.level(i) - b.level(i)) / (255 * WORST);
        }
        return Image.ofRgb(rgb, a.width(), a.height());
    }
}
