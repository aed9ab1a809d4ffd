using System.Globalization;
using System.Text.Json;
using Melange.Host.Runs;
using Melange.Host.Synthesis;
using Melange.Host.TensorFiles;

namespace Melange.Host.Probing;

/// <summary>Writes what was kept: all tensors in one file, energies in a table.</summary>
/// <param name="trial">The trial that was watched.</param>
/// <param name="question">What was asked.</param>
/// <param name="result">What was kept.</param>
public sealed class ProbeFiles(ProbedTrial trial, ProbeQuestion question, ProbeResult result)
{
    /// <summary>Name of the file of tensors.</summary>
    public const string Tensors = "probe.safetensors";

    /// <summary>Name of the table of energies.</summary>
    public const string Energies = "energy.csv";

    /// <summary>Writes both files.</summary>
    /// <param name="folder">Where to; made if it is not there.</param>
    public void Write(string folder)
    {
        Directory.CreateDirectory(folder);
        using var scope = NewDisposeScope();
        var tensors = Kept().ToDictionary(kept => kept.Name, kept => Plain(kept.Probe.Taken[kept.Key]));
        Safetensors.Write(Path.Combine(folder, Tensors), tensors, Metadata());
        File.WriteAllLines(Path.Combine(folder, Energies), EnergyRows());
    }

    // float32, but for phoneme ids.
    private static Tensor Plain(Tensor value) => value.is_floating_point() ? value.to(float32) : value;

    private IEnumerable<Kept> Kept() =>
        from reference in result.References
        from time in reference.Times
        from key in time.Probe.Taken.Keys
        select new Kept(ProbeNames.Of(result, reference, time.Time, key), reference, time, key);

    private Dictionary<string, string> Metadata()
    {
        var metadata = ProbeAxes.All.ToDictionary(axes => $"axes/{axes.Key}", axes => axes.Value);
        metadata["run"] = trial.Folder.Path;
        metadata["text"] = question.Text;
        metadata["references"] = string.Join(",", question.References.Select(reference => reference.Source.Id));
        metadata["times"] = string.Join(",", question.Times.Zip(result.TakenTimes,
            (asked, taken) => string.Create(CultureInfo.InvariantCulture, $"{asked}={taken}")));
        metadata["heads"] = question.Choice.Heads is { } heads ? string.Join(",", heads) : "all";
        metadata["phonemes"] = JsonSerializer.Serialize(trial.Corpus.Inventory.Phonemes);
        return metadata;
    }

    private IEnumerable<string> EnergyRows()
    {
        yield return "reference,time,site,quantity,energy,mean";
        foreach (var reference in result.References)
            foreach (var (time, energy) in reference.States)
                yield return Row(reference, (time, MeanEnergy.Noisy, MeanEnergy.State), energy);
        foreach (var (_, reference, time, (site, quantity)) in Kept())
            if (time.Probe.Taken[(site, quantity)].is_floating_point())
                yield return Row(reference, (time.Time, site, quantity), time.Probe.EnergyOf(site, quantity));
    }

    private static string Row(
        WatchedReference reference, (double Time, string Site, string Quantity) of, Energy energy)
    {
        var place = $"{reference.Reference.Source.Id},{ProbeNames.Digits(of.Time)},{of.Site},{of.Quantity}";
        return string.Create(CultureInfo.InvariantCulture, $"{place},{energy.MeanSquare:g9},{energy.Mean:g9}");
    }
}

/// <summary>A tensor that was kept, and where.</summary>
/// <param name="Name">Its name in files.</param>
/// <param name="Reference">The synthesis.</param>
/// <param name="Time">The diffusion time.</param>
/// <param name="Key">Site and quantity.</param>
internal sealed record Kept(
    string Name, WatchedReference Reference, WatchedTime Time, (string Site, string Quantity) Key)
{
    /// <summary>The probe that keeps it.</summary>
    public ModelProbe Probe => Time.Probe;
}

/// <summary>What the files of a probe call times and tensors.</summary>
internal static class ProbeNames
{
    /// <summary>A diffusion time: <c>t0.55</c>.</summary>
    public static string Of(double time) => "t" + Digits(time);

    /// <summary>A diffusion time alone: <c>0.55</c>.</summary>
    public static string Digits(double time) => time.ToString("0.00####", CultureInfo.InvariantCulture);

    /// <summary>A tensor of a probe: <c>t0.55/down.0/hidden</c>, the reference before it where there are two.</summary>
    public static string Of(
        ProbeResult result, WatchedReference reference, double time, (string Site, string Quantity) key)
    {
        var name = $"{Of(time)}/{key.Site}/{key.Quantity}";
        return result.References.Count > 1 ? $"{reference.Reference.Source.Id}/{name}" : name;
    }
}
