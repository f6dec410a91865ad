package io.fieldwork.fields.radiance;

import io.fieldwork.fields.tensor.ScriptBuilder;

/** TorchScript of NeRF's network: layers of matrices [out, in] and biases, differentiated by the engine. */
final class NerfScript {
    private static final String HEADS = """
            def unit(self, x: Tensor, middle: Tensor, half: Tensor) -> Tensor:
              return torch.div(torch.sub(x, middle), half)

            def raw(self, h: Tensor, w: Tensor, b: Tensor) -> Tensor:
              return torch.squeeze(torch.linear(torch.to(h, w.dtype), w, b), 1)

            def color(self, h: Tensor, views: Tensor, rays: Tensor, wf: Tensor, bf: Tensor, wv: Tensor, bv: Tensor, wc: Tensor, bc: Tensor) -> Tensor:
              feature = torch.linear(h, torch.to(wf, h.dtype), torch.to(bf, h.dtype))
              joined = torch.cat([feature, torch.index_select(torch.to(views, h.dtype), 0, rays)], 1)
              seen = torch.relu(torch.linear(joined, torch.to(wv, h.dtype), torch.to(bv, h.dtype)))
              return torch.sigmoid(torch.linear(torch.to(seen, wc.dtype), wc, bc))

            def softplus(self, raw: Tensor, half: Tensor) -> Tensor:
              return torch.div(torch.softplus(raw), half)

            def relu(self, raw: Tensor, half: Tensor) -> Tensor:
              return torch.div(torch.relu(raw), half)

            def shifted(self, raw: Tensor, shift: Tensor) -> Tensor:
              return torch.add(raw, shift)

            """;

    private NerfScript() {}

    /** Methods {@code hidden} of x, w0, b0, w1, b1, ..., which gives the last hidden layer, and what comes after it. */
    static String of(NerfOptions options, Precision precision) {
        ScriptBuilder text = new ScriptBuilder();
        String x = text.let("torch.to(x, %s)", precision.type);
        String h = x;
        for (int k = 0; k < options.depth(); k++) {
            String in = k > 0 && k == options.skip() ? text.let("torch.cat([%s, %s], 1)", x, h) : h;
            String w = text.let("torch.to(p%s, %s.dtype)", 2 * k, x);
            String b = text.let("torch.to(p%s, %s.dtype)", 2 * k + 1, x);
            h = text.let("torch.relu(torch.linear(%s, %s, %s))", in, w, b);
        }
        return HEADS + text.method("hidden", 2 * options.depth(), h);
    }
}
