package io.fieldwork.fields.modulation;

import java.util.HashSet;
import java.util.List;

/**
 * The grid over which scales and shifts vary: nodes^d rows, the first coordinate's nodes one after another.
 *
 * @param coordinates the numbers of the coordinates it is over, of those a point has
 * @param nodes along each of them
 * @param interpolation between nodes
 */
public record ModulationGrid(List<Integer> coordinates, int nodes, Interpolation interpolation) {
    private static final int MOST = 1 << 24;

    /** Rejects grids that have no cell, or no end. */
    public ModulationGrid {
        coordinates = List.copyOf(coordinates);
        boolean distinct = new HashSet<>(coordinates).size() == coordinates.size();
        if (coordinates.isEmpty() || !distinct || coordinates.stream().anyMatch(axis -> axis < 0)) {
            throw new IllegalArgumentException("a grid over the coordinates " + coordinates);
        }
        if (interpolation.cells(nodes) < 1 || Math.pow(nodes, coordinates.size()) > MOST) {
            throw new IllegalArgumentException(nodes + " nodes along each of " + coordinates.size() + " coordinates");
        }
    }

    /** {@return the number of nodes in all} */
    public int rows() {
        return Math.toIntExact(Math.round(Math.pow(nodes, coordinates.size())));
    }

    /** {@return the method {@code lookup} in TorchScript: every column of a table [rows, columns] interpolated at points c [n, all coordinates]} */
    public String lookup() {
        int taps = interpolation.taps();
        int cells = interpolation.cells(nodes);
        StringBuilder body = new StringBuilder("def lookup(self, c: Tensor, table: Tensor) -> Tensor:\n");
        long stride = 1;
        int count = 1;
        for (int k = 0; k < coordinates.size(); k++) {
            int axis = coordinates.get(k);
            body.append("""
                      u%1$d = torch.mul(torch.clamp(torch.slice(c, 1, %2$d, %3$d), 0., 1.), %4$d)
                      i%1$d = torch.clamp(torch.floor(torch.detach(u%1$d)), 0, %5$d)
                      t%1$d = torch.sub(u%1$d, i%1$d)
                      w%1$d = %6$s
                      r%1$d = torch.mul(torch.add(torch.to(i%1$d, 4), torch.arange(%7$d, device=c.device)), %8$d)
                    """.formatted(
                            k, axis, axis + 1, cells, cells - 1, interpolation.weights("t" + k, 0), taps, stride));
            body.append(k == 0 ? FIRST : NEXT.formatted(k, count * taps));
            count *= taps;
            stride *= nodes;
        }
        return body + "  return torch.sum(torch.mul(torch.embedding(table, row), torch.unsqueeze(weight, 2)), [1])\n";
    }

    private static final String FIRST = """
              weight = w0
              row = r0
            """;
    private static final String NEXT = """
              weight = torch.reshape(torch.mul(torch.unsqueeze(weight, 1), torch.unsqueeze(w%1$d, 2)), [torch.size(c, 0), %2$d])
              row = torch.reshape(torch.add(torch.unsqueeze(row, 1), torch.unsqueeze(r%1$d, 2)), [torch.size(c, 0), %2$d])
            """;
}
