package dev.lastgood.bench.restore;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.VectorGraphicsEncoder.VectorGraphicsFormat;
import org.knowm.xchart.style.Styler;

/** The downtime that users see, the two ways side by side, on a logarithmic axis. */
final class Picture {
    private Picture() {}

    static void draw(List<Figures> all, Path file) throws IOException {
        CategoryChart chart = new CategoryChartBuilder()
                .width(760)
                .height(380)
                .title("Downtime that users see during a database restore")
                .xAxisTitle("size of the database")
                .yAxisTitle("milliseconds, logarithmic")
                .build();
        chart.getStyler().setYAxisLogarithmic(true);
        chart.getStyler().setYAxisMin(1.0);
        chart.getStyler().setLabelsVisible(true);
        chart.getStyler().setLegendPosition(Styler.LegendPosition.OutsideS);
        chart.getStyler().setDecimalPattern("#,###");
        List<String> sizes = all.stream()
                .map(it -> String.format(Locale.ROOT, "%.1f GB", it.gigabytes()))
                .toList();
        chart.addSeries(
                "gunzip | psql",
                sizes,
                all.stream().map(it -> it.together().runbookOutageMillis()).toList());
        chart.addSeries(
                "Lastgood",
                sizes,
                all.stream().map(it -> it.together().outageMillis()).toList());
        VectorGraphicsEncoder.saveVectorGraphic(chart, file.toString(), VectorGraphicsFormat.SVG);
    }
}
