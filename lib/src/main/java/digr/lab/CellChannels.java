package digr.lab;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The channels that each cell opened: a cell that runs again closes those of its last run. */
final class CellChannels {
    private final Map<String, Run> runs = new HashMap<>();

    private record Run(String request, List<Kernel.Channel> opened) {}

    /**
     * @param request the running cell's request to be executed
     * @param metadata of that request; JupyterLab and VS Code name the cell there. Where none is named, nothing is closed
     * @return a list for what this run opens
     */
    List<Kernel.Channel> of(String request, Map<String, Object> metadata) {
        Object cell = metadata == null ? null : metadata.get("cellId");
        if (cell == null) return new ArrayList<>();
        Run last = runs.get(cell.toString());
        if (last != null && last.request.equals(request)) return last.opened;
        if (last != null) last.opened.forEach(Kernel.Channel::close);
        Run run = new Run(request, new ArrayList<>());
        runs.put(cell.toString(), run);
        return run.opened;
    }
}
