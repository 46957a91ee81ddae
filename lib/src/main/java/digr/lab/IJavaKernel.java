package digr.lab;

import io.github.spencerpark.jupyter.channels.Loop;
import io.github.spencerpark.jupyter.channels.ShellReplyEnvironment;
import io.github.spencerpark.jupyter.kernel.BaseKernel;
import io.github.spencerpark.jupyter.kernel.comm.Comm;
import io.github.spencerpark.jupyter.kernel.comm.CommManager;
import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import io.github.spencerpark.jupyter.messages.Message;
import io.github.spencerpark.jupyter.messages.comm.CommCloseCommand;
import io.github.spencerpark.jupyter.messages.comm.CommMsgCommand;
import io.github.spencerpark.jupyter.messages.comm.CommOpenCommand;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/** IJava 1.3, by its base kernel 2.3.0. */
final class IJavaKernel implements Kernel {
    private final BaseKernel kernel;
    private final CellChannels cells = new CellChannels();

    IJavaKernel(BaseKernel kernel) {
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
        KernelInternals.print(io, "jupyterOut", "out", new IJavaOutput(ShellReplyEnvironment::writeToStdOut));
        KernelInternals.print(io, "jupyterErr", "err", new IJavaOutput(ShellReplyEnvironment::writeToStdErr));
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
        data.setDisplayId(id);
        return data;
    }

    @Override
    public void evaluate(String code) {
        try {
            kernel.eval(code);
        } catch (Exception e) {
            throw new IllegalStateException("IJavaKernel: the kernel could not run " + code, e);
        }
    }

    @Override
    public Channel open(String target, Map<String, ?> data, Map<String, ?> metadata, Receiver receiver) {
        CommManager comms = kernel.getCommManager();
        CellChannels.Run run = KernelInternals.context(comms, CommManager.class) instanceof Message<?> running
                ? cells.of(running.getHeader().getId(), running.getMetadata())
                : cells.of("", null);
        IJavaChannel opened = comms.openComm(target, (manager, id, name, message) -> {
            message.getNonNullMetadata().putAll(metadata);
            KernelInternals.fill(message.getContent(), data);
            boolean ours = KernelInternals.replace(message.getContent(), CommOpenCommand.class, "commId", run.nextId());
            String known = ours ? message.getContent().getCommID() : id;
            return new IJavaChannel(manager, known, name, channel -> receiver);
        });
        run.opened().add(opened);
        return opened;
    }

    @Override
    public void answer(String target, Function<Channel, Receiver> receiver) {
        kernel.getCommManager()
                .registerTarget(target, (manager, id, name, message) -> new IJavaChannel(manager, id, name, receiver));
    }

    private static final class IJavaChannel extends Comm implements Channel {
        private final CommManager comms;
        private final GuardedReceiver receiver;

        IJavaChannel(CommManager comms, String id, String target, Function<Channel, Receiver> receiver) {
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
