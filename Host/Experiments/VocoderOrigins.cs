using Melange.Host.Features;
using Melange.Host.Runs;

namespace Melange.Host.Experiments;

/// <summary>Which files the vocoders of trials are made of now; each vocoder is read once.</summary>
internal sealed class VocoderOrigins
{
    private readonly Dictionary<string, string?> known = [];

    /// <summary>What a result's vocoder was made of, where it is of other files now: <c>~ vocoder then -> now</c>.
    /// </summary>
    /// <param name="trial">The trial, whose config is that of the result.</param>
    /// <param name="result">The result.</param>
    /// <exception cref="FaultException">The vocoder cannot be built.</exception>
    public IEnumerable<string> Difference(Trial trial, TrialResult result)
    {
        if (result.Vocoder is { } then && Now(trial) is { } now && now != then)
            yield return $"~ vocoder {then} -> {now}";
    }

    private string? Now(Trial trial)
    {
        var key = trial.Config.Section("synthesis.vocoder").ToJson() + trial.Config.Section("features").ToJson();
        if (!known.TryGetValue(key, out var origin))
            known[key] = origin = Read(trial);
        return origin;
    }

    private static string? Read(Trial trial)
    {
        using var scope = NewDisposeScope();
        var vocoder = trial.Options.VocoderFor(MelFilterbank.Of(trial.Options.Features));
        using var held = vocoder as IDisposable;
        return (vocoder as IStatesMel)?.Origin;
    }
}
