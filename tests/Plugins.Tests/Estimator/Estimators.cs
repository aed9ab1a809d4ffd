namespace Melange.Plugins.Tests.Estimator;

/// <summary>Small estimators and inputs whose sizes differ on every axis.</summary>
internal static class Estimators
{
    private const long Bins = 8;

    public static EstimatorContext Context { get; } = new(
        Bins, [new("speaker", Bins), new("melstyle", 6)], new(), ["_", "aa", "b", "d", "iy", "m", "s"]);

    public static UNetOptions Options(string attention) => new()
    {
        Dim = 8,
        Groups = 4,
        Speaker = "speaker",
        RezeroStart = 0.7,
        Attention = Attention(attention),
        Gate = Gate(attention == "linear" ? "always" : "phoneme-fallback")
    };

    public static Part<IReferenceAttention, AttentionSite> Attention(string id) => new(id, site => id switch
    {
        "f2f" => new FrameToFrameAttention(new() { Heads = 2, Features = 3 }, site),
        "f2b" => new FrameToBinAttention(new() { Heads = 2, Features = 3 }, site),
        "linear" => new LinearAttention(new() { Heads = 2, Features = 3 }, site),
        _ => new NoAttention(site)
    });

    public static Part<IGate, GateContext> Gate(string id) => new(id, place => id switch
    {
        "always" => new AlwaysGate(new(), place),
        "never" => new NeverGate(new(), place),
        "phoneme-fallback" => new PhonemeFallbackGate(new(), place),
        _ => new SoftPhonemeFallbackGate(new(), place)
    });

    public static UNet Small(string attention, long seed)
    {
        manual_seed(seed);
        return new UNet(Options(attention), Context);
    }

    /// <summary>A network of other options, with the weights of another wherever both have them.</summary>
    public static UNet Alike(UNet other, UNetOptions options)
    {
        var unet = new UNet(options, Context);
        using var off = no_grad();
        var weights = other.state_dict();
        foreach (var (name, value) in unet.state_dict())
            if (weights.TryGetValue(name, out var source) && source.shape.SequenceEqual(value.shape) && !IsFixed(name))
                value.copy_(source);
        return unet;

        bool IsFixed(string name) => // its options say what a fixed g is
            name.EndsWith("rezero.gain", StringComparison.Ordinal) && options.Rezero.At("mid") == RezeroMode.Fixed;
    }

    /// <summary>The last item of the batch has three padded target frames and two padded reference frames.</summary>
    public static EstimatorInput Input(long batch, long frames, long references)
    {
        using var random = new Generator(11);
        var targetMask = ones(batch, frames, dtype: ScalarType.Bool);
        targetMask[-1, TensorIndex.Slice(frames - 3)] = false;
        var referenceMask = ones(batch, references, dtype: ScalarType.Bool);
        referenceMask[-1, TensorIndex.Slice(references - 2)] = false;
        var speaker = randn([batch, Bins, 1], generator: random).expand(-1, -1, references);
        var style = randn([batch, 6, references], generator: random);
        var reference = new ConditionedReference(cat([speaker, style], 1), referenceMask,
            randint(1, 5, [batch, references], dtype: int64, generator: random),
            new Dictionary<string, Tensor> { ["speaker"] = speaker, ["melstyle"] = style });
        return new(randn([batch, Bins, frames], generator: random), randn([batch, Bins, frames], generator: random),
            rand([batch], generator: random), targetMask,
            randint(1, 7, [batch, frames], dtype: int64, generator: random), reference);
    }
}
