package digr.lab;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import jdk.jshell.JShell;
import jdk.jshell.SourceCodeAnalysis;

/**
 * What JJava and IJava have alike, but cannot be called by name. Gson's classes are part of the comms' signatures, and
 * JJava's own jar has them under another name than its artifact on Maven Central. Other things are fields that are not
 * public.
 */
final class KernelInternals {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<Map<String, Object>> MAP = new TypeReference<>() {};
    private static final long LOOP_MILLIS = 5;

    private KernelInternals() {}

    /** The data of a comm's message. */
    static Map<String, Object> data(Object content) {
        try {
            return JSON.readValue(gson(content).toString(), MAP);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("KernelInternals: the kernel's JSON must be JSON", e);
        }
    }

    /** Puts data into a comm's message that has none yet. */
    static void fill(Object content, Map<String, ?> data) {
        Object to = gson(content);
        Object from = parsed(data, to.getClass());
        Class<?> element = method(from.getClass(), "get", String.class).getReturnType();
        Method get = method(from.getClass(), "get", String.class);
        Method add = method(to.getClass(), "add", String.class, element);
        data.keySet().forEach(key -> call(add, to, key, call(get, from, key)));
    }

    /**
     * Sends by a comm. An interrupted thread's message would be lost, so its flag is put aside meanwhile; an empty list of
     * buffers would leave the message without its end.
     */
    static void send(Object comm, Map<String, ?> data, List<byte[]> buffers) {
        Method send = Stream.of(comm.getClass().getMethods())
                .filter(method -> method.getName().equals("send") && method.getParameterCount() == 3)
                .findFirst()
                .orElseThrow();
        boolean interrupted = Thread.interrupted();
        try {
            call(send, comm, parsed(data, send.getParameterTypes()[0]), null, buffers.isEmpty() ? null : buffers);
        } finally {
            if (interrupted) Thread.currentThread().interrupt();
        }
    }

    /**
     * Puts another stream behind what cells print. A kernel that does not let us stays as it is.
     *
     * @param stream name of the field that holds the kernel's own
     * @param printer name of the field that holds the printer on it
     */
    static void print(Object io, String stream, String printer, OutputStream ours) {
        try {
            Field own = field(io.getClass(), stream);
            Field print = field(io.getClass(), printer);
            own.set(io, ours);
            print.set(io, new PrintStream(ours, true, StandardCharsets.UTF_8));
        } catch (ReflectiveOperationException | RuntimeException e) {
            return;
        }
    }

    /** The message that a comm manager handles now, or null. */
    static Object context(Object manager, Class<?> declaring) {
        try {
            return field(declaring, "context").get(manager);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("KernelInternals: the kernel's comms have changed", e);
        }
    }

    /**
     * Shortens the sleep of the kernel's thread after each message, 50 ms, to 5: most of a live view's delay. It costs a
     * per cent of a core. A kernel that does not let us stays as it is.
     *
     * @param loop the class of the kernel's threads; nothing happens on another thread
     */
    static void hurry(Class<? extends Thread> loop) {
        Thread thread = Thread.currentThread();
        if (!loop.isInstance(thread)) return;
        try {
            Field body = field(loop, "loopBody");
            if (body.get(thread) instanceof LongSupplier original && !(original instanceof Hurried))
                body.set(thread, new Hurried(original));
        } catch (ReflectiveOperationException | RuntimeException e) {
            return;
        }
    }

    /** What a kernel's channel belongs to, or null of one that is another. */
    static Object connection(Object channel) {
        return value(channel, "connection");
    }

    /** The cell that a kernel's display shows things in, or null between cells. */
    static Object cell(Object display) {
        return value(display, "env");
    }

    private static Object value(Object of, String name) {
        try {
            return field(of.getClass(), name).get(of);
        } catch (ReflectiveOperationException | RuntimeException e) {
            return null;
        }
    }

    /** The analysis of a kernel's Java shell, which IJava keeps in its evaluator; null where it has none. */
    static SourceCodeAnalysis analysis(Object kernel) {
        SourceCodeAnalysis own = analysis(kernel, "getJShell");
        if (own != null) return own;
        Object evaluator = value(kernel, "evaluator");
        return evaluator == null ? null : analysis(evaluator, "getShell");
    }

    private static SourceCodeAnalysis analysis(Object owner, String shell) {
        try {
            return ((JShell) owner.getClass().getMethod(shell).invoke(owner)).sourceCodeAnalysis();
        } catch (ReflectiveOperationException e) {
            return null;
        }
    }

    /** Lets JShell find Javadoc in a folder, too. It needs the module opened, and else stays as it is: signatures alone. */
    static void addSources(SourceCodeAnalysis analysis, Path folder) {
        try {
            Method find = analysis.getClass().getDeclaredMethod("findSources");
            find.setAccessible(true);
            List<Object> all = new ArrayList<>(List.of(folder));
            all.addAll((List<?>) find.invoke(analysis));
            field(analysis.getClass(), "availableSources").set(analysis, all);
        } catch (ReflectiveOperationException | RuntimeException e) {
            return;
        }
    }

    /** Gives a field of the kernel another value. Of a kernel that has it no more all stays, and the answer is false. */
    static boolean replace(Object kernel, Class<?> declaring, String name, Object value) {
        try {
            field(declaring, name).set(kernel, value);
            return true;
        } catch (ReflectiveOperationException | RuntimeException e) {
            return false;
        }
    }

    private record Hurried(LongSupplier original) implements LongSupplier {
        @Override
        public long getAsLong() {
            return Math.min(original.getAsLong(), LOOP_MILLIS);
        }
    }

    private static Object gson(Object content) {
        return call(method(content.getClass(), "getData"), content);
    }

    private static Object parsed(Map<String, ?> data, Class<?> gsonObject) {
        try {
            Class<?> parser =
                    Class.forName(gsonObject.getPackageName() + ".JsonParser", true, gsonObject.getClassLoader());
            Object made = parser.getConstructor().newInstance();
            return call(method(parser, "parse", String.class), made, JSON.writeValueAsString(data));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("KernelInternals: the kernel's Gson has changed", e);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "KernelInternals: only maps, lists, text and numbers make JSON, got " + data, e);
        }
    }

    private static Field field(Class<?> declaring, String name) throws NoSuchFieldException {
        Field field = declaring.getDeclaredField(name);
        field.setAccessible(true);
        return field;
    }

    private static Method method(Class<?> type, String name, Class<?>... parameters) {
        try {
            return type.getMethod(name, parameters);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("KernelInternals: the kernel's comms have changed", e);
        }
    }

    private static Object call(Method method, Object target, Object... arguments) {
        try {
            return method.invoke(target, arguments);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("KernelInternals: " + method + " failed", e);
        }
    }
}
