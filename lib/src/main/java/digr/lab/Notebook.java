package digr.lab;

import digr.run.Checkout;
import digr.run.Progress;
import digr.run.Seeds;
import digr.run.Sourced;
import digr.study.DataFiles;
import digr.study.Results;
import digr.viz.Figure;
import java.nio.file.Path;
import tech.tablesaw.api.Table;

/** What cells call; imported statically when the kernel starts. */
public final class Notebook {
    private static final FigureFiles FIGURES = new FigureFiles(FigureFiles.folder(), new DataFiles(data("")));

    private Notebook() {}

    /** Shows a value as it would show itself at a cell's end. */
    public static void show(Object value) {
        Lab.kernel().show(value);
    }

    /** A live line in this cell for work that takes long; the stop button then stops the work, too. */
    public static Progress progress(String work) {
        return new NotebookProgress(work, NotebookProgress.inCell(), System::nanoTime);
    }

    /** True when the tests run this notebook: shorten what takes long. */
    public static boolean quick() {
        return System.getenv("DIGR_QUICK") != null;
    }

    /**
     * Whether an answer is right: {@code check("01-2", 42)}. Numbers count to three digits.
     *
     * @param exercise such as {@code 01-2}, the second of notebook 01
     * @param answer one value or several, in the order that the exercise asks for; none to see how to write it
     */
    public static String check(String exercise, Object... answer) {
        return Answers.check(exercise, answer);
    }

    /** A file of {@code data/}, such as {@code policies/rfg/teacher-seed0.safetensors}. */
    public static Path data(String name) {
        return Checkout.folder().resolve("data").resolve(name);
    }

    /** The table {@code data/results/NAME.csv}. */
    public static Results results(String name) {
        return Results.read(data("results/" + name + ".csv"));
    }

    /** A new folder for what cells try out; it is deleted when the kernel ends. */
    public static Path temporaryFolder(String name) {
        return TemporaryFolder.make(name);
    }

    /** Streams of random numbers. */
    public static Seeds seeds(long seed) {
        return new Seeds(seed);
    }

    /**
     * Shows a figure and writes it as {@code NAME.png} and {@code .svg}, with {@code NAME.json} beside them: what it
     * shows, what it was drawn from, by which revision. The folder is {@code target/gallery}; {@code ./digr figures --save}
     * keeps the files in {@code figures/}.
     *
     * @param name such as {@code fig1a}
     * @param caption what it shows, in a sentence or two
     * @param figure a chart of XChart is one as {@code new XChartFigure(chart)}
     * @param from all that it is drawn from: policies, states, results, seeds
     */
    public static void figure(String name, String caption, Figure figure, Sourced... from) {
        FIGURES.write(name, caption, figure, from);
        show(figure);
    }

    /** Shows a table and writes it as {@code NAME.csv}, with {@code NAME.json} beside it, as a figure. */
    public static void table(String name, String caption, Table table, Sourced... from) {
        FIGURES.write(name, caption, table, from);
        show(table);
    }
}
