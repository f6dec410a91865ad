package io.fieldwork.fields.scene.capture;

import io.fieldwork.fields.scene.capture.CaptureLayout.Frame;
import io.fieldwork.fields.tensor.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.joml.Matrix3d;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The frames of a file that can be used: those with an image, with rotations as their matrices.
 *
 * @param source the file that lists them
 */
record FrameCheck(Path source) {
    private static final Logger LOG = LoggerFactory.getLogger(FrameCheck.class);
    /** Deviation from orthonormality that rounding leaves. */
    private static final double TOLERANCE = 1e-3;

    /** The usable ones; a sentence if there are none. */
    List<Frame> usable(List<Frame> listed) {
        List<Frame> missing =
                listed.stream().filter(frame -> frame.header() == null).toList();
        if (missing.isEmpty()) {
            return rotations(listed);
        }
        Path first = missing.getFirst().image();
        boolean bare = !first.getFileName().toString().contains(".");
        String absent = bare ? "does not exist, nor does it with .png, .jpg or .tif" : "does not exist";
        String why = Files.isRegularFile(first) ? "is no PNG, JPEG or TIFF image that can be read" : absent;
        if (missing.size() == listed.size()) {
            throw new UserError("None of the %d images that %s names can be read; the first, %s, %s%s."
                    .formatted(listed.size(), source, first, why, elsewhere(first)));
        }
        LOG.warn(
                "{} of the {} images that {} names are left out; the first, {}, {}.",
                missing.size(),
                listed.size(),
                source,
                first,
                why);
        return rotations(listed.stream().filter(frame -> frame.header() != null).toList());
    }

    /** What to write if images lie in a folder whose name begins like the one that is missing. */
    private static String elsewhere(Path image) {
        Path folder = image.toAbsolutePath().getParent();
        if (folder == null || Files.isDirectory(folder) || folder.getParent() == null) {
            return "";
        }
        try (Stream<Path> beside = Files.list(folder.getParent())) {
            return beside.filter(Files::isDirectory)
                    .map(found -> found.getFileName().toString())
                    .filter(name -> name.startsWith(folder.getFileName().toString()))
                    .min(Comparator.naturalOrder())
                    .map(name -> "; scene.images: " + name + " takes those in that folder")
                    .orElse("");
        } catch (IOException e) {
            return "";
        }
    }

    /** Matrices that are no rotations times a scale are replaced by the nearest rotations; mirrored ones are refused. */
    List<Frame> rotations(List<Frame> frames) {
        List<Frame> out = new ArrayList<>();
        Frame worst = null;
        int changed = 0;
        for (Frame frame : frames) {
            Frame repaired = rotation(frame);
            if (repaired != frame) {
                worst = worst == null ? frame : worst;
                changed++;
            }
            out.add(repaired);
        }
        if (worst != null) {
            LOG.warn(
                    "{} of the {} camera matrices of {} are no rotations (the first is that of {}); the nearest rotations"
                            + " are used.",
                    changed,
                    frames.size(),
                    source,
                    worst.name());
        }
        return out;
    }

    private Frame rotation(Frame frame) {
        double[] p = frame.pose();
        Matrix3d m = new Matrix3d(p[0], p[1], p[2], p[4], p[5], p[6], p[8], p[9], p[10]);
        double determinant = m.determinant();
        if (!(Math.abs(determinant) > 1e-12)) {
            throw new UserError(
                    "The matrix of frame %s in %s has no invertible rotation.".formatted(frame.name(), source));
        }
        if (determinant < 0) {
            throw new UserError(
                    ("The camera matrix of frame %s in %s is mirrored (determinant %.3g): it was written in a"
                                    + " left-handed frame. Cameras must be right-handed, with x right, y up and -z along the view.")
                            .formatted(frame.name(), source, determinant));
        }
        m.scale(1 / Math.cbrt(determinant));
        if (skew(m) < TOLERANCE) {
            return frame;
        }
        for (int i = 0; i < 30; i++) {
            Matrix3d inverse = m.invert(new Matrix3d()).transpose();
            m.add(inverse).scale(0.5);
        }
        return frame.at(
                new double[] {m.m00, m.m01, m.m02, p[3], m.m10, m.m11, m.m12, p[7], m.m20, m.m21, m.m22, p[11]});
    }

    /** The largest entry of M^T M - 1. */
    private static double skew(Matrix3d m) {
        Matrix3d product = m.transpose(new Matrix3d()).mul(m);
        double[] entries = product.get(new double[9]);
        double largest = 0;
        for (int i = 0; i < 9; i++) {
            largest = Math.max(largest, Math.abs(entries[i] - (i % 4 == 0 ? 1 : 0)));
        }
        return largest;
    }
}
