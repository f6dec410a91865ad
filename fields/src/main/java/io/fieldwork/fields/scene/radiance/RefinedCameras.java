package io.fieldwork.fields.scene.radiance;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.fieldwork.fields.field.Positions;
import io.fieldwork.fields.kernel.Samples;
import io.fieldwork.fields.scene.capture.Capture;
import io.fieldwork.fields.scene.capture.Photo;
import io.fieldwork.fields.tensor.Parameter;
import io.fieldwork.fields.tensor.Scopes;
import io.fieldwork.fields.tensor.Script;
import io.fieldwork.fields.tensor.Tape;
import io.fieldwork.fields.volume.Rays;
import io.fieldwork.fields.volume.Visible;
import java.util.ArrayList;
import java.util.List;

/**
 * Training cameras whose poses are learned with the field, each by a {@link Motion} (SO(3) x R^3), through the places of its
 * samples (Lin et al. 2021, BARF). What moves all cameras together, a turn, a way and a growth, would show in no photograph if
 * the scene moved along: that part of the motions is taken out, so that the mean camera stays where it was given.
 */
final class RefinedCameras {
    private static final String TEXT = """
            def own(self, raw: Tensor, stands: Tensor) -> Tensor:
              free = torch.sub(raw, torch.mean(raw, [0], True))
              turn = torch.slice(free, 1, 0, 3)
              way = torch.slice(free, 1, 3, 6)
              size = torch.clamp_min(torch.sum(torch.mul(stands, stands)), 1.0e-12)
              growth = torch.div(torch.sum(torch.mul(way, stands)), size)
              return torch.cat([turn, torch.sub(way, torch.mul(stands, growth))], 1)

            def turned(self, v: Tensor, w: Tensor) -> Tensor:
              angle = torch.sqrt(torch.add(torch.sum(torch.mul(w, w), [1], True), 1.0e-12))
              half = torch.mul(angle, 0.5)
              first = torch.div(torch.sin(angle), angle)
              root = torch.div(torch.sin(half), half)
              cross = torch.cross(w, v, 1)
              second = torch.mul(torch.mul(torch.mul(root, root), 0.5), torch.cross(w, cross, 1))
              return torch.add(torch.add(v, torch.mul(first, cross)), second)

            def rays(self, origins: Tensor, directions: Tensor, photos: Tensor, own: Tensor, middle: Tensor, length: Tensor, unit: Tensor) -> Tuple[Tensor, Tensor]:
              each = torch.index_select(own, 0, photos)
              turn = torch.mul(torch.slice(each, 1, 0, 3), unit)
              way = torch.mul(torch.slice(each, 1, 3, 6), length)
              at = torch.add(torch.add(middle, self.turned(torch.sub(origins, middle), turn)), way)
              return (at, self.turned(directions, turn))

            def places(self, origins: Tensor, directions: Tensor, rays: Tensor, t: Tensor) -> Tensor:
              along = torch.mul(torch.unsqueeze(t, 1), torch.index_select(directions, 0, rays))
              return torch.add(torch.index_select(origins, 0, rays), along)
            """;

    private final List<Photo> photos;
    private final double start;
    private final Motion motion;
    private final Script script;
    private final NDArray middle;
    private final NDArray length;
    private final NDArray unit;
    private final NDArray stands;
    private final Parameter motions;

    /**
     * The cameras of a capture as they are given; the manager of the device owns their arrays.
     *
     * @param rate of the schedule, in which the options' own rate is a factor
     */
    RefinedCameras(NDManager manager, Capture capture, CameraOptions options, double rate) {
        this.photos = capture.train();
        this.start = options.start();
        this.motion = Motion.of(capture);
        this.script = Script.compile(manager, TEXT);
        this.middle = manager.create(motion.middle());
        this.length = manager.create(motion.length());
        this.unit = manager.create(motion.turn());
        this.stands = stands(manager);
        NDArray value = manager.zeros(new Shape(photos.size(), Motion.NUMBERS));
        Scopes.keep(middle, length, unit, stands, value);
        this.motions = new Parameter("cameras", value, new Parameter.Group("cameras", options.rate() / rate, 0, false));
    }

    /** Where the cameras stand from their mean, in units of the length [photos, 3]. */
    private NDArray stands(NDManager manager) {
        float[][] at =
                photos.stream().map(photo -> motion.stand(photo.camera())).toArray(float[][]::new);
        float[] from = new float[3 * at.length];
        for (int k = 0; k < 3; k++) {
            double mean = 0;
            for (float[] one : at) {
                mean += one[k] / at.length;
            }
            for (int i = 0; i < at.length; i++) {
                from[3 * i + k] = (float) (at[i][k] - mean);
            }
        }
        return manager.create(from, new Shape(at.length, 3));
    }

    /** The motions [photos, 6], trainable; what they have in common has no effect. */
    Parameter motions() {
        return motions;
    }

    /** The motion that a camera of this scene is fitted by. */
    Motion motion() {
        return motion;
    }

    /** Rays of given cameras, each with its photograph, as the cameras are now. */
    Rays seen(Rays given) {
        NDArray own = script.call("own", motions.value(), stands)[0];
        NDArray[] rays =
                script.call("rays", given.origins(), given.directions(), given.photos(), own, middle, length, unit);
        return new Rays(rays[0], rays[1], given.photos());
    }

    /** The samples of a batch at places that follow the cameras, with a history, once these are learned. */
    Visible followed(RadianceTask.Batch batch) {
        Visible visible = batch.visible();
        if (batch.progress().fraction() < start) {
            return visible;
        }
        Rays rays = seen(batch.given());
        Samples samples = visible.samples();
        NDArray x = script.call("places", rays.origins(), rays.directions(), samples.rays(), samples.t())[0];
        Positions moved =
                visible.positions().take().map(known -> new Positions(x, known)).orElseGet(() -> new Positions(x));
        return new Visible(samples, moved, visible.coarser());
    }

    /** The training photographs with their cameras as they are now. */
    List<Photo> now() {
        float[] own;
        try (Tape off = Tape.forwardOnly();
                NDArray array = script.call("own", motions.value(), stands)[0]) {
            own = array.toFloatArray();
        }
        List<Photo> now = new ArrayList<>();
        for (int i = 0; i < photos.size(); i++) {
            double[] by = new double[Motion.NUMBERS];
            for (int k = 0; k < by.length; k++) {
                by[k] = own[Motion.NUMBERS * i + k];
            }
            Photo photo = photos.get(i);
            now.add(photo.by(motion.move(photo.camera(), by)));
        }
        return now;
    }
}
