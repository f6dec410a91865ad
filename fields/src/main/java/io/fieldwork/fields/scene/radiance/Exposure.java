package io.fieldwork.fields.scene.radiance;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.fieldwork.fields.tensor.Parameter;
import io.fieldwork.fields.tensor.Scopes;
import io.fieldwork.fields.tensor.Script;

/**
 * The exposures of training photographs: exp(a) c + b of sRGB colours c, with a gain's logarithm a and an offset b for each
 * photograph and channel. A factor k on all light is one of them where sRGB is a power: k^(1/2.4) (c + 0.055) - 0.055. The means
 * of a and b over photographs are taken out, so that the mean exposure is the field's own. What a photograph shows as white was
 * at least that bright.
 */
final class Exposure {
    private static final int NUMBERS = 6;
    private static final String TEXT = """
            def exposed(self, color: Tensor, opacity: Tensor, photos: Tensor, raw: Tensor, background: Tensor, target: Tensor) -> Tensor:
              own = torch.index_select(torch.sub(raw, torch.mean(raw, [0], True)), 0, photos)
              solid = torch.unsqueeze(opacity, 1)
              seen = torch.add(torch.mul(color, torch.exp(torch.slice(own, 1, 0, 3))), torch.mul(solid, torch.slice(own, 1, 3, 6)))
              full = torch.add(seen, torch.mul(torch.rsub(solid, 1), background))
              over = torch.clamp_min(torch.sub(full, 1), 0)
              return torch.where(torch.ge(target, 1), torch.sub(seen, over), seen)
            """;

    private final Script script;
    private final Parameter exposures;

    /** The mean exposure for each of so many photographs; the manager of the device owns it. */
    Exposure(NDManager manager, int photos) {
        this.script = Script.compile(manager, TEXT);
        NDArray value = manager.zeros(new Shape(photos, NUMBERS));
        Scopes.keep(value);
        this.exposures = new Parameter("exposures", value, new Parameter.Group("exposures", 0.1, 0, false));
    }

    /** The numbers (a, b) [photos, 6], trainable; their mean has no effect. */
    Parameter exposures() {
        return exposures;
    }

    /** Colours [rays, 3], multiplied with their opacity [rays], as the photographs of a batch show them. */
    NDArray exposed(RadianceTask.Batch batch, NDArray color, NDArray opacity) {
        return script.call(
                        "exposed",
                        color,
                        opacity,
                        batch.photos(),
                        exposures.value(),
                        batch.background(),
                        batch.target())[0];
    }
}
