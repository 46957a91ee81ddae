package digr.bench;

import digr.env.Breakout;

/** Breakout, four frames a step. */
public class BreakoutBenchmark extends EnvironmentBenchmark {
    public BreakoutBenchmark() {
        super(new Breakout(Breakout.Options.evaluation()));
    }
}
