namespace Melange.Plugins;

/// <summary>The text encoder in official weights of Grad-TTS and of Matcha-TTS, which are of one family.</summary>
/// <remarks>Source: the state_dict of the official codes' models, below <c>encoder.</c>.</remarks>
internal sealed class OfficialEncoder
{
    private const string Prefix = "encoder.";
    private const string RelativeKeys = "encoder.attn_layers.0.emb_rel_k";
    private const string FirstQuery = "encoder.attn_layers.0.conv_q.weight";

    private readonly Dictionary<string, long[]> own;

    private OfficialEncoder(Dictionary<string, long[]> own) => this.own = own;

    /// <summary>Finds it in a file; null where there is none.</summary>
    /// <param name="shapes">Shape of every tensor of the file by its name there.</param>
    public static OfficialEncoder? In(IReadOnlyDictionary<string, long[]> shapes)
    {
        ArgumentNullException.ThrowIfNull(shapes);
        var own = shapes.Where(entry => entry.Key.StartsWith(Prefix, StringComparison.Ordinal))
            .ToDictionary(entry => entry.Key[Prefix.Length..], entry => entry.Value);
        return own.Count > 0 ? new(own) : null;
    }

    /// <summary>Phoneme ids, padding included; 0 where that is not known.</summary>
    public long Phonemes => Size("emb.weight", 0) ?? 0;

    /// <summary>Features of an embedded phoneme.</summary>
    public long? Channels => Size("emb.weight", 1);

    /// <summary>Features of the transformer, those of a speaker included.</summary>
    public long? Width => Size(FirstQuery, 1);

    /// <summary>Whether its attention has tables of relative positions, as that of Grad-TTS.</summary>
    public bool HasTables => own.ContainsKey(RelativeKeys);

    /// <summary>Whether it has an attention at all.</summary>
    public bool HasAttention => own.ContainsKey(FirstQuery);

    /// <summary>Features of a relative position, which are those of a head.</summary>
    public long? HeadWidth => Size(RelativeKeys, 2);

    /// <summary>Relative positions of a table.</summary>
    public long? Positions => Size(RelativeKeys, 1);

    /// <summary>Our key for each of its weights.</summary>
    public Dictionary<string, string> Names => own.Keys.Where(GradTtsEncoderNames.IsOfficial)
        .ToDictionary(name => Prefix + name, GradTtsEncoderNames.FromOfficial);

    /// <summary>Options that its shapes tell, and others; those that are not known keep their defaults, which are the
    /// published values.</summary>
    public Dictionary<string, object> Options(params (string Key, object? Value)[] others)
    {
        (string Key, object? Value)[] sizes =
        [
            ("channels", Channels),
            ("filterChannels", Size("encoder.ffn_layers.0.conv_1.weight", 0)),
            ("durationChannels", Size("proj_w.conv_1.weight", 0)),
            ("kernelSize", Size("encoder.ffn_layers.0.conv_1.weight", 2)),
            ("layers", Enumerable.Range(0, own.Count)
                .TakeWhile(layer => own.ContainsKey($"encoder.attn_layers.{layer}.conv_q.weight")).Count()),
            .. others
        ];
        return sizes.Where(size => size.Value is not null).ToDictionary(size => size.Key, size => size.Value!);
    }

    private long? Size(string name, int axis) =>
        own.TryGetValue(name, out var shape) && shape.Length > axis ? shape[axis] : null;
}
