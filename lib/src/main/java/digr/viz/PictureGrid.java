package digr.viz;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Rows and columns of pictures of one shape, with titles, captions and one colour bar.
 *
 * <pre>
 * new PictureGrid("state", "vanilla\ngradient", "DIGR")
 *         .row("start", state, before, after)
 *         .colorBar(Colormap.VIRIDIS, "saliency")
 * </pre>
 *
 * <p>Titles and captions may have several lines, and {@code _{…}} for subscripts; an empty one takes no room.
 */
public final class PictureGrid implements Figure {
    private static final Font TITLE = Fonts.regular(12);
    private static final Font CAPTION = Fonts.regular(10.5);
    private static final int MARGIN = 8;
    private static final int GAP = 8;
    private static final int TEXT_GAP = 5;
    private static final int TARGET_CELL = 128;

    private record Row(String title, List<BufferedImage> pictures, List<Text> captions) {}

    private final List<String> columnTitles;
    private final List<Row> rows = new ArrayList<>();
    private int cellWidth;
    private ColorBar bar;
    private String alt;

    /** @param columnTitles one a column; none at all for a grid without column titles */
    public PictureGrid(String... columnTitles) {
        this.columnTitles = List.of(columnTitles);
    }

    /** Adds a row below the others. */
    public PictureGrid row(String title, BufferedImage... pictures) {
        int columns = rows.isEmpty() ? columnTitles.size() : columns();
        if (pictures.length == 0 || columns != 0 && pictures.length != columns)
            throw new IllegalArgumentException("PictureGrid: row " + (rows.size() + 1) + " needs "
                    + (columns == 0 ? "at least 1 picture" : count(columns, "picture")) + ", got " + pictures.length);
        for (BufferedImage picture : pictures) checkShape(picture, rows.isEmpty() ? pictures[0] : first());
        rows.add(new Row(Fonts.checked(title), List.of(pictures), new ArrayList<>()));
        return this;
    }

    /** Writes below the pictures of the last row. */
    public PictureGrid captions(String... captions) {
        int pictures = rows.isEmpty() ? 0 : columns();
        if (pictures == 0 || captions.length != pictures)
            throw new IllegalArgumentException(
                    "PictureGrid: captions follow a row and are as many as its pictures, got " + captions.length
                            + " for " + pictures);
        List<Text> last = rows.get(rows.size() - 1).captions;
        last.clear();
        for (String caption : captions) last.add(new Text(caption, CAPTION));
        return this;
    }

    /** How wide a picture is shown; by default the multiple of its width in pixels next to 128. */
    public PictureGrid cell(int width) {
        if (width < 8) throw new IllegalArgumentException("PictureGrid: cells must be at least 8 wide, got " + width);
        cellWidth = width;
        return this;
    }

    /** A colour bar from 0 to 1 at the right. */
    public PictureGrid colorBar(Colormap colours, String label) {
        bar = new ColorBar(colours, label);
        return this;
    }

    /** Replaces the alt text made of titles, captions and the colour bar's label. */
    public PictureGrid alt(String text) {
        alt = text;
        return this;
    }

    @Override
    public String altText() {
        if (alt != null) return alt;
        return "Pictures, " + count(rows.size(), "row") + " by " + count(columns(), "column")
                + named("rows", rows.stream().map(Row::title))
                + named("columns", columnTitles.stream())
                + named("captions", captions().map(Text::words))
                + named("colours", bar == null ? Stream.of() : Stream.of(bar.words()));
    }

    /** Empty if there is nothing of that kind. */
    private static String named(String kind, Stream<String> texts) {
        String list = texts.filter(t -> !t.isEmpty()).map(Text::plain).collect(Collectors.joining(", "));
        return list.isEmpty() ? "" : "; " + kind + ": " + list;
    }

    @Override
    public int width() {
        return new Layout().width;
    }

    @Override
    public int height() {
        return new Layout().height;
    }

    @Override
    public void paint(Graphics2D g) {
        Layout at = new Layout();
        g.setColor(Color.WHITE);
        g.fillRect(0, 0, at.width, at.height);
        g.setColor(Palette.INK);
        for (int column = 0; column < columnTitles.size(); column++) {
            Text title = at.columnTitles.get(column);
            title.paint(g, at.left(column) + at.cellWidth / 2.0, at.cellsTop - TEXT_GAP - title.height(), 0.5);
        }
        for (int r = 0; r < rows.size(); r++) {
            Row row = rows.get(r);
            Text title = at.rowTitles.get(r);
            title.paint(g, at.cellsLeft - GAP, at.tops[r] + (at.cellHeight - title.height()) / 2, 1);
            for (int column = 0; column < row.pictures.size(); column++) {
                BufferedImage picture = row.pictures.get(column);
                Raster.draw(g, picture, at.left(column), at.tops[r], at.cellWidth, at.cellHeight);
                g.setColor(Palette.INK);
                if (row.captions.isEmpty()) continue;
                double middle = at.left(column) + at.cellWidth / 2.0;
                row.captions.get(column).paint(g, middle, at.tops[r] + at.cellHeight + TEXT_GAP - 2, 0.5);
            }
        }
        if (bar != null) bar.paint(g, at.barLeft, at.cellsTop, at.cellsBottom - at.cellsTop);
    }

    private Stream<Text> captions() {
        return rows.stream().flatMap(row -> row.captions.stream());
    }

    private static String count(int number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }

    private int columns() {
        return rows.get(0).pictures.size();
    }

    private BufferedImage first() {
        return rows.get(0).pictures.get(0);
    }

    private static void checkShape(BufferedImage picture, BufferedImage first) {
        Objects.requireNonNull(picture, "PictureGrid: a picture is missing (null)");
        if (picture.getWidth() * first.getHeight() != picture.getHeight() * first.getWidth())
            throw new IllegalArgumentException(String.format(
                    "PictureGrid: pictures must have one shape, got %d x %d beside %d x %d pixels",
                    picture.getWidth(), picture.getHeight(), first.getWidth(), first.getHeight()));
    }

    /** Where everything lies. */
    private final class Layout {
        final List<Text> columnTitles = texts(PictureGrid.this.columnTitles.stream());
        final List<Text> rowTitles = texts(rows.stream().map(Row::title));
        final int[] tops = new int[rows.size()];
        final int cellWidth;
        final int cellHeight;
        final int columnGap;
        final int cellsLeft;
        final int cellsTop;
        final int cellsBottom;
        final int barLeft;
        final int width;
        final int height;

        Layout() {
            if (rows.isEmpty()) throw new IllegalStateException("PictureGrid: the grid is empty, add a row");
            cellWidth = PictureGrid.this.cellWidth > 0 ? PictureGrid.this.cellWidth : defaultCellWidth();
            cellHeight = Math.round((float) cellWidth * first().getHeight() / first().getWidth());
            double widestText = Stream.concat(columnTitles.stream(), captions())
                    .mapToDouble(Text::width)
                    .max()
                    .orElse(0);
            columnGap = Math.max(GAP, (int) Math.ceil(widestText) + GAP - cellWidth);
            int overhang = (columnGap - GAP) / 2 + (columnGap - GAP) % 2;
            double titles = rowTitles.stream().mapToDouble(Text::width).max().orElse(0);
            cellsLeft = MARGIN + overhang + (titles > 0 ? (int) Math.ceil(titles) + GAP : 0);
            double heading =
                    columnTitles.stream().mapToDouble(Text::height).max().orElse(0);
            cellsTop = MARGIN + (heading > 0 ? (int) Math.ceil(heading) + TEXT_GAP : 0);
            int y = cellsTop;
            int bottom = y;
            for (int r = 0; r < rows.size(); r++) {
                tops[r] = y;
                double captions = rows.get(r).captions.stream()
                        .mapToDouble(Text::height)
                        .max()
                        .orElse(0);
                bottom = y + cellHeight + (int) Math.ceil(captions);
                y = bottom + GAP;
            }
            cellsBottom = tops[rows.size() - 1] + cellHeight;
            int cellsRight = left(columns() - 1) + cellWidth + overhang;
            barLeft = cellsRight + 2 * GAP;
            width = (bar == null ? cellsRight : barLeft + bar.width()) + MARGIN;
            height = bottom + MARGIN;
        }

        int left(int column) {
            return cellsLeft + column * (cellWidth + columnGap);
        }

        private List<Text> texts(Stream<String> titles) {
            return titles.map(title -> new Text(title, TITLE)).toList();
        }

        /** Of pictures at several resolutions the coarsest decides. */
        private int defaultCellWidth() {
            int pixels = rows.stream()
                    .flatMap(row -> row.pictures.stream())
                    .mapToInt(BufferedImage::getWidth)
                    .min()
                    .orElseThrow();
            return pixels * Math.max(1, Math.round((float) TARGET_CELL / pixels));
        }
    }
}
