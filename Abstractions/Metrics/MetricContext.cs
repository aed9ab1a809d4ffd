namespace Melange;

/// <summary>What a metric is built for.</summary>
/// <param name="Format">Rate, window and bins of audio and spectrograms.</param>
public sealed record MetricContext(AudioFormat Format);
