package digr.lab;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The channels that each cell opened: a cell that runs again closes those of its last run. */
final class CellChannels {
    private final Map<String, Run> runs = new HashMap<>();

    /**
     * One run of a cell.
     *
     * @param cell its id, or null where none is known
     * @param opened by this run so far
     */
    record Run(String cell, String request, List<Kernel.Channel> opened) {
        /** For the next channel: the same in each run of the cell, so that a notebook that is saved again has not changed. */
        String nextId() {
            return (cell == null
                            ? UUID.randomUUID()
                            : UUID.nameUUIDFromBytes((cell + "/" + opened.size()).getBytes(StandardCharsets.UTF_8)))
                    .toString();
        }
    }

    /**
     * @param request the running cell's request to be executed
     * @param metadata of that request; JupyterLab and VS Code name the cell there. Where none is named, nothing is closed
     */
    Run of(String request, Map<String, Object> metadata) {
        Object cell = metadata == null ? null : metadata.get("cellId");
        if (cell == null) return new Run(null, request, new ArrayList<>());
        Run last = runs.get(cell.toString());
        if (last != null && last.request.equals(request)) return last;
        if (last != null) last.opened.forEach(Kernel.Channel::close);
        Run run = new Run(cell.toString(), request, new ArrayList<>());
        runs.put(run.cell, run);
        return run;
    }
}
