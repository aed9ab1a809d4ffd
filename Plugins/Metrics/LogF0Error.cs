namespace Melange.Plugins;

/// <summary>Measures how far the synthesised melody lies from the target's.</summary>
/// <remarks>
/// <c>√(mean (ln f − ln f')²)</c> in ln Hz (0.0578 is a semitone) over the pairs of frames that are voiced in both.
/// Pitch and pairs are those of <see cref="MelodyMetrics"/>, whose <c>compared</c> says how many pairs these are.
/// </remarks>
public sealed class LogF0Error : IStatesMargin, IDisposable
{
    private readonly PitchPairs pitch;

    /// <summary>Creates the metric.</summary>
    /// <exception cref="OptionsException">The options break their rules.</exception>
    public LogF0Error(AutocorrelationPitchOptions options, MetricContext context) => pitch = new(options, context);

    /// <inheritdoc/>
    public string Description => $"RMS difference of log F0 in ln Hz over frames voiced in both: {pitch.Description}.";

    /// <inheritdoc/>
    public string Unit => "ln Hz";

    /// <inheritdoc/>
    public bool HigherIsBetter => false;

    /// <inheritdoc/>
    public double? Margin => 0.0289;

    /// <inheritdoc/>
    /// <exception cref="TensorShapeException">A spectrogram or audio is not shaped as stated.</exception>
    public double? Measure(MetricInput input)
    {
        var differences = pitch.Of(input).Where(pair => pair.IsVoiced)
            .Select(pair => Math.Log(pair.Target / pair.Synthesised)).ToList();
        return differences.Count == 0 ? null : Math.Sqrt(differences.Average(difference => difference * difference));
    }

    /// <inheritdoc/>
    public void Dispose() => pitch.Dispose();
}
