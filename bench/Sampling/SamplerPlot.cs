using ScottPlot;

namespace Melange.Bench;

/// <summary>Draws distance over score evaluations, both axes logarithmic, a plot for each grid.</summary>
internal static class SamplerPlot
{
    private const int Width = 420, Height = 420;

    /// <summary>Writes a PNG of the plots side by side.</summary>
    /// <param name="distances">Every sampler on every grid.</param>
    /// <param name="path">The file.</param>
    public static void Write(IReadOnlyList<SamplerDistance> distances, string path)
    {
        var grids = distances.GroupBy(one => one.Grid).ToList();
        var figure = new Multiplot();
        figure.AddPlots(grids.Count);
        figure.Layout = new ScottPlot.MultiplotLayouts.Columns();
        var (least, most) = (Exponent(distances.Min(Distance)), Exponent(distances.Max(Distance)) + 1);
        for (var i = 0; i < grids.Count; i++)
        {
            Draw(figure.GetPlot(i), grids[i], (least, most));
            if (i == 0)
                figure.GetPlot(i).ShowLegend(Alignment.LowerLeft);
            else
                figure.GetPlot(i).HideLegend(); // it shows one by itself, over the lines
        }
        figure.SavePng(path, grids.Count * Width, Height);
    }

    private static void Draw(Plot plot, IGrouping<string, SamplerDistance> grid, (int Least, int Most) exponents)
    {
        foreach (var line in grid.GroupBy(one => one.Sampler))
        {
            var scatter = plot.Add.Scatter(
                line.Select(one => Math.Log2(one.Evaluations)).ToArray(),
                line.Select(one => Math.Log10(Distance(one))).ToArray());
            scatter.LegendText = line.Key;
            scatter.LineWidth = 2;
        }
        plot.Title(grid.Key);
        plot.XLabel("score evaluations");
        plot.YLabel("distance, nat");
        plot.Axes.Bottom.TickGenerator = Ticks(Enumerable.Range(0, 8), exponent => $"{Math.Pow(2, exponent)}");
        plot.Axes.Left.TickGenerator = Ticks(
            Enumerable.Range(exponents.Least, exponents.Most - exponents.Least + 1),
            exponent => MarkdownTable.Number(Math.Pow(10, exponent), Math.Max(0, -exponent)));
        plot.Axes.SetLimitsY(exponents.Least, exponents.Most);
    }

    private static double Distance(SamplerDistance one) => one.RootMeanSquare;

    private static int Exponent(double value) => (int)Math.Floor(Math.Log10(value));

    private static ScottPlot.TickGenerators.NumericManual Ticks(IEnumerable<int> exponents, Func<int, string> label) =>
        new([.. exponents.Select(exponent => (double)exponent)], [.. exponents.Select(label)]);
}
