package io.fieldwork.pde.stagger.flow;

import java.util.Locale;

/**
 * The text of {@link FlowPhysics}: one statement after the other, arrays [samples, components, cells along each axis] on periodic axes.
 *
 * @param momentum the equation
 * @param axes 2 or 3
 */
record FlowText(Momentum momentum, int axes) {
    /** Weight of the velocity between solid cells in the loss (Wandel et al. 2021). */
    static final int WALLS = 20;

    /** A method under way. */
    private static final class Body {
        private final StringBuilder text = new StringBuilder();
        private int count;

        String let(String expression, Object... arguments) {
            String name = "v" + count++;
            text.append("  %s = %s%n".formatted(name, String.format(Locale.ROOT, expression, arguments)));
            return name;
        }

        String up(String x, int axis) {
            return let("torch.roll(%s, [-1], [%d])", x, axis + 1);
        }

        String down(String x, int axis) {
            return let("torch.roll(%s, [1], [%d])", x, axis + 1);
        }

        String minus(String x, String y) {
            return let("torch.sub(%s, %s)", x, y);
        }

        String plus(String x, String y) {
            return let("torch.add(%s, %s)", x, y);
        }

        String times(String x, double factor) {
            return let("torch.mul(%s, %s)", x, factor);
        }

        String component(String x, int which) {
            return let("torch.select(%s, 1, %d)", x, which);
        }

        String end(String head, String result) {
            return head + text + "  return " + result + "\n";
        }
    }

    /** All methods. */
    String all() {
        return velocity() + divergence() + residual() + loss();
    }

    private String velocity() {
        Body body = new Body();
        StringBuilder parts = new StringBuilder();
        for (int c = 0; c < axes; c++) {
            String part = axes == 2 ? flat(body, c) : curl(body, c);
            parts.append(c == 0 ? "" : ", ").append(part);
        }
        String stacked = body.let("torch.stack([%s], 1)", parts);
        return body.end("def velocity(self, a: Tensor) -> Tensor:\n", stacked);
    }

    private static String flat(Body body, int c) {
        String a = body.component("a", 0);
        return c == 0 ? body.minus(a, body.up(a, 1)) : body.minus(body.up(a, 0), a);
    }

    private static String curl(Body body, int c) {
        int d = (c + 1) % 3;
        int e = (c + 2) % 3;
        String last = body.component("a", e);
        String next = body.component("a", d);
        return body.minus(body.minus(body.up(last, d), last), body.minus(body.up(next, e), next));
    }

    private String divergence() {
        Body body = new Body();
        String sum = "";
        for (int k = 0; k < axes; k++) {
            String v = body.component("v", k);
            String change = body.minus(body.up(v, k), v);
            sum = k == 0 ? change : body.plus(sum, change);
        }
        return body.end("def divergence(self, v: Tensor) -> Tensor:\n", sum);
    }

    private String residual() {
        Body body = new Body();
        double share = momentum.scheme().share();
        String v = body.plus(body.times("new", share), body.times("old", 1 - share));
        StringBuilder parts = new StringBuilder();
        for (int c = 0; c < axes; c++) {
            parts.append(c == 0 ? "" : ", ").append(component(body, v, c));
        }
        String stacked = body.let("torch.stack([%s], 1)", parts);
        return body.end("def residual(self, new: Tensor, old: Tensor, p: Tensor) -> Tensor:\n", stacked);
    }

    private String component(Body body, String v, int c) {
        double h = momentum.spacing();
        double density = momentum.density();
        String u = body.component(v, c);
        String pressure = body.component("p", 0);
        String change = body.minus(body.component("new", c), body.component("old", c));
        String sum = body.times(change, density / momentum.step());
        sum = body.plus(sum, body.times(transport(body, v, u, c), density / (2 * h)));
        sum = body.plus(sum, body.times(body.minus(pressure, body.down(pressure, c)), 1 / h));
        return body.minus(sum, body.times(laplacian(body, u), momentum.viscosity() / (h * h)));
    }

    /** 2h v·∇u. */
    private String transport(Body body, String v, String u, int c) {
        String sum = body.let("torch.mul(%s, %s)", u, body.minus(body.up(u, c), body.down(u, c)));
        for (int k = 0; k < axes; k++) {
            if (k != c) {
                String w = body.component(v, k);
                String low = body.times(body.plus(w, body.down(w, c)), 0.5);
                String behind = body.minus(u, body.down(u, k));
                String ahead = body.up(behind, k);
                sum = body.plus(sum, body.let("torch.mul(%s, %s)", low, behind));
                sum = body.plus(sum, body.let("torch.mul(%s, %s)", body.up(low, k), ahead));
            }
        }
        return sum;
    }

    private String laplacian(Body body, String u) {
        String sum = "";
        for (int k = 0; k < axes; k++) {
            String second = second(body, u, k);
            sum = k == 0 ? second : body.plus(sum, second);
            for (int l = k + 1; l < axes; l++) {
                String both = second(body, second, l);
                sum = body.plus(sum, body.times(both, StaggeredGrid.mixed(axes, 2)));
                for (int m = l + 1; m < axes; m++) {
                    sum = body.plus(sum, body.times(second(body, both, m), StaggeredGrid.mixed(axes, 3)));
                }
            }
        }
        return sum;
    }

    private static String second(Body body, String u, int k) {
        return body.minus(body.plus(body.up(u, k), body.down(u, k)), body.times(u, 2));
    }

    /** One number a sample: squared residuals of the fluid's velocities and 20 times squared errors of given ones, means over cells. */
    private String loss() {
        StringBuilder dimensions = new StringBuilder("[1");
        for (int k = 0; k < axes; k++) {
            dimensions.append(", ").append(k + 2);
        }
        dimensions.append(']');
        return """
                def loss(self, r: Tensor, new: Tensor, given: Tensor, wall: Tensor, counted: Tensor) -> Tensor:
                  free = torch.mul(torch.rsub(given, 1), r)
                  fixed = torch.mul(given, torch.sub(new, wall))
                  squares = torch.add(torch.mul(free, free), torch.mul(torch.mul(fixed, fixed), %d))
                  total = torch.sum(torch.mul(squares, counted), %s)
                  return torch.div(total, torch.sum(counted))
                """.formatted(WALLS, dimensions);
    }
}
