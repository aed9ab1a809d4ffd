using Melange.Host.Assembly;
using Melange.Host.Synthesis;
using Melange.Host.TensorFiles;

namespace Melange.Host.Experiments;

/// <summary>
/// Writes the speech of one pair, and of a shown one what the report shows: target and reference as WAVs, and mels,
/// maps, gates and phonemes as tensors.
/// </summary>
public static class PairFiles
{
    /// <summary>The speech that was synthesised, in the pair's folder.</summary>
    public const string Synthesised = "synthesised.wav";

    /// <summary>The true target, in the folder of a shown pair.</summary>
    public const string Target = "target.wav";

    /// <summary>Where the style comes from, in the folder of a shown pair.</summary>
    public const string Reference = "reference.wav";

    /// <summary>Writes a pair into its folder.</summary>
    /// <param name="folder">The pair's folder; made if it is not there.</param>
    /// <param name="pair">Target and reference.</param>
    /// <param name="speech">What was synthesised.</param>
    /// <param name="sampleRateHz">Audio samples a second.</param>
    public static void Write(string folder, EvaluationPair pair, SynthesisedSpeech speech, int sampleRateHz)
    {
        Directory.CreateDirectory(folder);
        WavWriter.Write(Path.Combine(folder, Synthesised), speech.Audio.data<float>().ToArray(), sampleRateHz);
        if (!pair.IsShown)
            return;
        WavWriter.Write(Path.Combine(folder, Reference), pair.Reference.Source.Samples, sampleRateHz);
        WavWriter.Write(Path.Combine(folder, Target), pair.Target.Source.Samples, sampleRateHz);
        using var scope = NewDisposeScope();
        Safetensors.Write(Path.Combine(folder, "details.safetensors"), Tensors(pair, speech));
    }

    private static Dictionary<string, Tensor> Tensors(EvaluationPair pair, SynthesisedSpeech speech)
    {
        var tensors = new Dictionary<string, Tensor>
        {
            ["reference.mel"] = pair.Reference.Mel.Read(),                          // [M, R]
            ["target.mel"] = pair.Target.Mel.Read(),                                // [M, T1]
            ["synthesised.mel"] = speech.LogMel,                                    // [M, T2]
            ["reference.phonemes"] = tensor(pair.Reference.FramePhonemes),          // [R]
            ["target.phonemes"] = tensor(pair.Target.FramePhonemes),                // [T1]
            ["synthesised.phonemes"] = tensor(speech.FramePhonemes)                 // [T2]
        };
        foreach (var site in speech.Attention)
        {
            if (site.Map is not null)
                tensors[$"map.{site.Site}"] = site.Map;                             // [T', R']
            tensors[$"gate.{site.Site}"] = site.GateOpenness;                       // [T']
            tensors[$"phonemes.{site.Site}"] = site.TargetPhonemes;                 // [T']
            tensors[$"references.{site.Site}"] = site.ReferencePhonemes;            // [R']
        }
        return tensors;
    }
}
