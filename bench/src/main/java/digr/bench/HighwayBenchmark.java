package digr.bench;

import digr.env.driving.Highway;
import digr.env.driving.HighwayOptions;

/** The driving task. */
public class HighwayBenchmark extends EnvironmentBenchmark {
    public HighwayBenchmark() {
        super(new Highway(HighwayOptions.defaults()));
    }
}
