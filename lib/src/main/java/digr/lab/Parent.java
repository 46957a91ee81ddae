package digr.lab;

/** The Jupyter server that started this kernel; {@code JPY_PARENT_PID} has its process number. */
final class Parent {
    private Parent() {}

    /**
     * Runs something when the parent has ended, be it killed: a kernel that stays behind would hold its memory for good.
     *
     * @param system as in the property os.name: on Windows the number is a handle, no process, and nothing is ever run
     * @param pid of the parent; null where there is none, and then nothing is ever run, nor where no such process is
     */
    static void onEnd(String system, String pid, Runnable action) {
        if (system.startsWith("Windows") || pid == null || !pid.matches("[1-9][0-9]{0,9}")) return;
        ProcessHandle.of(Long.parseLong(pid))
                .ifPresent(parent -> parent.onExit().thenRun(action));
    }
}
