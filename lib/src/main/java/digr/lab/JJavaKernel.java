package digr.lab;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import jdk.jshell.SourceCodeAnalysis;
import org.dflib.jjava.jupyter.channels.Loop;
import org.dflib.jjava.jupyter.channels.ShellReplyEnvironment;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.comm.Comm;
import org.dflib.jjava.jupyter.kernel.comm.CommManager;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.messages.Message;
import org.dflib.jjava.jupyter.messages.comm.CommCloseCommand;
import org.dflib.jjava.jupyter.messages.comm.CommMsgCommand;
import org.dflib.jjava.jupyter.messages.comm.CommOpenCommand;

/**
 * JJava. Compiled against jjava-jupyter 1.0-a6, the newest on Maven Central; keeps to what kernel 1.0-a8 has as well.
 */
final class JJavaKernel implements Kernel {
    private final BaseKernel kernel;
    private final CellChannels cells = new CellChannels();

    JJavaKernel(BaseKernel kernel) {
        this.kernel = kernel;
    }

    @Override
    public <T> void register(Class<T> type, String preferredMime, Render<T> render) {
        kernel.getRenderer().createRegistration(type).preferring(preferredMime).register((value, context) -> {
            Output out = new Output();
            render.render(value, out);
            out.data().forEach(context.getOutputContainer()::putData);
            out.about().forEach(context.getOutputContainer()::putMetaData);
        });
    }

    @Override
    public void paceOutput() {
        var io = kernel.getIO();
        SourceCodeAnalysis analysis = KernelInternals.analysis(kernel);
        Consumer<ShellReplyEnvironment> begin = analysis == null ? cell -> {} : new JJavaInspection(analysis)::begin;
        KernelInternals.print(io, "jupyterOut", "out", new JJavaOutput(ShellReplyEnvironment::writeToStdOut, begin));
        KernelInternals.print(
                io, "jupyterErr", "err", new JJavaOutput(ShellReplyEnvironment::writeToStdErr, cell -> {}));
    }

    @Override
    public void show(Object value) {
        kernel.display(kernel.getRenderer().render(value));
    }

    @Override
    public String display(String html) {
        String id = UUID.randomUUID().toString();
        kernel.display(named(id, html));
        return id;
    }

    @Override
    public void update(String display, String html) {
        kernel.getIO().display.updateDisplay(named(display, html));
    }

    private static DisplayData named(String id, String html) {
        DisplayData data = new DisplayData();
        data.putHTML(html);
        data.putTransientData(
                DisplayData.DISPLAY_ID_KEY, id); // what setDisplayId returns is not the same in all versions
        return data;
    }

    /** {@code evalBuilder} came with 1.0-a7 and is to replace {@code evalRaw}. */
    @Override
    public void evaluate(String code) {
        try {
            Object builder =
                    BaseKernel.class.getMethod("evalBuilder", String.class).invoke(kernel, code);
            builder.getClass().getMethod("eval").invoke(builder);
        } catch (NoSuchMethodException e) {
            kernel.evalRaw(code);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("JJavaKernel: the kernel could not run " + code, e);
        }
    }

    @Override
    public Channel open(String target, Map<String, ?> data, Map<String, ?> metadata, Receiver receiver) {
        CommManager comms = kernel.getCommManager();
        CellChannels.Run run = KernelInternals.context(comms, CommManager.class) instanceof Message<?> running
                ? cells.of(running.getHeader().getId(), running.getMetadata())
                : cells.of("", null);
        JJavaChannel opened = comms.openComm(target, (manager, id, name, message) -> {
            message.getNonNullMetadata().putAll(metadata);
            KernelInternals.fill(message.getContent(), data);
            boolean ours = KernelInternals.replace(message.getContent(), CommOpenCommand.class, "commId", run.nextId());
            String known = ours ? message.getContent().getCommID() : id;
            return new JJavaChannel(manager, known, name, channel -> receiver);
        });
        run.opened().add(opened);
        return opened;
    }

    @Override
    public void answer(String target, Function<Channel, Receiver> receiver) {
        kernel.getCommManager()
                .registerTarget(target, (manager, id, name, message) -> new JJavaChannel(manager, id, name, receiver));
    }

    private static final class JJavaChannel extends Comm implements Channel {
        private final CommManager comms;
        private final GuardedReceiver receiver;

        JJavaChannel(CommManager comms, String id, String target, Function<Channel, Receiver> receiver) {
            super(comms, id, target);
            this.comms = comms;
            this.receiver = new GuardedReceiver(receiver.apply(this));
        }

        @Override
        public String id() {
            return getID();
        }

        @Override
        public void send(Map<String, ?> data, List<byte[]> buffers) {
            if (receiver.isOpen()) KernelInternals.send(this, data, buffers);
        }

        @Override
        protected void onMessage(Message<CommMsgCommand> message) {
            KernelInternals.hurry(Loop.class);
            comms.setMessageContext(message); // an answer names its question
            receiver.receive(() -> KernelInternals.data(message.getContent()), message.getBlobs());
        }

        @Override
        protected void onClose(Message<CommCloseCommand> message, boolean sending) {
            receiver.closed();
        }
    }
}
