/**
 * Maps to pictures, pictures to grids and diagrams, numbers to charts: what a notebook composes a figure of, in a few
 * lines.
 *
 * <p>One walk: a map becomes a {@link digr.viz.Pictures#heat picture}, pictures stand in a
 * {@link digr.viz.PictureGrid}, the grid and a {@link digr.viz.LineChart} side by side in {@link digr.viz.Panels}; each
 * is a {@link digr.viz.Figure}, which {@link digr.viz.Figure#save saves} itself as PNG and SVG.
 *
 * <pre>{@code
 * BufferedImage frame = Pictures.frame(new byte[3 * 64 * 64], 3, 64, 64);
 * float[] map = new float[64 * 64];
 * PictureGrid grid = new PictureGrid("state", "map", "both")
 *         .row("a room", frame, Pictures.heat(map, 64, 64), Pictures.overlay(frame, map));
 * LineChart chart = new LineChart("learning", "updates", "return")
 *         .line("student", new double[] {0, 500, 1000}, new double[] {0, 0.4, 0.9});
 * Panels.row(grid, chart).alt("A room and its map; a student's return grows").save(Path.of("."), "overview");
 * }</pre>
 */
package digr.viz;
