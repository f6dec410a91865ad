package io.fieldwork.fields.volume;

/**
 * Where samples lie along a ray of no end, as script text: s = x/2 up to distance 1 and 1 - 1/(2 x) beyond, so that what is near is
 * sampled evenly in distance, what is far evenly in its inverse (nerfacto; Mip-NeRF 360, section 3, with another near part).
 */
public final class Spacing {
    /**
     * Methods {@code spaced(t, unit)} in [0, 1) of distances and its inverse {@code distance(s, unit)}; the unit is a distance, [].
     */
    public static final String SCRIPT = """
            def spaced(self, t: Tensor, unit: Tensor) -> Tensor:
              x = torch.div(t, unit)
              return torch.where(torch.lt(x, 1), torch.div(x, 2), torch.rsub(torch.reciprocal(torch.mul(torch.clamp_min(x, 1), 2)), 1))

            def distance(self, s: Tensor, unit: Tensor) -> Tensor:
              far = torch.reciprocal(torch.mul(torch.rsub(torch.clamp_min(s, 0.5), 1), 2))
              return torch.mul(torch.where(torch.lt(s, 0.5), torch.mul(s, 2), far), unit)

            """;

    private Spacing() {}
}
