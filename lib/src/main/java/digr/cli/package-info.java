/**
 * The commands of {@code ./digr} that are written in Java: options and words; what they compute lies below.
 *
 * <p>One walk: {@link digr.cli.Main} hands a command line to picocli, which fills the options of a command's class and
 * calls it. The command checks them before anything long begins, works in {@code LongWork}, so that Ctrl-C lets it
 * save, and writes its result whole or not at all, with its provenance. {@code Main} turns what is thrown into one line
 * and an exit code: 0 done, 1 failed, 2 wrong usage. The commands that {@code ./digr} answers itself, {@code figures},
 * {@code lab}, {@code test} and {@code bench}, are {@code LauncherCommands}, for their help alone.
 *
 * <pre>
 * ./digr evaluate --task rfg --policy data/policies/rfg/digr-seed0.safetensors --episodes 500 --seed 1
 * </pre>
 */
package digr.cli;
