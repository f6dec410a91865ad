package io.fieldwork.pde.equation;

import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.pde.domain.Shape;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An integral of unknowns over some coordinates, a number at every point of the others, by quadrature. It is made once and
 * then read by residuals and conditions, as the memory of u_t = -int_0^t exp(s - t) u(s) ds:
 *
 * <pre>{@code
 * Integral memory = Integral.between("memory", "t", p -> 0, p -> p[0],
 *     s -> s.value().mul(s.at("t").sub(s.outer().at("t")).exp()));
 * Problem.on(Domain.ofTime(0, 5)).equation("volterra", u -> u.t().add(u.integral(memory)))
 * }</pre>
 *
 * <p>The rule is that of Gauss and Legendre along each coordinate, that of equal distances over a period, and 8 q^d Sobol
 * points in a space of d coordinates that is no box (a relative error of some 1e-3 is usual).
 *
 * @param name in messages and names of terms, letters and digits
 * @param ranges of the coordinates, at least one
 * @param nodes q along each coordinate
 * @param isMean whether it is divided by the integral of 1
 * @param integrand at the nodes, pointwise
 * @param region to which an integral over all of space is restricted, null for all of it
 * @param parts of the boundary to which it is restricted, empty for none
 */
public record Integral(
        String name,
        List<Range> ranges,
        int nodes,
        boolean isMean,
        Residual integrand,
        @Nullable Shape region,
        List<String> parts) {
    /**
     * The range of one coordinate.
     *
     * @param coordinate its name
     * @param from the lower end as a function of the point that the integral is read at, null for that of the domain
     * @param to the upper end, null for that of the domain
     */
    public record Range(
            String coordinate,
            @Nullable Formula from,
            @Nullable Formula to) {
        /** Whether it is the whole range of the domain. */
        boolean isWhole() {
            return from == null && to == null;
        }
    }

    private static final int[] USUAL = {20, 12};
    private static final int FEW = 8;
    private static final int MOST = 1000;

    /** Copies the ranges and rejects none or equal ones. */
    public Integral {
        ranges = List.copyOf(ranges);
        parts = List.copyOf(parts);
        long different = ranges.stream().map(Range::coordinate).distinct().count();
        if (ranges.isEmpty() || different != ranges.size()) {
            throw new UserError("The integral '" + name + "' is over "
                    + (ranges.isEmpty() ? "no coordinate" : String.join(", ", coordinates(ranges)))
                    + "; expected one or more different coordinates.");
        }
        UserError.require(nodes >= 1 && nodes <= MOST, "The nodes of the integral '" + name + "'", nodes, "1 to 1000");
    }

    private static List<String> coordinates(List<Range> ranges) {
        return ranges.stream().map(Range::coordinate).toList();
    }

    /** {@return the integral over the whole range of some coordinates, such as all of space at every time} */
    public static Integral over(String name, Residual integrand, String... coordinates) {
        List<Range> ranges = Arrays.stream(coordinates)
                .map(coordinate -> new Range(coordinate, null, null))
                .toList();
        int nodes = ranges.size() <= USUAL.length ? USUAL[Math.max(0, ranges.size() - 1)] : FEW;
        return new Integral(name, ranges, nodes, false, integrand, null, List.of());
    }

    /**
     * {@return the integral over one coordinate between limits, with 20 nodes}
     *
     * @param coordinate over which is integrated
     * @param from the lower limit as a function of the point [d] that the integral is read at
     * @param to the upper limit, which may lie below it
     */
    public static Integral between(String name, String coordinate, Formula from, Formula to, Residual integrand) {
        return new Integral(
                name, List.of(new Range(coordinate, from, to)), USUAL[0], false, integrand, null, List.of());
    }

    /** {@return the same with q nodes along each coordinate, 1 to 1000} */
    public Integral nodes(int q) {
        return new Integral(name, ranges, q, isMean, integrand, region, parts);
    }

    /** {@return the integral over a region, in place of one over all coordinates of space} */
    public Integral within(Shape part) {
        return new Integral(name, ranges, nodes, isMean, integrand, part, parts);
    }

    /**
     * {@return the integral over parts of the boundary, in place of one over all coordinates of space} Its integrand may
     * read the derivative along the outward normal, so that it is a flux. On a line it is the sum over ends.
     *
     * @param some names of parts
     */
    public Integral along(String... some) {
        return new Integral(name, ranges, nodes, isMean, integrand, region, List.of(some));
    }

    /** {@return the mean over the same range} */
    public Integral mean() {
        return new Integral(name, ranges, nodes, true, integrand, region, parts);
    }

    /** {@return the names of the coordinates over which is integrated} */
    public List<String> coordinates() {
        return coordinates(ranges);
    }
}
