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

    /** Skips a test of what the run-time compiler does as well, if there is one. */
    public static void skipIfFound() {
        boolean found;
        try {
            Nvrtc.get();
            found = true;
        } catch (CudaException e) {
            found = false;
        }
        Assumptions.assumeFalse(found, "Skipped: NVRTC compiles the same, for more architectures.");
    }
}
