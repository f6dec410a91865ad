package io.fieldwork.fields.bake;

import ai.djl.ndarray.NDManager;
import io.fieldwork.fields.field.RadianceField;
import io.fieldwork.fields.scene.Photo;
import io.fieldwork.fields.scene.RadianceSession;
import io.fieldwork.fields.volume.Camera;
import java.util.List;
import java.util.function.DoubleConsumer;

/**
 * Turns a trained radiance field into a grid. Opacity is averaged over cells; colour is fitted to the samples that the field shows to
 * the cameras of the training photographs, so that it is right where the field is seen.
 */
public final class Baker {
    /** Rays of all cameras together; larger photographs are seen at a smaller size. */
    private static final long RAYS = 1 << 22;

    private Baker() {}

    /**
     * Bakes.
     *
     * @param session a trained field
     * @param options how finely
     * @param progress told the share of the work that is done, up to 1
     * @return the grid
     */
    public static BakedGrid bake(RadianceSession session, BakeOptions options, DoubleConsumer progress) {
        RadianceField field = session.field();
        NDManager manager = session.grid().occupied().getManager();
        Lattice lattice = Lattice.over(session.capture().box(), options.resolution());
        ColorFit fit = new ColorFit(lattice, options.coefficients());
        SeenColors seen = new SeenColors(manager, field, session.sampler(), fit);
        List<Camera> cameras = cameras(session.capture().train());
        for (int i = 0; i < cameras.size(); i++) {
            seen.add(cameras.get(i));
            progress.accept((i + 1.0) / (cameras.size() + 1));
        }
        LatticeValues opacity = OpacityLattice.of(lattice, field, session.grid().occupied(), options.subsamples());
        BakedGrid grid =
                new Bricks(lattice, opacity, fit, options.threshold()).grid(options.degree(), session.background());
        progress.accept(1);
        return grid;
    }

    private static List<Camera> cameras(List<Photo> photos) {
        Camera first = photos.getFirst().camera();
        long rays = (long) photos.size()
                * first.intrinsics().width()
                * first.intrinsics().height();
        double scale = Math.min(1, Math.sqrt((double) RAYS / rays));
        int width = (int) Math.ceil(scale * first.intrinsics().width());
        int height = (int) Math.ceil(scale * first.intrinsics().height());
        return photos.stream()
                .map(photo -> photo.camera().scaledTo(width, height))
                .toList();
    }
}
