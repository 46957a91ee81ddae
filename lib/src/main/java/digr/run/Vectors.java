package digr.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The widest vectors that the processor computes with. */
final class Vectors {
    /** Empty where the system does not tell. */
    static final Optional<String> WIDEST = of(Path.of("/proc/cpuinfo"));

    private Vectors() {}

    /** @param cpuinfo as Linux writes it */
    static Optional<String> of(Path cpuinfo) {
        try (Stream<String> lines = Files.lines(cpuinfo)) {
            List<String> flags = lines.filter(line -> line.startsWith("flags"))
                    .findFirst()
                    .map(line -> List.of(line.replaceFirst(".*:\\s*", "").split(" ")))
                    .orElse(List.of());
            if (flags.contains("avx512f")) return Optional.of("AVX-512");
            if (flags.contains("avx2")) return Optional.of("AVX2");
            return flags.contains("avx") ? Optional.of("AVX") : Optional.empty();
        } catch (IOException e) {
            return Optional.empty(); // no Linux
        }
    }
}
