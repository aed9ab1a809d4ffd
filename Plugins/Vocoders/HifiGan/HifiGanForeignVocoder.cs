namespace Melange.Plugins;

/// <summary>Reads generators that the official HiFi-GAN, or a program that took it over, has saved.</summary>
/// <remarks>Source: the state_dict of jik876/hifi-gan's <c>Generator</c> and its <c>config.json</c>; see
/// <see cref="HifiGanGenerator"/>.</remarks>
public sealed class HifiGanForeignVocoder : IForeignVocoder
{
    /// <inheritdoc/>
    public string Format => "hifi-gan";

    /// <inheritdoc/>
    public ForeignVocoder? Find(string config, IReadOnlyDictionary<string, long[]> shapes)
    {
        ArgumentNullException.ThrowIfNull(shapes);
        var names = HifiGanWeights.Names(shapes.Keys);
        if (names.Count == 0)
            return null;
        if (GeneratorFiles.Twice(names) is { } twice)
            throw new NotSupportedException(twice);
        var read = HifiGanConfig.Read(config);
        var found = names.ToDictionary(name => name.Value, name => shapes[name.Key]);
        OptionsException.ThrowIfAny(read, new HifiGanFit(read, found).Problems());
        using var scope = NewDisposeScope();
        using var generator = new HifiGanGenerator(read.Sizes, read.Mel.Bins, HifiGanWeights.IsNormed(found.Keys));
        return new(names, generator.state_dict().ToDictionary(entry => entry.Key, entry => entry.Value.shape))
        {
            Mel = read.Mel
        };
    }
}
