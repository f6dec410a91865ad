package io.fieldwork.fields.kernel;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.fieldwork.fields.tensor.HostVectors;
import io.fieldwork.fields.tensor.Operation;

/**
 * The performance-critical operations of a field, in one implementation: {@code plain} (the engine's own operators, the
 * oracle, on any device), {@code host} (Java over all cores on tensor storage) or {@code cuda} (source compiled at run
 * time). All three compute the same functions; floating-point results differ in rounding only.
 *
 * <p>All arrays are contiguous float32 unless said otherwise.
 */
public interface Kernels {
    /**
     * Multiresolution hash encoding.
     *
     * @param layout the levels
     * @return (x [n, 3] in the unit cube, table [rows, F]) to features [n, L F]; differentiable in both
     */
    Operation hashGrid(HashGridLayout layout);

    /**
     * Factorised grid: products of planes and lines, or of lines.
     *
     * @param layout the factors
     * @return (x [n, 3] in the unit cube, table [rows, R]) to sums [n, 1] or products [n, R products]; differentiable in
     *     both
     */
    Operation factorGrid(FactorLayout layout);

    /**
     * Fully connected network without biases: ReLU between layers, linear at the end.
     *
     * @param widths in, hidden..., out
     * @return (x [n, in], W_1 [h_1, in], ..., W_k [out, h_(k-1)]) to y [n, out]; differentiable in all
     */
    Operation network(int... widths);

    /**
     * A network of a hash grid's features with one value, and the gradient of the value: what is asked of a trained distance.
     *
     * @param layout the levels
     * @param widths in, hidden..., 1
     * @return (x [n, 3] in the unit cube, table [rows, F], W_1 [h_1, in], ..., W_k [1, h_(k-1)]) to (y [n], dy/dx [n, 3]); not
     *     differentiable
     */
    default Operation slope(HashGridLayout layout, int... widths) {
        return new TapeSlope(hashGrid(layout), 1, network(widths));
    }

    /**
     * Real spherical harmonics of bands 0 to degree - 1 (signs and constants as in section 4.7 of Mueller et al.'s code
     * base: the 16 values of degree 4 are the usual view encoding).
     *
     * @param degree 1 to 4
     * @return (unit directions [n, 3]) to values [n, degree^2]; not differentiable
     */
    Operation harmonics(int degree);

    /**
     * Coordinates with their sines and cosines at the frequencies 1, 2, 4, ... (NeRF, Mildenhall et al. 2020, eq. 4, without pi as in the
     * code of its authors): x, sin x, cos x, sin 2x, cos 2x, ..., each for all coordinates of a row.
     *
     * @param octaves number of frequencies, 1 to 16
     * @return (x [n, d]) to values [n, d (1 + 2 octaves)]; differentiable
     */
    Operation frequencies(int octaves);

    /**
     * Sums of radial bases (NeuRBF; Chen et al. 2023): base i has the share s_i = phi(q_i) / (sum of all phi + constant) of a point x, with q_i = (x - c_i)^T
     * P_i (x - c_i), and number f of the result is the sum over i of sin(factor_f s_i) w_if, or of s_i w_if. The sums run over the bases that are listed for the point.
     *
     * @param layout the profile phi
     * @return (x [n, d], centres [k, d], w [k, F], upper triangles of the P_i [k, d (d + 1) / 2], factors [F], offsets int32 [n + 1], bases int32 [m]) to
     *     (y [n, F], shares [m]); y is differentiable in x, centres and w, the shares are not
     */
    Operation radial(RadialLayout layout);

    /**
     * Trilinear look-up in a sparse lattice (Plenoxels; Fridovich-Keil, Yu et al. 2022). Points count in vertices from the first one; one outside
     * counts as the nearest point inside. Vertices without a row are zero.
     *
     * @return (x [n, 3], rows [m, c], links int32 [nz, ny, nx], each row's number once or -1 for none) to values [n, c];
     *     differentiable in x and rows, of which only the rows around points get a gradient
     */
    Operation voxels();

    /**
     * {@link #voxels} of coefficients and their sums with the basis functions of each point's ray: y_k = sum over j of c_kj b_j, for three
     * colours k. Points without density are not looked up: nobody sees their colour.
     *
     * @return (x [n, 3], rows [m, 3 b], basis [rays, b], rays int32 [n], density [n], links as above) to sums [n, 3], 0 where the
     *     density is not above 0; differentiable in x and rows
     */
    Operation voxelColors();

    /**
     * Total variation of a sparse lattice at some vertices: sum over the numbers of a row of sqrt(smoothing + dx^2 + dy^2 + dz^2) with the differences
     * to the next vertices along each axis; one without a row, or outside, counts as equal.
     *
     * @param smoothing positive, which makes it differentiable
     * @return (rows [m, c], vertices int32 [n], numbered (z, y, x), links as above) to sums [n], 0 where a vertex has no row;
     *     differentiable in rows
     */
    Operation voxelVariation(double smoothing);

    /**
     * Volume rendering weights of packed samples (Max 1995; NeRF eq. 3): w_i = T_i alpha_i with alpha_i =
     * 1 - exp(-sigma_i delta_i) and T_i = exp(-sum of sigma delta before i). A known alpha is a density of -ln(1 - alpha) over a
     * length of 1.
     *
     * @return (sigma [s], delta [s], offsets int32 [rays + 1]) to (w [s], opacity = sum of w [rays]); differentiable in sigma.
     *     Samples of ray r are offsets[r] to offsets[r+1] - 1.
     */
    Operation weights();

    /**
     * Weighted sums of packed samples along their rays: y_r = sum of w_i x_i.
     *
     * @return (w [s], x [s, c], offsets int32 [rays + 1]) to y [rays, c]; differentiable in w and x
     */
    Operation accumulate();

    /**
     * {@link #weights} and {@link #accumulate} together, as colours are rendered.
     *
     * @return (sigma [s], x [s, c], delta [s], offsets int32 [rays + 1]) to (w [s], opacity [rays], y [rays, c]);
     *     differentiable in sigma and x
     */
    default Operation composite() {
        Operation weights = weights();
        Operation accumulate = accumulate();
        return (tape, in) -> {
            NDArray[] seen = weights.apply(tape, in[0], in[2], in[3]);
            return new NDArray[] {seen[0], seen[1], accumulate.apply(tape, seen[0], in[1], in[3])[0]};
        };
    }

    /**
     * Density from a network's raw output: exp, with the raw value of the adjoint clamped to [-15, 15].
     *
     * @return (raw [n]) to density [n]
     */
    Operation truncatedExp();

    /**
     * Marches rays through an occupancy grid and packs the samples that lie in occupied cells. Sample i of a ray covers
     * [t_i, t_i + step] with t_i = t_enter + (i + jitter) step, where t_enter is where the ray enters the box (0 if it
     * starts inside, not below {@code near}); it is kept if t_i + step/2 lies before the exit and its midpoint's cell
     * is occupied. In a thinned region the samples of a ray that follow each other in one thin cell, up to the next
     * multiple of 32 intervals, are represented by one of them, drawn by the ray's jitter, with the length of all.
     * With a cone c the points t_i are even in the {@link MarchRegion#place} of the distance, and so lie c t apart where that is more than the step.
     *
     * @param origins [rays, 3]
     * @param directions [rays, 3], unit
     * @param jitter [rays] in [0, 1)
     * @param occupied uint8 [L R, R, R] indexed (level and z, y, x) for L levels, not zero where samples are wanted, {@link MarchRegion#THIN} where
     * they are known to be almost empty
     */
    Samples march(NDArray origins, NDArray directions, NDArray jitter, NDArray occupied, MarchRegion region);

    /**
     * One Adam update (Kingma, Ba 2015) of all entries in place. All arrays have the same shape; the gradient is zero
     * afterwards.
     */
    void adam(NDArray value, NDArray gradient, NDArray first, NDArray second, AdamStep step);

    /**
     * One Adam update of the entries whose gradient is not exactly zero; all others keep value, moments and count
     * (tiny-cuda-nn's rule). The bias correction of an entry uses its own count, of its updates (int32). All arrays
     * have the same shape; the gradient is zero afterwards.
     */
    void sparseAdam(NDArray value, NDArray gradient, NDArray first, NDArray second, NDArray counts, AdamStep step);

    /**
     * One RMSprop update (Tieleman, Hinton 2012) of the entries whose gradient is not exactly zero: v = beta v + (1 - beta) g^2, but v =
     * g^2 where it is zero, as at the first update (Plenoxels); x = x - rate g / (sqrt(v) + epsilon). All others keep value and moment.
     * All arrays have the same shape; the gradient is zero afterwards.
     */
    void rmsProp(NDArray value, NDArray gradient, NDArray second, RmsPropStep step);

    /**
     * {@return the fastest implementation for the device of a manager that owns its native resources: CUDA or host
     * kernels, or plain ones where Java has no {@linkplain HostVectors vector instructions}}
     */
    static Kernels of(NDManager manager) {
        return of(manager, HostVectors.fastestKernels(manager.getDevice()));
    }

    /**
     * {@return the implementation named {@code plain}, {@code host} or {@code cuda}, whose native resources the manager
     * owns}
     *
     * @throws io.fieldwork.fields.tensor.UserError if host kernels are asked for where Java has no vector instructions
     */
    static Kernels of(NDManager manager, String name) {
        return switch (name) {
            case "plain" -> new PlainKernels(manager);
            case "host" -> {
                HostVectors.require();
                yield new HostKernels(manager);
            }
            case "cuda" -> new CudaKernels(manager);
            default -> throw new IllegalArgumentException("kernels are plain, host or cuda, not " + name);
        };
    }
}
