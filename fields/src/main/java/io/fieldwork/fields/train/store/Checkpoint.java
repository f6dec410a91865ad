package io.fieldwork.fields.train.store;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import io.fieldwork.fields.tensor.Parameter;
import io.fieldwork.fields.tensor.Storage;
import io.fieldwork.fields.tensor.UserError;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Named tensors in one safetensors file, replaced atomically. */
public final class Checkpoint {
    private Checkpoint() {}

    /**
     * Writes a checkpoint atomically.
     *
     * @param file the target
     * @param tensors by name, on any device
     * @throws UserError if the file cannot be written (a full disk, a missing right); an earlier file stays as it was
     */
    public static void write(Path file, Map<String, NDArray> tensors) {
        try (NDManager manager = NDManager.newBaseManager(Device.cpu())) {
            NDList list = new NDList();
            tensors.forEach((name, array) -> {
                NDArray copy =
                        array.stopGradient().toDevice(Device.cpu(), false).duplicate();
                copy.attach(manager);
                copy.setName(name);
                list.add(copy);
            });
            AtomicFile.write(file, out -> list.encode(out, NDList.Encoding.SAFETENSORS));
        } catch (IOException e) {
            throw new UserError("The checkpoint " + file + " cannot be written: " + e.getMessage() + ".", e);
        }
    }

    /**
     * {@return all tensors of a file, by name}
     *
     * @param manager owner of the arrays
     * @param file written by {@link #write} or any other safetensors writer
     * @throws UserError if the file is missing or not a safetensors file
     */
    public static Map<String, NDArray> read(NDManager manager, Path file) {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 20)) {
            Map<String, NDArray> tensors = new LinkedHashMap<>();
            for (NDArray array : NDList.decode(manager, in)) {
                tensors.put(array.getName(), array);
            }
            return tensors;
        } catch (NoSuchFileException e) {
            throw new UserError("There is no checkpoint " + file + ".", e);
        } catch (IOException | RuntimeException e) {
            throw new UserError(
                    "The checkpoint " + file + " is damaged or not a safetensors file: " + e.getMessage() + ".", e);
        }
    }

    /**
     * Copies values into parameters.
     *
     * @param file named in errors
     * @param tensors of a checkpoint
     * @param parameters to fill, each from the entry {@code parameter/NAME}
     * @throws UserError if one is missing or of another shape
     */
    public static void restore(Path file, Map<String, NDArray> tensors, List<Parameter> parameters) {
        for (Parameter parameter : parameters) {
            NDArray saved = tensors.get("parameter/" + parameter.name());
            if (saved == null || !saved.getShape().equals(parameter.value().getShape())) {
                throw new UserError("The checkpoint " + file + " holds "
                        + (saved == null ? "nothing" : saved.getShape()) + " for parameter " + parameter.name()
                        + ", but the configuration asks for "
                        + parameter.value().getShape() + ".");
            }
            Storage.overwrite(parameter.value(), saved);
        }
    }

    /** {@return the tensors whose names begin with a prefix, which ends in '/', by the rest of their names} */
    public static Map<String, NDArray> under(String prefix, Map<String, NDArray> tensors) {
        Map<String, NDArray> below = new LinkedHashMap<>();
        tensors.forEach((name, array) -> {
            if (name.startsWith(prefix)) {
                below.put(name.substring(prefix.length()), array);
            }
        });
        return below;
    }
}
