package io.fieldwork.fields.train.store;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import io.fieldwork.fields.tensor.Parameter;
import io.fieldwork.fields.tensor.Storage;
import io.fieldwork.fields.tensor.UserError;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Named tensors in one safetensors file with a checksum, replaced atomically. */
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
            Map<String, NDArray> copies = new LinkedHashMap<>();
            tensors.forEach((name, array) -> {
                NDArray copy =
                        array.stopGradient().toDevice(Device.cpu(), false).duplicate();
                copy.attach(manager);
                copies.put(name, copy);
            });
            AtomicFile.write(file, out -> Safetensors.write(out, copies));
        } catch (IOException e) {
            throw new UserError("The checkpoint " + file + " cannot be written: " + UserError.reason(e) + ".", e);
        }
    }

    /**
     * {@return all tensors of a file, by name}
     *
     * @param manager owner of the arrays
     * @param file written by {@link #write} or any other safetensors writer
     * @throws UserError if the file is missing, not a safetensors file, or its checksum, types, shapes or places are wrong
     */
    public static Map<String, NDArray> read(NDManager manager, Path file) {
        try {
            return Safetensors.read(manager, file);
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
     * @throws UserError if one is missing, of another shape or type, or not finite
     */
    public static void restore(Path file, Map<String, NDArray> tensors, List<Parameter> parameters) {
        for (Parameter parameter : parameters) {
            NDArray value = parameter.value();
            NDArray saved = tensors.get("parameter/" + parameter.name());
            if (saved == null
                    || !saved.getShape().equals(value.getShape())
                    || saved.getDataType() != value.getDataType()) {
                throw new UserError(
                        "The checkpoint " + file + " holds " + (saved == null ? "nothing" : described(saved))
                                + " for parameter " + parameter.name() + ", but the configuration asks for "
                                + described(value) + ".");
            }
            requireFinite(file, saved, "parameter " + parameter.name());
            Storage.overwrite(value, saved);
        }
    }

    private static String described(NDArray array) {
        return array.getDataType() + " " + array.getShape();
    }

    /**
     * Rejects numbers that no optimiser could go on with.
     *
     * @param file named in errors
     * @param tensors of a checkpoint
     * @param prefix of the names of those that are looked at
     * @throws UserError if one of them holds a number that is not finite
     */
    public static void requireFinite(Path file, Map<String, NDArray> tensors, String prefix) {
        tensors.forEach((name, array) -> {
            if (name.startsWith(prefix) && array.getDataType().isFloating()) {
                requireFinite(file, array, name);
            }
        });
    }

    private static void requireFinite(Path file, NDArray array, String what) {
        try (NDArray sum = array.sum()) {
            if (!Double.isFinite(((Number) sum.toArray()[0]).doubleValue())) {
                throw new UserError("The checkpoint " + file + " holds numbers for " + what + " that are not finite.");
            }
        }
    }

    /**
     * {@return one tensor of a file}
     *
     * @param file named in errors
     * @param tensors of it
     * @param name of the tensor
     * @param type that it must have
     * @param shape that it must have; -1 is any extent
     * @throws UserError if there is none of this name, type and shape, or it is not finite
     */
    public static NDArray tensor(Path file, Map<String, NDArray> tensors, String name, DataType type, long... shape) {
        NDArray found = tensors.get(name);
        boolean fits =
                found != null && found.getDataType() == type && found.getShape().dimension() == shape.length;
        for (int i = 0; i < shape.length && fits; i++) {
            fits = shape[i] < 0 || shape[i] == found.getShape().get(i);
        }
        if (!fits) {
            throw new UserError("The file " + file + " holds " + (found == null ? "nothing" : described(found)) + " as "
                    + name + "; expected " + type + " " + Arrays.toString(shape) + ", where -1 is any extent.");
        }
        if (type.isFloating()) {
            requireFinite(file, found, name);
        }
        return found;
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
