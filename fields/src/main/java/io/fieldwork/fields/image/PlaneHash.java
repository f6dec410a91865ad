package io.fieldwork.fields.image;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.fieldwork.fields.tensor.Draws;
import io.fieldwork.fields.tensor.Parameter;
import io.fieldwork.fields.tensor.Scopes;
import io.fieldwork.fields.tensor.Script;
import java.util.ArrayList;
import java.util.List;

/**
 * A hash grid of the plane (Mueller et al. 2022). Level l has R_l = ceil(base growth^l) vertices along a side, the
 * outermost at 0 and 1. Vertex (i, j) is row i + j R_l where R_l^2 fits into the level's table, else (i ^ j 2654435761) mod T_l, with T_l =
 * min(R_l^2 rounded up to 8, 2^log2Table). Entries start uniform in +-1e-4.
 */
final class PlaneHash implements PlaneEncoding {
    private final Script script;
    private final Parameter table;
    private final int width;

    /**
     * A grid whose table a manager owns.
     *
     * @param sizes of which the network is not used
     * @param finest vertices along a side of the finest level
     */
    PlaneHash(NDManager manager, PlaneHashOptions sizes, double finest, Parameter.Group group, long seed) {
        List<Level> levels = levels(sizes, finest);
        script = Script.compile(manager, text(levels));
        Level last = levels.getLast();
        int rows = last.offset + last.rows;
        int count = Math.multiplyExact(rows, sizes.features());
        float[] entries = Draws.of(seed, "hash grid", 0).around(count, 1e-4);
        NDArray value = manager.create(entries, new Shape(rows, sizes.features()));
        Scopes.keep(value);
        table = new Parameter("table", value, group);
        width = sizes.levels() * sizes.features();
    }

    /** One level: vertices along a side, rows of its table, rows of all coarser levels. */
    private record Level(int side, int rows, int offset, boolean dense) {}

    private static List<Level> levels(PlaneHashOptions sizes, double finest) {
        List<Level> all = new ArrayList<>();
        double growth = sizes.levels() == 1 ? 1 : Math.pow(finest / sizes.baseResolution(), 1.0 / (sizes.levels() - 1));
        int offset = 0;
        for (int l = 0; l < sizes.levels(); l++) {
            int side = (int) Math.ceil(sizes.baseResolution() * Math.pow(growth, l) - 1e-6);
            long vertices = (long) side * side;
            int rows = (int) Math.min((vertices + 7) / 8 * 8, 1L << sizes.log2Table());
            all.add(new Level(side, rows, offset, vertices <= rows));
            offset += rows;
        }
        return all;
    }

    private static String text(List<Level> levels) {
        StringBuilder body = new StringBuilder(
                "def encode(self, x: Tensor, table: Tensor) -> Tensor:\n  unit = torch.clamp(x, 0., 1.)\n");
        List<String> found = new ArrayList<>();
        for (int l = 0; l < levels.size(); l++) {
            Level level = levels.get(l);
            String row = level.dense
                    ? "torch.add(i, torch.mul(j, %d))".formatted(level.side)
                    : "torch.remainder(torch.bitwise_and(torch.bitwise_xor(i, torch.mul(j, 2654435761)), 4294967295), %d)"
                            .formatted(level.rows);
            body.append("""
                      u = torch.mul(unit, %1$d)
                      cell = torch.clamp(torch.floor(torch.detach(u)), 0, %2$d)
                      t = torch.sub(u, cell)
                      v = torch.to(cell, 4)
                      i = torch.add(torch.slice(v, 1, 0, 1), torch.tensor([0, 1, 0, 1], dtype=4, device=x.device))
                      j = torch.add(torch.slice(v, 1, 1, 2), torch.tensor([0, 0, 1, 1], dtype=4, device=x.device))
                      a = torch.slice(t, 1, 0, 1)
                      b = torch.slice(t, 1, 1, 2)
                      p = torch.rsub(a, 1)
                      q = torch.rsub(b, 1)
                      w = torch.cat([torch.mul(p, q), torch.mul(a, q), torch.mul(p, b), torch.mul(a, b)], 1)
                      f%3$d = torch.sum(torch.mul(torch.embedding(table, torch.add(%4$s, %5$d)), torch.unsqueeze(w, 2)), [1])
                    """.formatted(level.side - 1, Math.max(0, level.side - 2), l, row, level.offset));
            found.add("f" + l);
        }
        return body + "  return torch.cat([" + String.join(", ", found) + "], 1)\n";
    }

    @Override
    public NDArray encode(NDArray x) {
        return script.call("encode", x, table.value())[0];
    }

    @Override
    public Parameter table() {
        return table;
    }

    @Override
    public int width() {
        return width;
    }
}
