package io.fieldwork.pde.closure.kinetic;

/**
 * A plane flow without divergence, as values.
 *
 * @param strain ε = E₁₁ + i E₁₂ of the strain rate E
 * @param velocity u + iv
 * @param vorticity ω = ∂v/∂x - ∂u/∂y as real part
 */
record Flow(Plane strain, Plane velocity, Plane vorticity) {
    static Flow of(Square square) {
        return new Flow(square.values(), square.values(), square.values());
    }
}
