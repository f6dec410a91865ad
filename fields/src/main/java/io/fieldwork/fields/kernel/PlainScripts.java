package io.fieldwork.fields.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** TorchScript text of the plain kernels. */
final class PlainScripts {
    private PlainScripts() {}

    static final String VOLUME = """
            def weights(self, sigma: Tensor, delta: Tensor, offsets: Tensor) -> Tuple[Tensor, Tensor]:
              first = torch.to(torch.slice(offsets, 0, 0, -1), 4)
              counts = torch.sub(torch.to(torch.slice(offsets, 0, 1), 4), first)
              ray = torch.repeat_interleave(torch.arange(torch.size(counts, 0), device=sigma.device), counts)
              thickness = torch.mul(sigma, delta)
              total = torch.cumsum(torch.to(thickness, 7), 0)
              before = torch.sub(total, torch.to(thickness, 7))
              start = torch.index_select(torch.constant_pad_nd(total, [1, 0]), 0, torch.index_select(first, 0, ray))
              transmittance = torch.to(torch.exp(torch.neg(torch.sub(before, start))), sigma.dtype)
              weight = torch.mul(transmittance, torch.neg(torch.expm1(torch.neg(thickness))))
              opacity = torch.index_add(torch.zeros([torch.size(counts, 0)], dtype=sigma.dtype, device=sigma.device), 0, ray, weight)
              return (weight, opacity)

            def accumulate(self, weight: Tensor, values: Tensor, offsets: Tensor) -> Tensor:
              counts = torch.sub(torch.to(torch.slice(offsets, 0, 1), 4), torch.to(torch.slice(offsets, 0, 0, -1), 4))
              ray = torch.repeat_interleave(torch.arange(torch.size(counts, 0), device=weight.device), counts)
              sums = torch.zeros([torch.size(counts, 0), torch.size(values, 1)], dtype=weight.dtype, device=weight.device)
              return torch.index_add(sums, 0, ray, torch.mul(torch.unsqueeze(weight, 1), values))

            def truncated_exp(self, raw: Tensor) -> Tensor:
              slope = torch.exp(torch.detach(torch.clamp(raw, -15., 15.)))
              linear = torch.mul(slope, raw)
              return torch.add(torch.sub(linear, torch.detach(linear)), torch.detach(torch.exp(raw)))

            def place(self, t: Tensor, step: Tensor, cone: Tensor) -> Tensor:
              s = torch.div(t, step)
              grown = torch.mul(s, cone)
              return torch.where(torch.le(grown, 1), s, torch.div(torch.add(torch.log(torch.clamp_min(grown, 1)), 1), cone))

            def distance(self, place: Tensor, step: Tensor, cone: Tensor) -> Tensor:
              grown = torch.mul(place, cone)
              far = torch.div(torch.exp(torch.clamp_max(torch.sub(grown, 1), 60)), cone)
              return torch.mul(torch.where(torch.le(grown, 1), place, far), step)

            def along(self, enter: Tensor, number: Tensor, step: Tensor, cone: Tensor) -> Tensor:
              grown = self.distance(torch.add(self.place(enter, step, cone), number), step, cone)
              return torch.where(torch.gt(cone, 0), grown, torch.add(enter, torch.mul(number, step)))

            def row(self, x: Tensor, low: Tensor, size: Tensor, occupied: Tensor, levels: Tensor) -> Tensor:
              cells = torch.size(occupied, 1)
              unit = torch.div(torch.sub(x, low), size)
              far = torch.amax(torch.abs(torch.sub(torch.mul(unit, 2), 1)), [-1], True)
              level = torch.minimum(torch.ceil(torch.log2(torch.clamp_min(far, 1))), torch.sub(levels, 1))
              shrunk = torch.add(torch.mul(torch.sub(unit, 0.5), torch.exp2(torch.neg(level))), 0.5)
              own = torch.where(torch.gt(level, 0), shrunk, unit)
              cell = torch.clamp(torch.to(torch.floor(torch.mul(own, cells)), 4), 0, torch.sub(cells, 1))
              layer = torch.add(torch.mul(torch.to(torch.select(level, -1, 0), 4), cells), torch.select(cell, -1, 2))
              return torch.add(torch.mul(torch.add(torch.mul(layer, cells), torch.select(cell, -1, 1)), cells), torch.select(cell, -1, 0))

            def march(self, origins: Tensor, directions: Tensor, jitter: Tensor, occupied: Tensor, low: Tensor, size: Tensor, outerLow: Tensor, outerSize: Tensor, region: Tensor) -> Tuple[Tensor, Tensor, Tensor, Tensor, Tensor]:
              step = torch.select(region, 0, 1)
              cone = torch.select(region, 0, 4)
              inverse = torch.reciprocal(directions)
              a = torch.mul(torch.sub(outerLow, origins), inverse)
              b = torch.mul(torch.sub(torch.add(outerLow, outerSize), origins), inverse)
              enter = torch.maximum(torch.amax(torch.minimum(a, b), [1]), torch.select(region, 0, 0))
              leave = torch.amin(torch.maximum(a, b), [1])
              span = torch.where(torch.gt(leave, enter), torch.sub(self.place(leave, step, cone), self.place(enter, step, cone)), torch.zeros_like(enter))
              longest = torch.amax(torch.constant_pad_nd(span, [1, 0]), [0])
              slots = torch.add(int(longest), 2)
              index = torch.arange(slots, device=origins.device)
              t = self.along(torch.unsqueeze(enter, 1), torch.add(torch.add(torch.unsqueeze(jitter, 1), index), 0.5), step, cone)
              x = torch.add(torch.unsqueeze(origins, 1), torch.mul(torch.unsqueeze(t, 2), torch.unsqueeze(directions, 1)))
              row = self.row(x, low, size, occupied, torch.select(region, 0, 3))
              value = torch.reshape(torch.index_select(torch.flatten(occupied), 0, torch.flatten(row)), torch.size(row))
              keep = torch.logical_and(torch.ne(value, 0), torch.lt(t, torch.unsqueeze(leave, 1)))
              thin = torch.logical_and(torch.logical_and(keep, torch.eq(value, THIN)), torch.ne(torch.select(region, 0, 2), 0))
              last = torch.constant_pad_nd(torch.where(thin, row, torch.full_like(row, -1)), [1, 0], -2)
              same = torch.logical_and(torch.eq(torch.slice(last, 1, 0, -1), row), torch.ne(torch.remainder(index, RUN), 0))
              first = torch.logical_and(keep, torch.logical_not(torch.logical_and(thin, same)))
              counts = torch.sum(first, [1])
              offsets = torch.to(torch.constant_pad_nd(torch.cumsum(counts, 0), [1, 0]), 3)
              owner = torch.masked_select(torch.sub(torch.cumsum(torch.flatten(first), 0), 1), torch.flatten(keep))
              places = torch.nonzero(first)
              rays = torch.select(places, 1, 0)
              begin = torch.select(places, 1, 1)
              run = torch.index_add(torch.zeros_like(begin), 0, owner, torch.ones_like(owner))
              shift = torch.index_select(jitter, 0, rays)
              turn = torch.frac(torch.add(shift, torch.mul(torch.to(begin, jitter.dtype), GOLDEN)))
              chosen = torch.add(begin, torch.minimum(torch.to(torch.mul(turn, run), 4), torch.sub(run, 1)))
              first_ = torch.index_select(enter, 0, rays)
              times = self.along(first_, torch.add(torch.add(shift, chosen), 0.5), step, cone)
              points = torch.add(torch.index_select(origins, 0, rays), torch.mul(torch.unsqueeze(times, 1), torch.index_select(directions, 0, rays)))
              opens = torch.add(shift, begin)
              grown = torch.sub(self.along(first_, torch.add(opens, run), step, cone), self.along(first_, opens, step, cone))
              length = torch.where(torch.gt(cone, 0), grown, torch.mul(torch.to(run, step.dtype), step))
              return (offsets, torch.to(rays, 3), points, times, length)
            """.replace("THIN", "" + MarchRegion.THIN)
            .replace("RUN", "" + MarchRegion.RUN)
            .replace("GOLDEN", "" + (float) MarchRegion.GOLDEN);

    static final String UPDATE = """
            def adam_dense(self, value: Tensor, gradient: Tensor, first: Tensor, second: Tensor, numbers: Tensor) -> Tensor:
              n = torch.to(numbers, value.dtype)
              rate = torch.select(numbers, 0, 0)
              beta1 = torch.select(numbers, 0, 1)
              beta2 = torch.select(numbers, 0, 2)
              step = torch.select(numbers, 0, 5)
              slope = torch.add(gradient, torch.mul(value, torch.select(n, 0, 4)))
              _0 = torch.copy_(first, torch.add(torch.mul(first, torch.select(n, 0, 1)), torch.mul(slope, torch.to(torch.rsub(beta1, 1), value.dtype))))
              _1 = torch.copy_(second, torch.add(torch.mul(second, torch.select(n, 0, 2)), torch.mul(torch.mul(slope, slope), torch.to(torch.rsub(beta2, 1), value.dtype))))
              corrected = torch.div(torch.mul(rate, torch.sqrt(torch.rsub(torch.pow(beta2, step), 1))), torch.rsub(torch.pow(beta1, step), 1))
              _2 = torch.sub_(value, torch.div(torch.mul(first, torch.to(corrected, value.dtype)), torch.add(torch.sqrt(second), torch.select(n, 0, 3))))
              _3 = torch.zero_(gradient)
              return value

            def adam_sparse(self, value: Tensor, gradient: Tensor, first: Tensor, second: Tensor, counts: Tensor, numbers: Tensor) -> Tensor:
              n = torch.to(numbers, value.dtype)
              beta1 = torch.select(numbers, 0, 1)
              beta2 = torch.select(numbers, 0, 2)
              touched = torch.ne(gradient, 0)
              slope = torch.add(gradient, torch.mul(value, torch.select(n, 0, 4)))
              _0 = torch.copy_(counts, torch.add(counts, touched))
              _1 = torch.copy_(first, torch.where(touched, torch.add(torch.mul(first, torch.select(n, 0, 1)), torch.mul(slope, torch.to(torch.rsub(beta1, 1), value.dtype))), first))
              _2 = torch.copy_(second, torch.where(touched, torch.add(torch.mul(second, torch.select(n, 0, 2)), torch.mul(torch.mul(slope, slope), torch.to(torch.rsub(beta2, 1), value.dtype))), second))
              step = torch.clamp_min(torch.to(counts, 7), 1)
              corrected = torch.to(torch.div(torch.mul(torch.sqrt(torch.rsub(torch.pow(beta2, step), 1)), torch.select(numbers, 0, 0)), torch.rsub(torch.pow(beta1, step), 1)), value.dtype)
              change = torch.div(torch.mul(first, corrected), torch.add(torch.sqrt(second), torch.select(n, 0, 3)))
              _3 = torch.sub_(value, torch.where(touched, change, torch.zeros_like(change)))
              _4 = torch.zero_(gradient)
              return value

            def rmsprop(self, value: Tensor, gradient: Tensor, second: Tensor, numbers: Tensor) -> Tensor:
              n = torch.to(numbers, value.dtype)
              beta = torch.select(numbers, 0, 1)
              touched = torch.ne(gradient, 0)
              slope = torch.add(gradient, torch.mul(value, torch.select(n, 0, 3)))
              square = torch.mul(slope, slope)
              later = torch.add(torch.mul(second, torch.select(n, 0, 1)), torch.mul(square, torch.to(torch.rsub(beta, 1), value.dtype)))
              mean = torch.where(torch.eq(second, 0), square, later)
              _0 = torch.copy_(second, torch.where(touched, mean, second))
              change = torch.div(torch.mul(slope, torch.select(n, 0, 0)), torch.add(torch.sqrt(second), torch.select(n, 0, 2)))
              _1 = torch.sub_(value, torch.where(touched, change, torch.zeros_like(change)))
              _2 = torch.zero_(gradient)
              return value
            """;

    static final String VOXELS = """
            def voxels(self, x: Tensor, rows: Tensor, links: Tensor) -> Tensor:
              nz = torch.size(links, 0)
              ny = torch.size(links, 1)
              nx = torch.size(links, 2)
              last = torch.sub(torch.tensor([nx, ny, nz], dtype=x.dtype, device=x.device), 1)
              nearest = torch.minimum(torch.clamp_min(torch.detach(x), 0), last)
              inside = torch.where(torch.eq(x, nearest), x, nearest)
              cell = torch.minimum(torch.floor(torch.detach(inside)), torch.sub(last, 1))
              part = torch.unsqueeze(torch.sub(inside, cell), 1)
              corner = torch.tensor([[0, 0, 0], [1, 0, 0], [0, 1, 0], [1, 1, 0], [0, 0, 1], [1, 0, 1], [0, 1, 1], [1, 1, 1]], dtype=4, device=x.device)
              vertex = torch.add(torch.unsqueeze(torch.to(cell, 4), 1), corner)
              index = torch.add(torch.select(vertex, 2, 0), torch.mul(torch.add(torch.select(vertex, 2, 1), torch.mul(torch.select(vertex, 2, 2), ny)), nx))
              link = torch.index_select(torch.flatten(links), 0, torch.flatten(index))
              side = torch.where(torch.eq(corner, 1), part, torch.rsub(part, 1))
              weight = torch.mul(torch.mul(torch.select(side, 2, 0), torch.select(side, 2, 1)), torch.select(side, 2, 2))
              there = torch.reshape(torch.ge(link, 0), torch.size(weight))
              value = torch.reshape(torch.index_select(rows, 0, torch.clamp_min(link, 0)), [torch.size(x, 0), 8, torch.size(rows, 1)])
              return torch.sum(torch.mul(value, torch.unsqueeze(torch.mul(weight, there), 2)), [1])

            def voxel_colors(self, x: Tensor, rows: Tensor, basis: Tensor, rays: Tensor, density: Tensor, links: Tensor) -> Tensor:
              coefficients = torch.reshape((self).voxels(x, rows, links), [torch.size(x, 0), 3, torch.size(basis, 1)])
              sums = torch.sum(torch.mul(coefficients, torch.unsqueeze(torch.index_select(basis, 0, rays), 1)), [2])
              return torch.mul(sums, torch.unsqueeze(torch.gt(torch.detach(density), 0), 1))
            """;

    /** Total variation with its smoothing as a number in the text: what a tensor holds may be gone before gradients are taken. */
    static String variation(double smoothing) {
        return """
            def variation(self, rows: Tensor, vertices: Tensor, links: Tensor) -> Tensor:
              nz = torch.size(links, 0)
              ny = torch.size(links, 1)
              nx = torch.size(links, 2)
              all = torch.flatten(links)
              at = torch.to(vertices, 4)
              i = torch.remainder(at, nx)
              j = torch.remainder(torch.floor_divide(at, nx), ny)
              k = torch.floor_divide(at, torch.mul(nx, ny))
              link = torch.index_select(all, 0, at)
              own = torch.index_select(rows, 0, torch.clamp_min(link, 0))
              x = torch.sub((self).near(rows, all, link, torch.where(torch.lt(i, torch.sub(nx, 1)), torch.add(at, 1), at)), own)
              y = torch.sub((self).near(rows, all, link, torch.where(torch.lt(j, torch.sub(ny, 1)), torch.add(at, nx), at)), own)
              z = torch.sub((self).near(rows, all, link, torch.where(torch.lt(k, torch.sub(nz, 1)), torch.add(at, torch.mul(nx, ny)), at)), own)
              squares = torch.add(torch.add(torch.mul(x, x), torch.mul(y, y)), torch.mul(z, z))
              lengths = torch.sum(torch.sqrt(torch.add(squares, %s)), [1])
              return torch.where(torch.ge(link, 0), lengths, torch.zeros_like(lengths))

            def near(self, rows: Tensor, all: Tensor, link: Tensor, vertex: Tensor) -> Tensor:
              next = torch.index_select(all, 0, vertex)
              return torch.index_select(rows, 0, torch.clamp_min(torch.where(torch.lt(next, 0), link, next), 0))
            """.formatted(Double.toString(smoothing).toLowerCase(Locale.ROOT));
    }

    private static final String[] HARMONICS = {
        "torch.mul(torch.ones_like(x), 0.28209479177387814)",
        "torch.mul(y, -0.4886025119029199)",
        "torch.mul(z, 0.4886025119029199)",
        "torch.mul(x, -0.4886025119029199)",
        "torch.mul(torch.mul(x, y), 1.0925484305920792)",
        "torch.mul(torch.mul(y, z), -1.0925484305920792)",
        "torch.mul(torch.sub(torch.sub(torch.mul(zz, 2), xx), yy), 0.31539156525252005)",
        "torch.mul(torch.mul(x, z), -1.0925484305920792)",
        "torch.mul(torch.sub(xx, yy), 0.5462742152960396)",
        "torch.mul(torch.mul(y, torch.sub(torch.mul(xx, 3), yy)), -0.5900435899266435)",
        "torch.mul(torch.mul(torch.mul(x, y), z), 2.890611442640554)",
        "torch.mul(torch.mul(y, torch.sub(torch.sub(torch.mul(zz, 4), xx), yy)), -0.4570457994644658)",
        "torch.mul(torch.mul(z, torch.sub(torch.sub(torch.mul(zz, 2), torch.mul(xx, 3)), torch.mul(yy, 3))), 0.3731763325901154)",
        "torch.mul(torch.mul(x, torch.sub(torch.sub(torch.mul(zz, 4), xx), yy)), -0.4570457994644658)",
        "torch.mul(torch.mul(z, torch.sub(xx, yy)), 1.445305721320277)",
        "torch.mul(torch.mul(x, torch.sub(xx, torch.mul(yy, 3))), -0.5900435899266435)"
    };

    /** Spherical harmonics by their Cartesian polynomials. */
    static String harmonics(int degree) {
        if (degree < 1 || degree > 4) {
            throw new IllegalArgumentException("spherical harmonics have 1 to 4 bands here, not " + degree);
        }
        String values = String.join(", ", List.of(HARMONICS).subList(0, degree * degree));
        return """
            def harmonics(self, d: Tensor) -> Tensor:
              x = torch.select(d, 1, 0)
              y = torch.select(d, 1, 1)
              z = torch.select(d, 1, 2)
              xx = torch.mul(x, x)
              yy = torch.mul(y, y)
              zz = torch.mul(z, z)
              return torch.stack([%s], 1)
            """.formatted(values);
    }

    /** A number of octaves that single precision can tell apart. */
    static int octaves(int octaves) {
        if (octaves < 1 || octaves > 16) {
            throw new IllegalArgumentException("there are 1 to 16 octaves, not " + octaves);
        }
        return octaves;
    }

    /** All frequencies at once. */
    static String radial(RadialLayout layout) {
        int dimensions = layout.dimensions();
        StringBuilder square = new StringBuilder();
        int entry = 0;
        for (int a = 0; a < dimensions; a++) {
            for (int b = a; b < dimensions; b++) {
                String term =
                        "torch.mul(torch.select(p, 1, %d), torch.mul(torch.select(apart, 1, %d), torch.select(apart, 1, %d)))"
                                .formatted(entry, a, b);
                square.append(
                        entry == 0
                                ? "  q = " + term + "\n"
                                : "  q = torch.add(q, torch.mul(" + term + ", " + (a == b ? 1 : 2) + "))\n");
                entry++;
            }
        }
        String weight = "torch.unsqueeze(share, 1)";
        return """
            def radial(self, x: Tensor, centres: Tensor, rows: Tensor, precisions: Tensor, factors: Tensor, offsets: Tensor, bases: Tensor) -> Tuple[Tensor, Tensor]:
              counts = torch.sub(torch.to(torch.slice(offsets, 0, 1), 4), torch.to(torch.slice(offsets, 0, 0, -1), 4))
              point = torch.repeat_interleave(torch.arange(torch.size(counts, 0), device=x.device), counts)
              base = torch.to(bases, 4)
              apart = torch.sub(torch.index_select(x, 0, point), torch.index_select(centres, 0, base))
              p = torch.index_select(precisions, 0, base)
            %s  phi = %s
              sums = torch.index_add(torch.zeros([torch.size(x, 0)], dtype=x.dtype, device=x.device), 0, point, phi)
              share = torch.div(phi, torch.add(torch.index_select(sums, 0, point), %s))
              weighted = torch.mul(%s, torch.index_select(rows, 0, base))
              values = torch.zeros([torch.size(x, 0), torch.size(rows, 1)], dtype=x.dtype, device=x.device)
              return (torch.index_add(values, 0, point, weighted), share)
            """.formatted(
                        square,
                        layout.profile().script(),
                        layout.profile().least(),
                        layout.waves() ? "torch.sin(torch.mul(" + weight + ", factors))" : weight);
    }

    static String frequencies(int octaves) {
        String scales = IntStream.range(0, octaves(octaves))
                .mapToObj(k -> String.valueOf(1 << k))
                .collect(Collectors.joining(", "));
        return """
            def frequencies(self, x: Tensor) -> Tensor:
              scale = torch.tensor([%s], dtype=x.dtype, device=x.device)
              phase = torch.mul(torch.unsqueeze(x, 1), torch.reshape(scale, [1, -1, 1]))
              waves = torch.stack([torch.sin(phase), torch.cos(phase)], 2)
              return torch.cat([x, torch.reshape(waves, [torch.size(x, 0), torch.mul(torch.size(x, 1), %d)])], 1)
            """.formatted(scales, 2 * octaves);
    }

    /** A chain of linear maps with ReLU between them. */
    static String network(int layers) {
        String arguments =
                IntStream.range(0, layers).mapToObj(i -> "w" + i + ": Tensor").collect(Collectors.joining(", "));
        StringBuilder body = new StringBuilder("  h0 = torch.linear(x, w0)\n");
        for (int i = 1; i < layers; i++) {
            body.append("  h%d = torch.linear(torch.relu(h%d), w%d)\n".formatted(i, i - 1, i));
        }
        return "def network(self, x: Tensor, " + arguments + ") -> Tensor:\n" + body + "  return h" + (layers - 1)
                + "\n";
    }

    /** All levels and corners at once: indices [n, L, 8], weights [n, L, 8], one row look-up. */
    static String hashGrid(HashGridLayout layout) {
        List<HashGridLayout.Level> levels = layout.all();
        return """
            def encode(self, x: Tensor, table: Tensor) -> Tensor:
              scale = torch.tensor([%s], dtype=x.dtype, device=x.device)
              side = torch.tensor([%s], dtype=4, device=x.device)
              rows = torch.tensor([%s], dtype=4, device=x.device)
              dense = torch.tensor([%s], dtype=11, device=x.device)
              offset = torch.tensor([%s], dtype=4, device=x.device)
              corner = torch.tensor([[0, 0, 0], [1, 0, 0], [0, 1, 0], [1, 1, 0], [0, 0, 1], [1, 0, 1], [0, 1, 1], [1, 1, 1]], dtype=4, device=x.device)
              position = torch.add(torch.mul(torch.unsqueeze(x, 1), torch.reshape(scale, [1, -1, 1])), 0.5)
              cell = torch.floor(torch.detach(position))
              part = torch.unsqueeze(torch.sub(position, cell), 2)
              vertex = torch.add(torch.unsqueeze(torch.to(cell, 4), 2), corner)
              i = torch.select(vertex, 3, 0)
              j = torch.select(vertex, 3, 1)
              k = torch.select(vertex, 3, 2)
              r = torch.reshape(side, [1, -1, 1])
              plain = torch.add(i, torch.mul(torch.add(j, torch.mul(k, r)), r))
              hashed = torch.bitwise_xor(torch.bitwise_xor(i, torch.mul(j, 2654435761)), torch.mul(k, 805459861))
              chosen = torch.bitwise_and(torch.where(torch.reshape(dense, [1, -1, 1]), plain, hashed), 4294967295)
              row = torch.add(torch.remainder(chosen, torch.reshape(rows, [1, -1, 1])), torch.reshape(offset, [1, -1, 1]))
              weight = torch.prod(torch.where(torch.eq(corner, 1), part, torch.rsub(part, 1)), 3)
              value = torch.reshape(torch.index_select(table, 0, torch.flatten(row)), [torch.size(x, 0), %d, 8, %d])
              return torch.reshape(torch.sum(torch.mul(value, torch.unsqueeze(weight, 3)), [2]), [torch.size(x, 0), %d])
            """.formatted(
                        join(levels, l -> l.scale()),
                        join(levels, l -> l.resolution()),
                        join(levels, l -> l.rows()),
                        join(levels, l -> l.dense() ? "True" : "False"),
                        join(levels, l -> l.offset()),
                        layout.levels(),
                        layout.features(),
                        layout.width());
    }

    /** All points at once, factor by factor: rows of the vertices around each point, weighted. */
    static String factorGrid(FactorLayout layout) {
        StringBuilder body = new StringBuilder("  unit = torch.clamp(x, 0., 1.)\n");
        for (int axis = 0; axis < 3; axis++) {
            int cells = layout.vertices()[axis] - 1;
            body.append("""
                  p%1$d = torch.mul(torch.select(unit, 1, %1$d), %2$d)
                  c%1$d = torch.clamp(torch.floor(torch.detach(p%1$d)), 0, %3$d)
                  u%1$d = torch.unsqueeze(torch.sub(p%1$d, c%1$d), 1)
                  i%1$d = torch.to(c%1$d, 4)
                """.formatted(axis, cells, cells - 1));
        }
        List<String> products = new ArrayList<>();
        for (List<FactorLayout.Factor> factors : layout.products()) {
            String product = "";
            for (FactorLayout.Factor factor : factors) {
                String name = "f" + factor.offset();
                body.append(factor(factor, name));
                product = product.isEmpty() ? name : "torch.mul(%s, %s)".formatted(product, name);
            }
            products.add(product);
        }
        String all = "torch.cat([" + String.join(", ", products) + "], 1)";
        body.append("  return " + (layout.summed() ? "torch.sum(" + all + ", [1], True)" : all) + "\n");
        return "def evaluate(self, x: Tensor, table: Tensor) -> Tensor:\n" + body;
    }

    private static String factor(FactorLayout.Factor factor, String name) {
        String first = "r" + name;
        String line =
                "torch.lerp(torch.index_select(table, 0, %1$s), torch.index_select(table, 0, torch.add(%1$s, 1)), u%2$d)";
        String row = "  %s = torch.add(i%d, %d)\n".formatted(first, factor.first(), factor.offset());
        String low = line.formatted(first, factor.first());
        if (!factor.isPlane()) {
            return row + "  %s = %s\n".formatted(name, low);
        }
        String above = "  q%1$s = torch.add(%2$s, torch.mul(i%3$d, %4$d))\n"
                .formatted(name, first, factor.second(), factor.width());
        String top = "  t%1$s = torch.add(q%1$s, %2$d)\n".formatted(name, factor.width());
        return row
                + above
                + top
                + "  %s = torch.lerp(%s, %s, u%d)\n"
                        .formatted(
                                name,
                                line.formatted("q" + name, factor.first()),
                                line.formatted("t" + name, factor.first()),
                                factor.second());
    }

    private static String join(
            List<HashGridLayout.Level> levels, java.util.function.Function<HashGridLayout.Level, Object> f) {
        return levels.stream().map(l -> String.valueOf(f.apply(l))).collect(Collectors.joining(", "));
    }
}
