using Melange.Host.TensorFiles;

namespace Melange.Host.Reports.Evidence;

/// <summary>Reads what a trial left of one pair; what is missing or broken is told, and the rest is shown.</summary>
/// <param name="folder">The folder of the pair.</param>
internal sealed class PairReader(string folder)
{
    private readonly List<string> problems = [];

    /// <summary>Reads the folder of a pair.</summary>
    public static PairEvidence Read(string folder) => new PairReader(folder).Read();

    /// <summary>Gives the synthesised audio in the folder of a pair as a data URI, or null where there is
    /// none.</summary>
    public static string? Audio(string folder) => new PairReader(folder).AudioOf("synthesised");

    private PairEvidence Read()
    {
        using var scope = NewDisposeScope();
        var tensors = Tensors();
        var reference = Speech("reference", tensors);
        var sites = tensors.Keys.Where(name => name.StartsWith("phonemes.", StringComparison.Ordinal))
            .Select(name => name["phonemes.".Length..]).Order(StringComparer.Ordinal)
            .Select(site => Site(site, tensors)).ToList();
        return new PairEvidence(reference, Speech("target", tensors), Speech("synthesised", tensors), sites, problems);
    }

    private Dictionary<string, Tensor> Tensors()
    {
        try
        {
            return Safetensors.Read(Path.Combine(folder, "details.safetensors"));
        }
        catch (Exception fault) when (fault is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            problems.Add(fault.Message);
            return [];
        }
    }

    private SpeechEvidence Speech(string role, Dictionary<string, Tensor> tensors)
    {
        var mel = Matrix($"{role}.mel", tensors);
        var phonemes = Ids($"{role}.phonemes", tensors);
        if (mel is not null && phonemes.Length > 0 && mel.GetLength(1) != phonemes.Length)
        {
            problems.Add(
                $"{role}.phonemes must have {mel.GetLength(1)} frames as {role}.mel, but had {phonemes.Length}.");
            phonemes = [];
        }
        return new SpeechEvidence(AudioOf(role), mel, phonemes);
    }

    private SiteEvidence Site(string site, Dictionary<string, Tensor> tensors)
    {
        var (phonemes, references) = (Ids($"phonemes.{site}", tensors), Ids($"references.{site}", tensors));
        var map = Matrix($"map.{site}", tensors);
        if (map is not null && (map.GetLength(0) != phonemes.Length || map.GetLength(1) != references.Length))
        {
            problems.Add($"map.{site} must be [{phonemes.Length}, {references.Length}], "
                + $"but was [{map.GetLength(0)}, {map.GetLength(1)}].");
            map = null;
        }
        return new SiteEvidence(site, map, Gate(site, tensors, phonemes.Length), phonemes, references);
    }

    private double[]? Gate(string site, Dictionary<string, Tensor> tensors, int frames)
    {
        if (!tensors.TryGetValue($"gate.{site}", out var gate))
            return null;
        if (gate.dim() == 1 && gate.shape[0] == frames)
            return gate.to(float64).data<double>().ToArray();
        problems.Add($"gate.{site} must be [{frames}], but was [{string.Join(", ", gate.shape)}].");
        return null;
    }

    private double[,]? Matrix(string name, Dictionary<string, Tensor> tensors)
    {
        if (!tensors.TryGetValue(name, out var tensor))
            return null;
        if (tensor.dim() != 2 || tensor.numel() == 0)
        {
            problems.Add($"{name} must have two axes, none empty, but was [{string.Join(", ", tensor.shape)}].");
            return null;
        }
        var values = new double[tensor.shape[0], tensor.shape[1]];
        Buffer.BlockCopy(tensor.to(float64).data<double>().ToArray(), 0, values, 0, values.Length * sizeof(double));
        return values;
    }

    private static long[] Ids(string name, Dictionary<string, Tensor> tensors) =>
        tensors.TryGetValue(name, out var ids) && ids.dim() == 1 ? ids.to(int64).data<long>().ToArray() : [];

    private string? AudioOf(string role)
    {
        try
        {
            var bytes = File.ReadAllBytes(Path.Combine(folder, role + ".wav"));
            return "data:audio/wav;base64," + Convert.ToBase64String(bytes);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            problems.Add(fault.Message);
            return null;
        }
    }
}
