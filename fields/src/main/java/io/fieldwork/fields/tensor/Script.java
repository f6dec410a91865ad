package io.fieldwork.fields.tensor;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * TorchScript compiled from text at run time: every native operator of the engine in one call, differentiable, on any
 * device. Each method takes tensors and returns one tensor or a tuple of tensors.
 *
 * <p>The text is a list of methods in TorchScript's serialised dialect: calls are written {@code torch.mul(x, y)}, every
 * method is {@code def name(self, x: Tensor, ...) -> Tensor:}, tuples are {@code Tuple[Tensor, Tensor]}. The module archive
 * (a stored zip of four entries) is built in memory and read by the engine's own loader.
 */
public final class Script implements AutoCloseable {
    private static final byte[] EMPTY_TUPLE = {(byte) 0x80, 2, ')', '.'};

    private final NDManager manager;
    private final PtSymbolBlock module;
    private final Map<String, NDArray> methods = new ConcurrentHashMap<>();

    private Script(NDManager manager, PtSymbolBlock module) {
        this.manager = manager;
        this.module = module;
    }

    /**
     * Compiles methods.
     *
     * @param owner manager whose device the script runs on; closing it closes the script
     * @param methods TorchScript text of one or more methods, unindented
     * @throws ai.djl.engine.EngineException if the text does not compile, with the compiler's message
     */
    public static Script compile(NDManager owner, String methods) {
        String body = methods.strip().indent(2);
        String source = """
                class M(Module):
                  __parameters__ = []
                  __buffers__ = []
                  training : bool
                """ + body;
        NDManager manager = owner.newSubManager();
        try (var in = new ByteArrayInputStream(archive(source))) {
            return new Script(manager, JniUtils.loadModule((PtNDManager) manager, in, true, false));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Runs one method in training mode, so that gradients flow while a {@link Tape} records.
     *
     * @return its results, owned by the manager of the first input
     */
    public NDArray[] call(String method, NDArray... inputs) {
        NDList arguments = new NDList(inputs);
        arguments.add(methods.computeIfAbsent(method, this::selector));
        return IValueUtils.forward(module, arguments, true).toArray(new NDArray[0]);
    }

    /** {@return one method as an operation, whose gradient is the engine's own} */
    public Operation method(String method) {
        return (tape, inputs) -> call(method, inputs);
    }

    @Override
    public void close() {
        manager.close();
    }

    /** The engine finds the method's name in the name of an extra array. */
    private NDArray selector(String method) {
        NDArray array = manager.create(0f);
        Scopes.keep(array);
        array.setName("module_method:" + method);
        return array;
    }

    private static byte[] archive(String source) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            store(zip, "m/data.pkl", emptyModule());
            store(zip, "m/code/__torch__.py", source.getBytes(StandardCharsets.UTF_8));
            store(zip, "m/constants.pkl", EMPTY_TUPLE);
            store(zip, "m/version", "3\n".getBytes(StandardCharsets.US_ASCII));
        }
        return bytes.toByteArray();
    }

    /** Pickle of an instance of {@code __torch__.M} whose only attribute is {@code training = True}. */
    private static byte[] emptyModule() {
        var out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {(byte) 0x80, 2});
        out.writeBytes("c__torch__\nM\n".getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(new byte[] {')', (byte) 0x81, '}', '(', 'X', 8, 0, 0, 0});
        out.writeBytes("training".getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(new byte[] {(byte) 0x88, 'u', 'b', '.'});
        return out.toByteArray();
    }

    private static void store(ZipOutputStream zip, String name, byte[] content) throws IOException {
        var crc = new CRC32();
        crc.update(content);
        var entry = new ZipEntry(name);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(content.length);
        entry.setCrc(crc.getValue());
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
    }
}
