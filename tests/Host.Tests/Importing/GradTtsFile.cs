using Melange.Host.TensorFiles;

namespace Melange.Host.Tests.Importing;

/// <summary>Official Grad-TTS weights under their own names, out of the fixtures of encoder and decoder.</summary>
internal static class GradTtsFile
{
    private const string Given = "weights.";

    public const int Phonemes = 40; // of the fixture; the official code has 149

    public static Dictionary<string, Tensor> Encoder { get; } = Read("encoder");

    public static Dictionary<string, Tensor> Decoder { get; } = Read("decoder");

    /// <summary>All weights of a single-speaker model.</summary>
    public static Dictionary<string, Tensor> Weights() => Encoder.Select(entry => (entry, "encoder."))
        .Concat(Decoder.Select(entry => (entry, "decoder.")))
        .Where(pair => pair.entry.Key.StartsWith(Given, StringComparison.Ordinal))
        .ToDictionary(pair => pair.Item2 + pair.entry.Key[Given.Length..], pair => pair.entry.Value);

    /// <summary>The same as a multi-speaker model, whose third channel is not heard yet.</summary>
    public static Dictionary<string, Tensor> Speakers(int count)
    {
        var weights = Weights();
        foreach (var name in new[] { "block1.block.0.weight", "res_conv.weight" })
        {
            var key = $"decoder.estimator.downs.0.0.{name}";
            weights[key] = cat([weights[key], zeros_like(weights[key][.., ..1])], 1);
        }
        weights["spk_emb.weight"] = arange(count * 6).view(count, 6).to(float32) / 10;
        weights["decoder.estimator.spk_mlp.0.weight"] = arange(24 * 6).view(24, 6).to(float32) / 100 - 0.5;
        weights["decoder.estimator.spk_mlp.0.bias"] = arange(24).to(float32) / 24;
        weights["decoder.estimator.spk_mlp.2.weight"] = arange(80 * 24).view(80, 24).to(float32).sin();
        weights["decoder.estimator.spk_mlp.2.bias"] = arange(80).to(float32) / 80;
        return weights;
    }

    /// <summary>Writes weights and a file of phonemes beside them; returns both.</summary>
    public static (string Weights, string Phonemes) Write(TestFolder folder, Dictionary<string, Tensor> weights)
    {
        var phonemes = folder.Write("phonemes.txt", string.Join('\n',
            Enumerable.Range(0, Phonemes).Select(i => i == 0 ? "_" : $"p{i}")));
        Safetensors.Write($"{folder.Name}/official.safetensors", weights);
        return ($"{folder.Name}/official.safetensors", phonemes);
    }

    private static Dictionary<string, Tensor> Read(string part)
    {
        var tensors = Safetensors.Read($"Fixtures/grad_tts_{part}.safetensors");
        foreach (var tensor in tensors.Values)
            tensor.DetachFromDisposeScope();
        return tensors;
    }
}
