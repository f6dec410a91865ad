package io.fieldwork.fields.tensor;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDManager;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.ByteBuffer;
import java.util.function.UnaryOperator;

/**
 * A manager of the engine whose arrays keep their memory for as long as a tape is open on their thread.
 *
 * <p>The engine wraps a number as an array over memory of Java's and closes it at once: {@code x.mul(0.5)}. Its graph reads
 * that memory again in the backward pass, when the garbage collector may have freed it, and gradients are wrong without
 * a word. The manager here is a subclass of the engine's, in its package, that is made at run time because the engine's
 * cannot be extended from outside: all it changes is that {@code allocateDirect} tells the {@link Tape}.
 */
final class LastingManager {
    private static final ClassDesc ENGINE =
            PtNDManager.class.describeConstable().orElseThrow();
    private static final ClassDesc LASTING = ClassDesc.of(ENGINE.packageName(), "LastingNDManager");
    private static final ClassDesc MANAGER = NDManager.class.describeConstable().orElseThrow();
    private static final ClassDesc DEVICE = Device.class.describeConstable().orElseThrow();
    private static final ClassDesc BUFFER = ByteBuffer.class.describeConstable().orElseThrow();
    private static final ClassDesc KEEPER =
            UnaryOperator.class.describeConstable().orElseThrow();
    private static final MethodTypeDesc MAKE = MethodTypeDesc.of(ConstantDescs.CD_void, MANAGER, DEVICE);
    private static final MethodHandle CONSTRUCTOR = define();

    private LastingManager() {}

    /** {@return a new manager below another of the engine's, to be closed by the caller or with the other} */
    static NDManager under(NDManager parent, Device device) {
        try {
            NDManager manager = (NDManager) CONSTRUCTOR.invoke(parent, device);
            parent.attachUncappedInternal(manager.getName(), manager);
            return manager;
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    private static MethodHandle define() {
        try {
            MethodHandles.Lookup inside = MethodHandles.privateLookupIn(PtNDManager.class, MethodHandles.lookup());
            Class<?> type = inside.defineClass(ClassFile.of().build(LASTING, LastingManager::write));
            UnaryOperator<ByteBuffer> keeper = Tape::lasting;
            inside.findStaticVarHandle(type, "keeper", UnaryOperator.class).set(keeper);
            return inside.findConstructor(type, MethodType.methodType(void.class, NDManager.class, Device.class));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this version of DJL's PyTorch engine cannot be extended", e);
        }
    }

    private static void write(ClassBuilder type) {
        type.withSuperclass(ENGINE).withField("keeper", KEEPER, ClassFile.ACC_STATIC);
        type.withMethodBody(
                ConstantDescs.INIT_NAME,
                MAKE,
                0,
                code -> code.aload(0)
                        .aload(1)
                        .aload(2)
                        .aconst_null()
                        .invokespecial(
                                ENGINE, ConstantDescs.INIT_NAME, MAKE.insertParameterTypes(2, ENGINE.nested("1")))
                        .return_());
        MethodTypeDesc allocate = MethodTypeDesc.of(BUFFER, ConstantDescs.CD_int);
        type.withMethodBody(
                "allocateDirect",
                allocate,
                ClassFile.ACC_PUBLIC,
                code -> code.getstatic(LASTING, "keeper", KEEPER)
                        .aload(0)
                        .iload(1)
                        .invokespecial(ENGINE, "allocateDirect", allocate)
                        .invokeinterface(
                                KEEPER, "apply", MethodTypeDesc.of(ConstantDescs.CD_Object, ConstantDescs.CD_Object))
                        .checkcast(BUFFER)
                        .areturn());
        MethodTypeDesc attach = MethodTypeDesc.of(
                ConstantDescs.CD_void, ConstantDescs.CD_String, ClassDesc.of("java.lang.AutoCloseable"));
        type.withMethodBody(
                "newSubManager",
                MethodTypeDesc.of(ENGINE, DEVICE),
                ClassFile.ACC_PUBLIC,
                code -> code.new_(LASTING)
                        .dup()
                        .aload(0)
                        .aload(1)
                        .invokespecial(LASTING, ConstantDescs.INIT_NAME, MAKE)
                        .astore(2)
                        .aload(0)
                        .aload(2)
                        .getfield(LASTING, "uid", ConstantDescs.CD_String)
                        .aload(2)
                        .invokevirtual(LASTING, "attachUncappedInternal", attach)
                        .aload(2)
                        .areturn());
    }
}
