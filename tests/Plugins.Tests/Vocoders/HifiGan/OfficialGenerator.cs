using System.Text.Json.Nodes;
using Melange.Host.TensorFiles;

namespace Melange.Plugins.Tests.Vocoders.HifiGan;

/// <summary>A generator of the official code with an input and its output.</summary>
/// <remarks>The caller's scope owns the tensors.</remarks>
internal sealed class OfficialGenerator
{
    private readonly Dictionary<string, Tensor> tensors;

    private OfficialGenerator(string name)
    {
        tensors = Fixture.Read(name);
        var about = SafetensorsHeader.Read(Path.Combine(AppContext.BaseDirectory, "Fixtures", $"{name}.safetensors"));
        Config = JsonNode.Parse(about.Metadata["config"])!.AsObject();
        (string Key, double Value)[] mel =
        [
            ("num_mels", 80), ("n_fft", 1024), ("win_size", 1024), ("sampling_rate", 22050), ("fmin", 0),
            ("fmax", 8000), ("hop_size", Audio.shape[2] / Mel.shape[2])
        ];
        foreach (var (key, value) in mel)
            Config[key] = (int)value;
    }

    /// <summary>The names of the fixtures, a generator each.</summary>
    public static TheoryData<string> Names => ["hifigan_resblock1", "hifigan_resblock2"];

    /// <summary>Its config as the official code keeps it; may be changed.</summary>
    public JsonObject Config { get; }

    /// <summary>What comes in, <c>[2, 80, 9]</c>.</summary>
    public Tensor Mel => tensors["mel"];

    /// <summary>What goes out, <c>[2, 1, 9·hop]</c>.</summary>
    public Tensor Audio => tensors["audio"];

    /// <summary>Sizes and mel-spectrogram of the config.</summary>
    public (HifiGanSizes Sizes, AudioFormat Mel) Read() => HifiGanConfig.Read(Config.ToJsonString());

    /// <summary>Weights as they were saved: below <c>generator.</c>, weight norm not folded.</summary>
    public Dictionary<string, Tensor> Weights() => tensors
        .Where(entry => entry.Key.StartsWith("generator.", StringComparison.Ordinal)).ToDictionary();

    /// <summary>Opens a fixture.</summary>
    public static OfficialGenerator Of(string name) => new(name);

    /// <summary>Writes the folder that the vocoder reads.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="weights">Other weights; the generator's own if null.</param>
    public void Write(string folder, Dictionary<string, Tensor>? weights = null)
    {
        File.WriteAllText(Path.Combine(folder, "config.json"), Config.ToJsonString());
        Safetensors.Write(Path.Combine(folder, "weights.safetensors"), weights ?? Weights());
    }
}
