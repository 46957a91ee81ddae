package digr.bench;

import digr.env.RedFetchGreen;

/** Red-Fetch-Green. */
public class RedFetchGreenBenchmark extends EnvironmentBenchmark {
    public RedFetchGreenBenchmark() {
        super(new RedFetchGreen());
    }
}
