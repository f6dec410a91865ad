package io.fieldwork.pde.closure.kinetic;

import io.fieldwork.pde.closure.ActiveFluid;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The balance of ∫∫ ψ log ψ of the density that the kept moments are the series of: dH/dt = ∫ 2D:E + 2ζ|m₂|² dx - d_T ∫∫
 * |∇ψ|²/ψ - d_R ∫∫ (∂ψ/∂θ)²/ψ. Swimming does not change it. Densities below a millionth of isotropy count as that much.
 */
final class KineticEntropy implements EntropyBalance {
    private static final double FLOOR = 1e-6;

    private final ActiveFluid fluid;
    private final Square square;
    private final Hierarchy hierarchy;
    private final Workspaces workspaces;
    private final RowTransform angles;
    private final int count;
    private final Plane[] alongX;
    private final Plane[] alongY;

    KineticEntropy(ActiveFluid fluid, Square square, Hierarchy hierarchy, Workspaces workspaces) {
        this.fluid = fluid;
        this.square = square;
        this.hierarchy = hierarchy;
        this.workspaces = workspaces;
        count = Integer.highestOneBit(Math.max(8, 4 * hierarchy.count() - 1)) * 2;
        angles = new RowTransform(count);
        alongX = Plane.zeros(hierarchy.count(), square.points(), square.points());
        alongY = Plane.zeros(hierarchy.count(), square.points(), square.points());
    }

    @Override
    public Entropy of(Values values, Plane[] spectra, Flow flow) {
        IntStream.range(0, hierarchy.count()).parallel().forEach(j -> derive(j, spectra[j]));
        double cell = Math.pow(square.length() / square.points(), 2);
        return IntStream.range(0, square.points())
                .parallel()
                .mapToObj(y -> row(y, values, flow))
                .reduce((a, b) -> new Entropy(
                        a.total() + b.total(),
                        a.produced() + b.produced(),
                        a.lost() + b.lost(),
                        Math.min(a.least(), b.least())))
                .map(sum -> new Entropy(cell * sum.total(), cell * sum.produced(), cell * sum.lost(), sum.least()))
                .orElseThrow();
    }

    private void derive(int j, Plane spectrum) {
        double[] k = square.waves();
        Plane x = square.spectrum();
        Plane y = square.spectrum();
        for (int r = 0; r < square.modes(); r++) {
            for (int i = 0; i < square.modes(); i++) {
                x.re()[r][i] = -k[r] * spectrum.im()[r][i];
                x.im()[r][i] = k[r] * spectrum.re()[r][i];
                y.re()[r][i] = -k[i] * spectrum.im()[r][i];
                y.im()[r][i] = k[i] * spectrum.re()[r][i];
            }
        }
        try (Workspace space = workspaces.take()) {
            square.inverse(x, alongX[j], space.work());
            square.inverse(y, alongY[j], space.work());
        }
    }

    private Entropy row(int y, Values values, Flow flow) {
        Plane[] moments = new Plane[hierarchy.count()];
        Arrays.setAll(moments, j -> values.moment(j * hierarchy.stride()));
        double[][] density = synthesis(moments, y, false);
        double[][] turned = synthesis(moments, y, true);
        double[][] x = synthesis(alongX, y, false);
        double[][] z = synthesis(alongY, y, false);
        double[] c = values.concentration().re()[y];
        double total = 0;
        double lost = 0;
        double least = Double.POSITIVE_INFINITY;
        for (int a = 0; a < count; a++) {
            for (int i = 0; i < c.length; i++) {
                double share = 2 * Math.PI * density[a][i] / c[i];
                double psi = Math.max(share, FLOOR) * c[i] / (2 * Math.PI);
                total += psi * Math.log(psi);
                lost += (fluid.translation() * (x[a][i] * x[a][i] + z[a][i] * z[a][i])
                                + fluid.rotation() * turned[a][i] * turned[a][i])
                        / psi;
                least = Math.min(least, share);
            }
        }
        double weight = 2 * Math.PI / count;
        return new Entropy(weight * total, produced(y, values, flow), weight * lost, least);
    }

    private double produced(int y, Values values, Flow flow) {
        double sum = 0;
        Plane m = values.second();
        for (int x = 0; x < square.points(); x++) {
            double re = m.re()[y][x];
            double im = m.im()[y][x];
            double work = flow.strain().re()[y][x] * re + flow.strain().im()[y][x] * im;
            sum += 2 * work + 2 * fluid.zeta() * (re * re + im * im);
        }
        return sum;
    }

    /** A row's density, or its derivative by the angle, [angles][x], the angle running backwards. */
    private double[][] synthesis(Plane[] moments, int y, boolean derivative) {
        Plane series = Plane.zeros(count, square.points());
        for (int j = 0; j < moments.length; j++) {
            double scale = (j == 0 ? 0.5 : 1) / Math.PI;
            double n = derivative ? j * hierarchy.stride() * scale : scale;
            double[] re = series.re()[angles.place(j)];
            double[] im = series.im()[angles.place(j)];
            for (int x = 0; x < re.length; x++) {
                re[x] = derivative ? -n * moments[j].im()[y][x] : n * moments[j].re()[y][x];
                im[x] = derivative ? n * moments[j].re()[y][x] : n * moments[j].im()[y][x];
            }
        }
        angles.inverse(series, 0, square.points());
        return series.re();
    }
}
