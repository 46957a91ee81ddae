package digr.lab;

import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What the lab needs of the kernel that runs a notebook. JJava and its ancestor IJava offer the same under other names;
 * each has its adapter, {@link JJavaKernel} and {@link IJavaKernel}.
 */
interface Kernel {
    /** Writes into an output what a value shows. */
    interface Render<T> {
        void render(T value, Output out);
    }

    /** The kernel's end of a comm, Jupyter's channel between a kernel and the scripts of a page. */
    interface Channel {
        String id();

        /**
         * Sends from any thread; of a channel that is closed it sends nothing.
         *
         * @param data what makes JSON: maps, lists, text and numbers
         * @param buffers binary data, may be empty
         */
        void send(Map<String, ?> data, List<byte[]> buffers);

        /** On a cell's or the kernel's thread only, as all that opens or closes. */
        void close();
    }

    /** Takes what a page sends. The kernel calls it between cells, never during one, and waits for its return. */
    interface Receiver {
        void receive(Map<String, Object> data, List<byte[]> buffers);

        /** The page or the kernel closed the channel. */
        default void closed() {}
    }

    /** From now on values of the type and its subtypes show themselves so. */
    <T> void register(Class<T> type, String preferredMime, Render<T> render);

    /** From now on nothing is lost of what cells print, however much it is ({@link OutputPace}). */
    void paceOutput();

    /** Shows a value in the running cell as it would show itself at the cell's end. */
    void show(Object value);

    /** Shows HTML in the running cell; returns the name by which {@link #update} replaces it. */
    String display(String html);

    void update(String display, String html);

    /** Runs code as a cell would. */
    void evaluate(String code);

    /**
     * Opens a channel to the page. Those that an earlier run of the same cell opened are closed first: nothing else would
     * ever close them.
     *
     * @param target who is to answer in the page, such as {@code jupyter.widget}
     */
    Channel open(String target, Map<String, ?> data, Map<String, ?> metadata, Receiver receiver);

    /** Answers the channels to a target that pages open. */
    void answer(String target, Function<Channel, Receiver> receiver);
}
