package digr.study;

import digr.run.SafeFiles;
import digr.run.UserException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * How long commands took, in a file of lines {@code seconds,command}. A command that was run again has its last time.
 *
 * @param file need not be there yet
 */
record RunTimes(Path file) {

    /** @throws UserException if the file cannot be read, or is no such file */
    OptionalDouble of(String command) {
        Double seconds = read().get(command);
        return seconds == null ? OptionalDouble.empty() : OptionalDouble.of(seconds);
    }

    void put(String command, double seconds) {
        Map<String, Double> times = read();
        times.put(command, seconds);
        StringBuilder lines = new StringBuilder();
        times.forEach((run, took) ->
                lines.append(Math.round(took)).append(',').append(run).append('\n'));
        SafeFiles.write(file, out -> out.write(lines.toString().getBytes(StandardCharsets.UTF_8)));
    }

    private Map<String, Double> read() {
        Map<String, Double> times = new LinkedHashMap<>();
        if (!Files.exists(file)) return times;
        String text = SafeFiles.read(file, (in, size) -> new String(in.readAllBytes(), StandardCharsets.UTF_8));
        for (String line : text.lines().toList()) {
            int comma = line.indexOf(',');
            try {
                times.put(line.substring(comma + 1), (double) Long.parseLong(line.substring(0, Math.max(0, comma))));
            } catch (NumberFormatException e) {
                throw new UserException("reproduce: " + file + ": needed SECONDS,COMMAND, got " + line, e);
            }
        }
        return times;
    }
}
