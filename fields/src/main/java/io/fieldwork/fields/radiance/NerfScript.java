package io.fieldwork.fields.radiance;

import io.fieldwork.fields.tensor.ScriptBuilder;

/** TorchScript of NeRF's network: layers of matrices [out, in] and biases, differentiated by the engine. */
final class NerfScript {
    private static final String HEADS = """
            def unit(self, x: Tensor, middle: Tensor, half: Tensor) -> Tensor:
              return torch.div(torch.sub(x, middle), half)

            def narrow(self, x: Tensor) -> Tensor:
              return torch.to(x, %s)

            def rows(self, x: Tensor, more: Tensor) -> Tensor:
              return %s

            def raw(self, h: Tensor, w: Tensor, b: Tensor) -> Tensor:
              return torch.squeeze(torch.linear(h, w, b), 1)

            def color(self, h: Tensor, more: Tensor, views: Tensor, rays: Tensor, wf: Tensor, bf: Tensor, wv: Tensor, bv: Tensor, wc: Tensor, bc: Tensor) -> Tensor:
              feature = torch.linear(self.rows(h, more), self.narrow(wf), self.narrow(bf))
              view = self.rows(torch.index_select(views, 0, rays), more)
              seen = torch.relu(torch.linear(torch.cat([feature, view], 1), self.narrow(wv), self.narrow(bv)))
              return torch.sigmoid(torch.linear(torch.to(torch.slice(seen, 0, 0, torch.size(h, 0)), h.dtype), wc, bc))

            def softplus(self, raw: Tensor, half: Tensor) -> Tensor:
              return torch.div(torch.softplus(raw), half)

            def relu(self, raw: Tensor, half: Tensor) -> Tensor:
              return torch.div(torch.relu(raw), half)

            def shifted(self, raw: Tensor, shift: Tensor) -> Tensor:
              return torch.add(raw, shift)

            """;

    /** Numbers of rows come in eighths of a power of two, this at least: the engine compiles narrow products for each number it meets. */
    private static final int LEAST = 256;

    private NerfScript() {}

    /** How many rows the narrow products of some rows have on top. */
    static int more(Precision precision, int rows) {
        int unit = Math.max(LEAST, Integer.highestOneBit(rows)) / 8;
        int least = Math.max(LEAST, Math.ceilDiv(rows, unit) * unit);
        return precision == Precision.SINGLE ? 0 : least - rows;
    }

    /**
     * Methods {@code hidden} of x, the number of rows {@link #more} to compute, w0, b0, w1, b1, ..., which gives the last hidden layer, and of
     * what comes after it. Products of wide layers have the narrow numbers.
     */
    static String of(NerfOptions options, Precision precision) {
        ScriptBuilder text = new ScriptBuilder();
        String x = text.let("self.rows(x, p0)");
        String h = x;
        for (int k = 0; k < options.depth(); k++) {
            String in = k > 0 && k == options.skip() ? text.let("torch.cat([%s, %s], 1)", x, h) : h;
            h = text.let("torch.relu(torch.linear(%s, self.narrow(p%s), self.narrow(p%s)))", in, 2 * k + 1, 2 * k + 2);
        }
        String wide = text.let("torch.to(torch.slice(%s, 0, 0, torch.size(x, 0)), x.dtype)", h);
        return HEADS.formatted(precision.type, precision.rows) + text.method("hidden", 2 * options.depth() + 1, wide);
    }
}
