package io.fieldwork.fields.scene.capture;

import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.fields.volume.Distortion;
import io.fieldwork.fields.volume.Intrinsics;
import java.util.BitSet;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The pixels that lie behind the folds of lenses, whose polynomials are wrong far from the middle; one set a lens. */
final class LensFold {
    private static final double MOST = 0.2;
    private final Map<Intrinsics, Optional<BitSet>> known = new ConcurrentHashMap<>();

    /** The pixels that a camera does not image, or nothing where it images all; too many are refused. */
    Optional<BitSet> behind(Intrinsics camera) {
        return camera.distortion().model() == Distortion.Model.NONE
                ? Optional.empty()
                : known.computeIfAbsent(camera, LensFold::find);
    }

    private static Optional<BitSet> find(Intrinsics camera) {
        boolean whole = true;
        for (double x : new double[] {0, 0.5 * camera.width(), camera.width()}) {
            for (double y : new double[] {0, 0.5 * camera.height(), camera.height()}) {
                whole &= images(camera, x, y);
            }
        }
        if (whole) {
            return Optional.empty();
        }
        BitSet behind = new BitSet();
        for (int i = 0; i < camera.width() * camera.height(); i++) {
            behind.set(i, !images(camera, i % camera.width() + 0.5, i / camera.width() + 0.5));
        }
        if (behind.cardinality() > MOST * camera.width() * camera.height()) {
            throw new UserError(
                    ("Its lens images %d of %d pixels only; the distortion of the others cannot be inverted, so"
                                    + " its coefficients must be wrong.")
                            .formatted(
                                    camera.width() * camera.height() - behind.cardinality(),
                                    camera.width() * camera.height()));
        }
        return behind.isEmpty() ? Optional.empty() : Optional.of(behind);
    }

    private static boolean images(Intrinsics at, double x, double y) {
        return at.distortion().images((x - at.cx()) / at.fx(), (y - at.cy()) / at.fy());
    }
}
