namespace Melange.Host.Probing;

/// <summary>The attention map of one site at one diffusion time, as pictures and tables need it.</summary>
/// <param name="Weights">Mean over the chosen heads, <c>[T', R']</c>, as rows.</param>
/// <param name="Target">Phoneme id of each target frame.</param>
/// <param name="Reference">Phoneme id of each reference frame.</param>
internal sealed record SiteMap(double[,] Weights, IReadOnlyList<long> Target, IReadOnlyList<long> Reference)
{
    /// <summary>Reads the map that a probe of one utterance kept; null where it kept none.</summary>
    public static SiteMap? Of(ModelProbe probe, string site)
    {
        if (!probe.Taken.TryGetValue((site, ProbeQuantity.AttentionMap), out var map)
            || !probe.Taken.TryGetValue((site, ProbeQuantity.TargetPhonemes), out var target)
            || !probe.Taken.TryGetValue((site, ProbeQuantity.ReferencePhonemes), out var reference))
            return null;
        using var scope = NewDisposeScope();
        var mean = map[0].to(float64).mean([0]).contiguous();                       // [T', R']
        var weights = new double[mean.shape[0], mean.shape[1]];
        Buffer.BlockCopy(mean.data<double>().ToArray(), 0, weights, 0, Buffer.ByteLength(weights));
        return new(weights, Ids(target), Ids(reference));
    }

    private static long[] Ids(Tensor phonemes) => phonemes[0].to(int64).data<long>().ToArray();
}
