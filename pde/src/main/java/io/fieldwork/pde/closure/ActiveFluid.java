package io.fieldwork.pde.closure;

import static io.fieldwork.fields.tensor.UserError.require;

import io.fieldwork.fields.tensor.Buildable;
import org.jspecify.annotations.Nullable;

/**
 * A suspension of active rods without dimensions: of the kinetic equation ∂ψ/∂t + ∇·((u + V₀p)ψ) + ∂(θ̇ψ)/∂θ = d_T Δψ + d_R
 * ∂²ψ/∂θ², where the rods p = (cos θ, sin θ) turn by θ̇ = p⊥·(∇u + 2ζD)p and stir by the stress α(D - cI/2) + βS:E -
 * 2ζβ(D·D - S:D) (Ezhilan, Shelley and Saintillan, Phys. Fluids 25, 2013; Gao, Betterton, Jhang and Shelley, Phys. Rev.
 * Fluids 2, 2017).
 *
 * @param alpha strength of the active dipoles, below 0 for pushers; default -1
 * @param beta how strongly rigid rods resist being stretched, which grows with their density; default 0.8
 * @param zeta strength of alignment with the neighbours; default 1
 * @param translation diffusion in space, d_T; default 0.05
 * @param rotation diffusion of the angle, d_R; default 0.05
 * @param speed at which rods swim, V₀; default 0
 */
@Buildable
public record ActiveFluid(
        @Nullable Double alpha,
        @Nullable Double beta,
        @Nullable Double zeta,
        @Nullable Double translation,
        @Nullable Double rotation,
        @Nullable Double speed) {
    private static final double DIFFUSION = 0.05;

    /** Fills in defaults and rejects values outside their range. */
    public ActiveFluid {
        alpha = alpha == null ? -1 : alpha;
        beta = beta == null ? 0.8 : beta;
        zeta = zeta == null ? 1 : zeta;
        translation = translation == null ? DIFFUSION : translation;
        rotation = rotation == null ? DIFFUSION : rotation;
        speed = speed == null ? 0 : speed;
        require(Math.abs(alpha) <= 100, "alpha", alpha, "a number from -100 to 100");
        require(beta >= 0 && beta < 4, "beta", beta, "a number from 0 to below 4, where the velocity is found");
        require(zeta >= 0 && zeta <= 100, "zeta", zeta, "a number from 0 to 100");
        require(translation > 0 && translation <= 10, "translation", translation, "a positive number up to 10");
        require(rotation > 0 && rotation <= 10, "rotation", rotation, "a positive number up to 10");
        require(speed >= 0 && speed <= 100, "speed", speed, "a number from 0 to 100");
    }

    /** {@return the fluid of these five numbers, whose rods do not swim} */
    public static ActiveFluid of(double alpha, double beta, double zeta, double translation, double rotation) {
        return new ActiveFluid(alpha, beta, zeta, translation, rotation, 0.0);
    }
}
