package digr.run;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/**
 * A learning curve as text: a line of column names, the first {@value #DONE}, then a line of numbers an iteration; a cell
 * is empty where nothing was measured.
 *
 * @param columns their names, each once
 * @param rows a finite number a column, or NaN for an empty cell
 */
public record CurveText(List<String> columns, List<double[]> rows) {
    public static final String DONE = "done";

    private static final int MOST_BYTES = 1 << 24;

    /**
     * @param who begins the message
     * @param lines without line ends; none for an empty curve
     * @throws UserException if a column is nameless or comes twice, or a line has other cells than there are columns
     */
    public static CurveText of(String who, List<String> lines) {
        if (lines.isEmpty()) return new CurveText(List.of(DONE), List.of());
        List<String> columns = List.of(lines.get(0).split(",", -1));
        if (!columns.get(0).equals(DONE) || columns.contains("") || new HashSet<>(columns).size() < columns.size())
            throw new UserException(
                    who + ": needed a line of column names, each once, first " + DONE + ", got " + lines.get(0));
        List<double[]> rows = new ArrayList<>();
        for (int i = 1; i < lines.size(); i++) rows.add(row(who + ", line " + (i + 1), columns, lines.get(i)));
        return new CurveText(columns, rows);
    }

    /**
     * The curve in a file.
     *
     * @throws UserException if it is not that
     */
    public static CurveText read(String who, Path csv) {
        byte[] bytes = SafeFiles.read(csv, (in, size) -> in.readNBytes(MOST_BYTES + 1));
        if (bytes.length > MOST_BYTES)
            throw new UserException(who + ": " + csv + " has more than " + MOST_BYTES + " bytes");
        return of(
                who + ": " + csv,
                new String(bytes, StandardCharsets.UTF_8).lines().toList());
    }

    /** A number of a row; NaN if its cell is empty, or there is no such column. */
    public double number(double[] row, String column) {
        int at = columns.indexOf(column);
        return at < 0 ? Double.NaN : row[at];
    }

    private static double[] row(String who, List<String> columns, String line) {
        String[] cells = line.split(",", -1);
        if (cells.length != columns.size())
            throw new UserException(who + ": needed " + columns.size() + " cells, got " + cells.length
                    + "; the file is cut off or damaged");
        double[] row = new double[cells.length];
        for (int i = 0; i < row.length; i++) row[i] = cells[i].isEmpty() ? Double.NaN : number(who, cells[i]);
        return row;
    }

    private static double number(String who, String cell) {
        try {
            double number = Double.parseDouble(cell);
            if (Double.isFinite(number)) return number;
        } catch (NumberFormatException e) {
            // as what is not finite
        }
        throw new UserException(who + ": a cell must be empty or a finite number, got " + cell);
    }
}
