package io.fieldwork.fields.radiance;

import io.fieldwork.fields.tensor.ScriptBuilder;

/** TorchScript of NeRF's network: layers of matrices [out, in] and biases, differentiated by the engine. */
final class NerfScript {
    private static final String HEADS = """
            def unit(self, x: Tensor, middle: Tensor, half: Tensor) -> Tensor:
              return torch.div(torch.sub(x, middle), half)

            def narrow(self, x: Tensor) -> Tensor:
              return torch.to(x, %s)

            def raw(self, h: Tensor, w: Tensor, b: Tensor) -> Tensor:
              return torch.squeeze(torch.linear(h, w, b), 1)

            def color(self, h: Tensor, views: Tensor, rays: Tensor, wf: Tensor, bf: Tensor, wv: Tensor, bv: Tensor, wc: Tensor, bc: Tensor) -> Tensor:
              feature = torch.linear(self.narrow(h), self.narrow(wf), self.narrow(bf))
              joined = torch.cat([feature, torch.index_select(self.narrow(views), 0, rays)], 1)
              seen = torch.relu(torch.linear(joined, self.narrow(wv), self.narrow(bv)))
              return torch.sigmoid(torch.linear(torch.to(seen, h.dtype), wc, bc))

            def softplus(self, raw: Tensor, half: Tensor) -> Tensor:
              return torch.div(torch.softplus(raw), half)

            def relu(self, raw: Tensor, half: Tensor) -> Tensor:
              return torch.div(torch.relu(raw), half)

            def shifted(self, raw: Tensor, shift: Tensor) -> Tensor:
              return torch.add(raw, shift)

            """;

    private NerfScript() {}

    /** Methods {@code hidden} of x, w0, b0, w1, b1, ..., which gives the last hidden layer, and of what comes after it. Products of wide layers have the narrow numbers. */
    static String of(NerfOptions options, Precision precision) {
        ScriptBuilder text = new ScriptBuilder();
        String x = text.let("self.narrow(x)");
        String h = x;
        for (int k = 0; k < options.depth(); k++) {
            String in = k > 0 && k == options.skip() ? text.let("torch.cat([%s, %s], 1)", x, h) : h;
            h = text.let("torch.relu(torch.linear(%s, self.narrow(p%s), self.narrow(p%s)))", in, 2 * k, 2 * k + 1);
        }
        String wide = text.let("torch.to(%s, x.dtype)", h);
        return HEADS.formatted(precision.type) + text.method("hidden", 2 * options.depth(), wide);
    }
}
