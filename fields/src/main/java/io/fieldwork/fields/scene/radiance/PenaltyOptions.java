package io.fieldwork.fields.scene.radiance;

import static io.fieldwork.fields.tensor.UserError.require;

import ai.djl.ndarray.NDManager;
import io.fieldwork.fields.field.Box;
import io.fieldwork.fields.field.DistanceMedium;
import io.fieldwork.fields.field.RadianceField;
import io.fieldwork.fields.field.Term;
import io.fieldwork.fields.tensor.Buildable;
import io.fieldwork.fields.tensor.UserError;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Weights of the regularisation terms beside the colour loss; block {@code penalties} of a configuration. What is not named
 * is 0, which is off.
 *
 * @param distortion of the distortion of weights along rays (Mip-NeRF 360) against fog; null is 0 in a box and 0.002 in all of space
 * @param entropy of the entropy of the opacity of rays, which should see a surface or nothing; 0.001
 * @param totalVariation of the differences of neighbours in a field's grids
 * @param sparsity of the size of a field's factors or densities
 * @param depth of the way by which light ends beside measured depths, where photographs have some; 0.01
 * @param eikonal of how far the gradient of a signed distance is from length one (Gropp et al. 2020); null is 0.1 for fields that have a distance
 * (VolSDF, NeuS) and 0 for others
 */
@Buildable
public record PenaltyOptions(
        @Nullable Double distortion,
        @Nullable Double entropy,
        @Nullable Double totalVariation,
        @Nullable Double sparsity,
        @Nullable Double depth,
        @Nullable Double eikonal) {
    /** Weight of the length of gradients (VolSDF). */
    private static final double EIKONAL = 0.1;

    /** Weight of distortion in all of space (nerfacto). */
    private static final double UNBOUNDED = 0.002;

    /** Fills in defaults and rejects negative weights. */
    public PenaltyOptions {
        distortion = distortion == null ? null : weight("distortion", distortion);
        entropy = weight("entropy", entropy);
        totalVariation = weight("totalVariation", totalVariation);
        sparsity = weight("sparsity", sparsity);
        depth = weight("depth", depth);
        eikonal = eikonal == null ? null : weight("eikonal", eikonal);
    }

    private static Double weight(String key, @Nullable Double weight) {
        double value = weight == null ? 0 : weight;
        require(value >= 0 && value < 1e6, "penalties." + key, value, "a weight, 0 or more");
        return value;
    }

    /** {@return the default options, without penalties} */
    public static PenaltyOptions none() {
        return PenaltyOptionsBuilder.builder().build();
    }

    /** The penalties with a positive weight, of a field in its box or all of space around it; the manager of its device owns their arrays. */
    List<Penalty> build(NDManager manager, Box box, boolean unbounded, RadianceField field) {
        List<Penalty> penalties = new ArrayList<>();
        double fog = distortion != null ? distortion : unbounded ? UNBOUNDED : 0;
        if (fog > 0) {
            penalties.add(new DistortionPenalty(manager, box.longest(), unbounded, fog));
        }
        if (entropy > 0) {
            penalties.add(new EntropyPenalty(manager, entropy));
        }
        if (depth > 0) {
            penalties.add(new DepthPenalty(manager, box.longest(), unbounded, depth));
        }
        Map<String, Term> terms = field.terms();
        if (field instanceof DistanceMedium distances && (eikonal == null || eikonal > 0)) {
            double weight = eikonal == null ? EIKONAL : eikonal;
            penalties.add(new EikonalPenalty(manager, distances, terms.get("eikonal"), weight));
        } else if (eikonal != null && eikonal > 0) {
            throw new UserError("penalties.eikonal is " + eikonal
                    + ", but this field has no distance; expected 0, or field.type surface.");
        }
        Map<String, Double> weights = Map.of("totalVariation", totalVariation, "sparsity", sparsity);
        weights.keySet().stream().sorted().filter(name -> weights.get(name) > 0).forEach(name -> {
            Term term = terms.get(name);
            if (term == null) {
                throw new UserError("penalties.%s is %s, but this field has no such term; its terms: %s."
                        .formatted(
                                name, weights.get(name), terms.isEmpty() ? "none" : String.join(", ", terms.keySet())));
            }
            penalties.add(new TermPenalty(name, weights.get(name), term));
        });
        return penalties;
    }
}
