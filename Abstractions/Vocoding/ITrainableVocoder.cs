namespace Melange;

/// <summary>Makes the networks that a vocoder is trained with, against discriminators.</summary>
/// <remarks>
/// Registered as a service with <c>AddTrainableVocoder</c>. The host trains them, and writes a folder that holds the
/// config as <c>config.json</c>, as it was, and the generator's weights, under its own names, as
/// <c>weights.safetensors</c>.
/// </remarks>
public interface ITrainableVocoder
{
    /// <summary>What it is called: that of the part of the slot <c>vocoder</c> that speaks with what is trained.
    /// </summary>
    string Id { get; }

    /// <summary>Makes networks with fresh weights, drawn from torch's own generator.</summary>
    /// <param name="config">The text of the config that tells their sizes.</param>
    /// <param name="melFilters">The filters of log-mels of a format, <c>[M, FftSize/2 + 1]</c>, new.</param>
    /// <returns>The networks, on the CPU; the caller's.</returns>
    /// <exception cref="OptionsException">The config is none; the message lists every fault.</exception>
    VocoderNetworks Create(string config, Func<AudioFormat, Tensor> melFilters);
}

/// <summary>A generator of audio, and what tells its audio from recordings.</summary>
/// <param name="Generator">Log-mels <c>[B, M, T]</c> to audio in [-1, 1], <c>[B, 1, T·HopSamples]</c>.</param>
/// <param name="Discriminators">Audio <c>[B, 1, L]</c> to the judgement of each of them, in the same order each time.
/// </param>
public sealed record VocoderNetworks(
    nn.Module<Tensor, Tensor> Generator, nn.Module<Tensor, IReadOnlyList<Judgement>> Discriminators)
{
    /// <summary>The log-mels that the generator takes.</summary>
    public required AudioFormat Mel { get; init; }
}

/// <summary>What one discriminator makes of some audio.</summary>
/// <param name="Scores">1 where it takes what it hears for a recording, 0 where for a synthesis; any shape.</param>
/// <param name="Features">What its layers gave on the way, each of any shape, the scores last.</param>
public sealed record Judgement(Tensor Scores, IReadOnlyList<Tensor> Features);
