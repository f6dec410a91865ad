package io.fieldwork.pde.operator;

/**
 * The Fourier neural operator (Li et al., ICLR 2021, arXiv 2010.08895): the argument and the coordinates are lifted to many
 * channels, layers u ← σ(F⁻¹(R F u) + W u + b) multiply the lowest Fourier modes by learned matrices R, and two dense layers
 * project back. The last layer has no σ; σ is the GELU. Coordinates run from 0 to 1 over whatever grid the argument is given on, as
 * in the published network.
 *
 * @param options sizes
 * @param in channels of the argument
 * @param out channels of the result
 * @param trained the grid it is trained on
 * @param padding points of zeros behind the end of each axis of that grid
 */
record Fno(FnoOptions options, int in, int out, GridSize trained, int padding) implements OperatorArchitecture {
    private static final int COORDINATES = 2;

    @Override
    public String write(OperatorScript script, String x, GridSize grid) {
        int below = grid.height() == 1 ? 0 : scaled(grid.height(), trained.height());
        int right = scaled(grid.width(), trained.width());
        GridSize whole = new GridSize(grid.height() + below, grid.width() + right);
        String located = script.let(
                "torch.cat([%s, %s, %s], 1)",
                x, coordinate(script, x, 2, grid.height()), coordinate(script, x, 3, grid.width()));
        String u = script.pointwise("lift", located, in + COORDINATES, options.width(), true);
        u = script.let("torch.constant_pad_nd(%s, [0, %d, 0, %d], 0)", u, right, below);
        for (int layer = 0; layer < options.layers(); layer++) {
            String name = "layer" + layer;
            u = script.add(
                    fourier(script, name + "/modes", u, whole),
                    script.pointwise(name + "/pointwise", u, options.width(), options.width(), true));
            u = layer < options.layers() - 1 ? script.gelu(u) : u;
        }
        u = script.let("torch.narrow(torch.narrow(%s, 2, 0, %d), 3, 0, %d)", u, grid.height(), grid.width());
        u = script.gelu(script.pointwise("project0", u, options.width(), options.projection(), true));
        return script.pointwise("project1", u, options.projection(), out, true);
    }

    private int scaled(int points, int before) {
        return (int) Math.round((double) padding * points / before);
    }

    /** From 0 to 1 along an axis. */
    private static String coordinate(OperatorScript script, String x, int axis, int points) {
        String ones = script.let("torch.ones_like(torch.narrow(%s, 1, 0, 1))", x);
        return script.let(
                "torch.mul(torch.sub(torch.cumsum(%s, %d), 1), %s)", ones, axis, 1.0 / Math.max(points - 1, 1));
    }

    /** F⁻¹(R F u): a product of matrices for each mode that is kept. */
    String fourier(OperatorScript script, String name, String u, GridSize grid) {
        int width = options.width();
        int columns = options.modes();
        int rows = grid.height() == 1 ? 1 : 2 * options.modes();
        OperatorOptions.require(
                rows <= grid.height() && columns <= grid.width() / 2 + 1,
                "modes",
                options.modes(),
                "at most half of the " + grid + " points of the padded grid");
        Initializer start = Initializer.positive(1.0 / ((double) width * width));
        OperatorScript.Weight r = script.weight(name, start, (long) rows * columns, width, width, 2);
        String all = script.let("torch.narrow(torch.fft_rfft2(%s), 3, 0, %d)", u, columns);
        String kept = rows == 1 ? all : ends(script, all, grid.height());
        String byMode =
                script.let("torch.reshape(torch.permute(%s, [2, 3, 0, 1]), [%d, -1, %d])", kept, rows * columns, width);
        String product = script.let("torch.bmm(%s, torch.view_as_complex(%s))", byMode, r);
        String back = script.let(
                "torch.permute(torch.reshape(%s, [%d, %d, -1, %d]), [2, 3, 0, 1])", product, rows, columns, width);
        String spread = rows == 1 ? back : spread(script, back, all, grid.height());
        return script.let("torch.fft_irfft2(%s, [%d, %d])", spread, grid.height(), grid.width());
    }

    /** The rows of low positive and low negative wavenumbers. */
    private String ends(OperatorScript script, String all, int height) {
        int m = options.modes();
        return script.let(
                "torch.cat([torch.narrow(%1$s, 2, 0, %2$d), torch.narrow(%1$s, 2, %3$d, %2$d)], 2)",
                all, m, height - m);
    }

    /** With zeros for the rows between. */
    private String spread(OperatorScript script, String rows, String all, int height) {
        int m = options.modes();
        return script.let(
                "torch.cat([torch.narrow(%1$s, 2, 0, %2$d), torch.zeros_like(torch.narrow(%3$s, 2, %2$d, %4$d)),"
                        + " torch.narrow(%1$s, 2, %2$d, %2$d)], 2)",
                rows, m, all, height - 2 * m);
    }
}
