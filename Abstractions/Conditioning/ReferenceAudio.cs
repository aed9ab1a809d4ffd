namespace Melange;

/// <summary>The audio of a batch of references, for conditioners that work on waveforms.</summary>
/// <remarks>Frame i of the log-mel covers the samples around (i + 1/2)·HopSamples of the format.</remarks>
/// <param name="Format">Sample rate, and how the log-mel was made.</param>
/// <param name="Samples">Audio of each reference in [-1, 1], B of them, each as long as it is.</param>
public sealed record ReferenceAudio(AudioFormat Format, IReadOnlyList<IReadOnlyList<float>> Samples)
{
    /// <summary>The waveforms beside each other, zero behind the end of each.</summary>
    /// <param name="device">Where the tensor shall live; <c>batch.LogMel.device</c>.</param>
    /// <returns>float32 <c>[B, S]</c>, S the samples of the longest; new.</returns>
    public Tensor Waveforms(Device device)
    {
        using var scope = NewDisposeScope();
        var longest = Samples.Max(one => one.Count);
        return stack(Samples.Select(one => nn.functional.pad(tensor(one.ToArray()), (0, longest - one.Count))))
            .to(device).MoveToOuterDisposeScope();
    }

    /// <summary>Which samples of <see cref="Waveforms"/> are real.</summary>
    /// <param name="device">Where the tensor shall live.</param>
    /// <returns>bool <c>[B, S]</c>, new.</returns>
    public Tensor Mask(Device device)
    {
        using var scope = NewDisposeScope();
        var lengths = tensor(Samples.Select(one => (long)one.Count).ToArray());     // [B]
        return arange(Samples.Max(one => one.Count)).unsqueeze(0).lt(lengths.unsqueeze(1))
            .to(device).MoveToOuterDisposeScope();
    }
}
