package digr.attack;

import digr.run.UserException;

/** Towards an action, {@link Loss#toward}. */
record TowardLoss(int action) implements Loss {
    @Override
    public double value(double[] clean, double[] z) {
        return LogOdds.value(known(z), z);
    }

    @Override
    public double[] gradient(double[] clean, double[] z) {
        return LogOdds.gradient(known(z), z);
    }

    private int known(double[] z) {
        if (action < 0 || action >= z.length)
            throw new UserException(
                    "Loss.toward: the policy has the actions 0 to " + (z.length - 1) + ", asked for " + action);
        return action;
    }
}
