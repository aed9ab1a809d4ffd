namespace Melange.Plugins;

/// <summary>Reads generators that the official Vocos, or a program that took it over, has saved.</summary>
/// <remarks>
/// Source: the state_dict of gemelo-ai/vocos (c859e3b), of a <c>Vocos</c> with <c>VocosBackbone</c>, not conditioned,
/// and <c>ISTFTHead</c>; see <see cref="VocosGenerator"/>. Its padding may be <c>center</c>: then its frames lie half a
/// hop earlier, which a generator that knows no time cannot tell.
/// </remarks>
public sealed class VocosForeignVocoder : IForeignVocoder
{
    /// <inheritdoc/>
    public string Format => "vocos";

    /// <inheritdoc/>
    public ForeignVocoder? Find(string config, IReadOnlyDictionary<string, long[]> shapes)
    {
        ArgumentNullException.ThrowIfNull(shapes);
        var names = VocosWeights.Names(shapes.Keys);
        if (names.Count == 0)
            return null;
        if (GeneratorFiles.Twice(names) is { } twice)
            throw new NotSupportedException(twice);
        var (sizes, mel) = VocosConfig.Read(config);
        OptionsException.ThrowIfAny(sizes,
            Problems(names.ToDictionary(name => name.Value, name => shapes[name.Key]), sizes, mel));
        using var scope = NewDisposeScope();
        using var generator = new VocosGenerator(sizes, mel);
        return new(names, generator.state_dict().ToDictionary(entry => entry.Key, entry => entry.Value.shape))
        {
            Mel = mel
        };
    }

    // What the config would have to say, one sentence a field.
    private static IEnumerable<string> Problems(
        Dictionary<string, long[]> shapes, VocosSizes sizes, AudioFormat mel)
    {
        (string Field, long? Told, string Layer, long Stated)[] fields =
        [
            ("dim", At("backbone.embed.weight", 0), "backbone.embed", sizes.Channels),
            ("num_mels", At("backbone.embed.weight", 1), "backbone.embed", mel.Bins),
            ("intermediate_dim", At("backbone.convnext.0.pwconv1.weight", 0), "pwconv1", sizes.Hidden),
            ("num_layers", Layers(), "backbone.convnext", sizes.Layers),
            ("n_fft", At("head.out.weight", 0) - 2, "head.out", mel.FftSize)
        ];
        foreach (var (field, told, layer, stated) in fields)
            if (told is not null && told != stated)
                yield return $"{field} must be {told}, as {layer} has it, but was {stated}.";
        if (shapes.ContainsKey("head.mel.weight") && !sizes.HasMelPath)
            yield return "mel_path must be true, as head.mel is there, but was false.";

        long? At(string name, int axis) =>
            shapes.TryGetValue(name, out var shape) && shape.Length > axis ? shape[axis] : null;

        long? Layers() => shapes.Keys.Count(name => name.StartsWith("backbone.convnext.", StringComparison.Ordinal)
            && name.EndsWith(".gamma", StringComparison.Ordinal)) is var count and > 0 ? count : null;
    }
}
