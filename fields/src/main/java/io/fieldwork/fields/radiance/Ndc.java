package io.fieldwork.fields.radiance;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.fieldwork.fields.tensor.Scopes;
import io.fieldwork.fields.tensor.Script;
import io.fieldwork.fields.tensor.ShapeContract;
import io.fieldwork.fields.tensor.UserError;

/**
 * Normalised device coordinates of cameras that face forward (NeRF; Mildenhall et al. 2020, appendix C): in the frame of a mean camera, which
 * looks along -z, (x, y, z) becomes (-2 f x / (W z), -2 f y / (H z), 1 + 2 n / z) with the focal length f and the size W x H of the image in pixels. Its
 * view from the near plane to infinity becomes [-1, 1]^3, even in the inverse of the depth, and lines stay lines; what other cameras see beside it
 * has its place up to 2.
 *
 * @param pose [12], the rows of the mean camera's camera-to-world matrix [R | t], whose R is a rotation
 * @param wide 2 f / W
 * @param high 2 f / H
 * @param near depth n of the plane that becomes z = -1, world units
 */
public record Ndc(float[] pose, double wide, double high, double near) {
    /** Rejects a near plane in the camera. */
    public Ndc {
        UserError.require(near > 0, "sampling.near", near, "more than 0 with sampling.space: ndc");
    }

    /** The map, whose arrays the manager of the field's device owns. */
    SpaceMap map(NDManager manager) {
        return new Projection(manager, this);
    }

    private static final class Projection implements SpaceMap {
        private static final String PROJECT = """
                def project(self, x: Tensor, turn: Tensor, eye: Tensor, scale: Tensor, near: Tensor) -> Tensor:
                  y = torch.matmul(torch.sub(x, eye), turn)
                  z = torch.clamp_max(torch.slice(y, 1, 2, 3), torch.mul(near, -0.5))
                  flat = torch.neg(torch.div(torch.mul(torch.slice(y, 1, 0, 2), scale), z))
                  depth = torch.add(torch.div(torch.mul(near, 2), z), 1)
                  return torch.clamp(torch.cat([flat, depth], 1), -2, 2)
                """;

        private final Script script;
        private final NDArray turn;
        private final NDArray eye;
        private final NDArray scale;
        private final NDArray near;

        Projection(NDManager manager, Ndc ndc) {
            float[] m = ndc.pose;
            this.script = Script.compile(manager, PROJECT);
            this.turn = manager.create(
                    new float[] {m[0], m[1], m[2], m[4], m[5], m[6], m[8], m[9], m[10]}, new Shape(3, 3));
            this.eye = manager.create(new float[] {m[3], m[7], m[11]});
            this.scale = manager.create(new float[] {(float) ndc.wide, (float) ndc.high});
            this.near = manager.create((float) ndc.near);
            Scopes.keep(turn, eye, scale, near);
        }

        @Override
        public NDArray apply(NDArray x) {
            assert ShapeContract.match("n 3", x);
            return script.call("project", x, turn, eye, scale, near)[0];
        }
    }
}
