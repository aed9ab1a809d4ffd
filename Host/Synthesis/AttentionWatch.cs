namespace Melange.Host.Synthesis;

/// <summary>Averages the attention maps and gates of each site over heads, bins and watched diffusion times, and
/// measures the energies of its states at each of these.</summary>
/// <remarks>For batches of one utterance. T' target frames at the site's level, R' reference frames.</remarks>
public sealed class AttentionWatch : IProbe, IDisposable
{
    private readonly Dictionary<string, (Tensor Sum, int Count)> maps = [];
    private readonly Dictionary<string, (Tensor Sum, int Count)> gates = [];
    private readonly Dictionary<string, long[]> references = [];
    private readonly Dictionary<(string Site, string Quantity), List<Tensor>> squares = []; // a look each, [T']

    /// <inheritdoc/>
    public bool Wants(string site, string quantity, long entries) => quantity == ProbeQuantity.AttentionMap;

    /// <inheritdoc/>
    public void Record(string site, string quantity, Tensor value)
    {
        using var scope = NewDisposeScope();
        if (quantity == ProbeQuantity.AttentionMap)
            Add(maps, site, value[0].mean([0])); // [T', R']
        else if (quantity == ProbeQuantity.GateOpenness)
            Add(gates, site, value[0]);                                             // [T']
        else if (quantity == ProbeQuantity.ReferencePhonemes)
            references[site] = value[0].cpu().data<long>().ToArray();               // [R']
        else if (quantity is ProbeQuantity.Hidden or ProbeQuantity.AttentionOutput or ProbeQuantity.SiteOutput)
            Looks(site, quantity).Add(value[0].detach().to(float64).square().mean([0, 1]).cpu()
                .DetachFromDisposeScope());                                         // [C, M, T'] to [T']
    }

    /// <summary>Energies of what each site records, over real frames, look by look.</summary>
    /// <param name="framePhonemes">Phoneme id of each target frame at the first level.</param>
    /// <param name="times">The diffusion time of each look.</param>
    public IReadOnlyList<SiteEnergy> Energies(long[] framePhonemes, IReadOnlyList<double> times)
    {
        using var scope = NewDisposeScope();
        return [.. from entry in squares
                   from look in entry.Value.Zip(times)
                   let real = AtLevel(framePhonemes, look.First.shape[0]).Length
                   select new SiteEnergy(entry.Key.Site, entry.Key.Quantity, look.Second,
                       look.First.narrow(0, 0, real).mean().item<double>())];
    }

    /// <summary>Takes what was seen, site by site in the order of the network.</summary>
    /// <param name="framePhonemes">Phoneme id of each target frame at the first level.</param>
    public IReadOnlyList<AttentionRecord> Records(long[] framePhonemes) =>
        [.. gates.Select(gate => Record(gate.Key, gate.Value, framePhonemes))];

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var (sum, _) in maps.Values.Concat(gates.Values))
            sum.Dispose();
        foreach (var look in squares.Values.SelectMany(looks => looks))
            look.Dispose();
    }

    private AttentionRecord Record(string site, (Tensor Sum, int Count) gate, long[] framePhonemes)
    {
        var phonemes = AtLevel(framePhonemes, gate.Sum.shape[0]);
        var openness = (gate.Sum / gate.Count).narrow(0, 0, phonemes.Length);       // padding inside the network is cut
        var map = maps.TryGetValue(site, out var sum) ? (sum.Sum / sum.Count).narrow(0, 0, phonemes.Length) : null;
        return new(site, map, openness, tensor(phonemes), tensor(references[site]));
    }

    // Phonemes of the real frames at a site's level, which has so many frames, the network's own padding included.
    private static long[] AtLevel(long[] framePhonemes, long frames)
    {
        var stride = 1;
        while ((framePhonemes.Length + stride - 1) / stride > frames)
            stride *= 2;
        return [.. framePhonemes.Where((_, frame) => frame % stride == 0)];
    }

    private List<Tensor> Looks(string site, string quantity) =>
        squares.TryGetValue((site, quantity), out var looks) ? looks : squares[(site, quantity)] = [];

    private static void Add(Dictionary<string, (Tensor Sum, int Count)> sums, string site, Tensor value)
    {
        var plain = value.detach().cpu().to(float32);
        if (sums.TryGetValue(site, out var sum))
            sums[site] = (sum.Sum.add_(plain), sum.Count + 1);
        else
            sums[site] = (plain.clone().DetachFromDisposeScope(), 1);
    }
}
