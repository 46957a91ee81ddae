package digr.env.gymnasium;

import java.util.Locale;

/** What makes pictures of an environment's observations. */
public enum Wrap {
    /** They are pictures: uint8 [H, W], [H, W, C], or stacks of these. */
    NONE,
    /**
     * Gymnasium's AtariPreprocessing: grey, four frames a step of which the last two are taken together, up to 30 no-ops at
     * the start (Mnih et al. 2015). A lost life ends no game. Where there is an action FIRE it is taken at the start and
     * behind a lost life, as Stable-Baselines3's FireResetEnv does.
     */
    ATARI,
    /** MiniGrid's RGBImgObsWrapper: the whole grid in colour. */
    MINIGRID,
    /** What the environment renders. */
    RENDER;

    /** As the command line names it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
