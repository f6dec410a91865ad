package io.fieldwork.fields.cuda;

import org.junit.jupiter.api.Assumptions;

/** The run-time compiler of this machine, for tests. */
public final class InstalledNvrtc {
    private InstalledNvrtc() {}

    /** {@return the compiler that the program finds} The calling test is skipped, with a sentence, if there is none. */
    public static Nvrtc orSkip() {
        try {
            return Nvrtc.get();
        } catch (CudaException e) {
            Assumptions.abort("Skipped: " + e.getMessage());
            throw e;
        }
    }
}
