package digr.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BenchTest {
    @ParameterizedTest
    @CsvSource({
        "'', digr.bench.NetworkBenchmark.forward, true",
        "net, digr.bench.NetworkBenchmark.forward, true",
        "Network.secondOrder, digr.bench.NetworkBenchmark.secondOrder, true",
        "network.SECOND, digr.bench.NetworkBenchmark.secondOrder, true",
        "Network.secondOrder, digr.bench.NetworkBenchmark.forward, false",
        "Network.order, digr.bench.NetworkBenchmark.secondOrder, false",
        "Saliency.map, digr.bench.NetworkBenchmark.map, false",
        "bench, digr.bench.NetworkBenchmark.forward, true",
    })
    void aNameChoosesAClassAndBehindAPointItsMethods(String name, String benchmark, boolean chosen) {
        assertEquals(
                chosen, Pattern.compile(Bench.pattern(name)).matcher(benchmark).find());
    }
}
