package io.fieldwork.fields.cuda;

/**
 * A failure of the CUDA driver or of the run-time compiler. The message names the call and the error, or holds the
 * compiler's log.
 */
public final class CudaException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** A failure, by the call and its error. */
    public CudaException(String message) {
        super(message);
    }
}
