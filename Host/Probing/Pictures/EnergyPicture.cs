using Melange.Host.Pictures;
using ScottPlot;

namespace Melange.Host.Probing.Pictures;

/// <summary>
/// Draws the energy of the ResNet's, the attention's and the site's output along the sites, a line a diffusion time,
/// and that of x_t along the diffusion times.
/// </summary>
internal static class EnergyPicture
{
    private const int Left = 18, Top = 82, Gap = 22, PanelWidth = 460, PanelHeight = 200;
    private const int TimeWidth = 84, AxisWidth = 50, MostTimes = 8;

    private static readonly (string Quantity, string Title)[] Rows =
    [
        (ProbeQuantity.Hidden, "ResNet's output (hidden)"),
        (ProbeQuantity.AttentionOutput, "attention's output, before rezero"),
        (ProbeQuantity.SiteOutput, "site's output, after the gate")
    ];

    /// <summary>Draws all references side by side; each row has one scale.</summary>
    /// <param name="result">What was kept.</param>
    /// <param name="title">What was watched.</param>
    /// <param name="path">The PNG file.</param>
    public static void Write(ProbeResult result, string title, string path)
    {
        var width = Left + result.References.Count * (PanelWidth + Gap) + TimeWidth;
        using var page = new PicturePage(width, Top + (Rows.Length + 1) * (PanelHeight + Gap) + 8);
        page.Write("Energy (mean square) along sites and times, on logarithmic scales", new(Left, 8), new(16));
        page.Write(title, new(Left, 31), new(11) { Room = width - 2 * Left });
        for (var column = 0; column < result.References.Count; column++)
        {
            var left = Left + column * (PanelWidth + Gap);
            page.Write($"reference {result.References[column].Reference.Source.Id}",
                new(left + AxisWidth, 56), new(12) { Room = PanelWidth - AxisWidth });
            for (var row = 0; row < Rows.Length; row++)
                Panel(page, result, (column, row), new Pixel(left, Top + row * (PanelHeight + Gap)));
            StatePanel(page, result, column, new Pixel(left, Top + Rows.Length * (PanelHeight + Gap)));
        }
        Times(page, result.References[0], width - TimeWidth);
        page.Save(path);
    }

    private static void Panel(PicturePage page, ProbeResult result, (int Column, int Row) at, Pixel corner)
    {
        var (quantity, title) = Rows[at.Row];
        var scale = EnergyScale.Of(
            result.References.SelectMany(reference => Lines(reference, quantity)).SelectMany(line => line));
        using var plot = new Plot();
        var sites = result.References[at.Column].Times[0].Probe.Sites;
        var lines = Lines(result.References[at.Column], quantity);
        for (var time = 0; time < lines.Count && scale is not null; time++)
            Line(plot, lines[time], (PictureTheme.Light.Variant(time), 1 - time / (double)lines.Count));
        plot.Axes.Bottom.SetTicks([.. sites.Select((_, site) => (double)site)], [.. sites]);
        Place(page, plot, (sites.Count, scale, title), corner);
    }

    // From noise to mel; of many calls some have their time below.
    private static void StatePanel(PicturePage page, ProbeResult result, int column, Pixel corner)
    {
        var (states, energies) = (result.References[column].States, result.References.SelectMany(one => one.States));
        var scale = EnergyScale.Of(energies.Select(state => state.Energy.MeanSquare));
        using var plot = new Plot();
        if (scale is not null)
            Line(plot, [.. states.Select(state => state.Energy.MeanSquare)], (PictureTheme.Light.Variant(0), 0));
        var named = states.Index().Where(state => state.Index % (1 + states.Count / MostTimes) == 0).ToList();
        plot.Axes.Bottom.SetTicks([.. named.Select(state => (double)state.Index)],
            [.. named.Select(state => ProbeNames.Of(state.Item.Time))]);
        Place(page, plot, (states.Count, scale, "x_t itself, at each call of the sampler"), corner);
    }

    private static void Place(
        PicturePage page, Plot plot, (int Count, EnergyScale? Scale, string Title) panel, Pixel corner)
    {
        plot.Axes.SetLimits(-0.3, panel.Count - 0.7, panel.Scale?.Low ?? 0, panel.Scale?.High ?? 1);
        var ticks = panel.Scale?.Ticks() ?? [];
        plot.Axes.Left.SetTicks([.. ticks.Select(tick => tick.At)], [.. ticks.Select(tick => tick.Label)]);
        plot.Grid.MajorLineColor = Color.FromHex(PictureTheme.Light.Faint);
        plot.Layout.Fixed(new PixelPadding(AxisWidth, 6, 24, 24));
        page.Place(plot, new PixelRect(corner.X, corner.X + PanelWidth, corner.Y + PanelHeight, corner.Y));
        page.Write(panel.Scale is null ? $"{panel.Title}: zero everywhere" : panel.Title,
            new(corner.X + AxisWidth, corner.Y + 4), new(11));
    }

    // The first lines are the thickest: where several lie upon each other, all are seen.
    private static void Line(Plot plot, List<double> energies, (Color Colour, double Thickness) look)
    {
        var shown = Enumerable.Range(0, energies.Count).Where(site => EnergyScale.IsShown(energies[site])).ToList();
        var line = plot.Add.Scatter(
            shown.Select(site => (double)site).ToArray(), shown.Select(site => Math.Log10(energies[site])).ToArray(),
            look.Colour);
        (line.LineWidth, line.MarkerSize) = ((float)(1 + 5 * look.Thickness), (float)(4 + 8 * look.Thickness));
    }

    private static List<List<double>> Lines(WatchedReference reference, string quantity) =>
    [
        .. reference.Times.Select(time => time.Probe.Sites
            .Select(site => time.Probe.Taken.ContainsKey((site, quantity))
                ? time.Probe.EnergyOf(site, quantity).MeanSquare : double.NaN)
            .ToList())
    ];

    private static void Times(PicturePage page, WatchedReference reference, float left)
    {
        page.Write("time", new(left, Top + 24), new(11));
        for (var time = 0; time < reference.Times.Count; time++)
        {
            var height = Top + 44 + 18 * time;
            page.Mark(new PixelRect(left, left + 18, height + 8, height + 5), PictureTheme.Light.Variant(time));
            page.Write(ProbeNames.Of(reference.Times[time].Time), new(left + 24, height), new(11));
        }
    }
}
