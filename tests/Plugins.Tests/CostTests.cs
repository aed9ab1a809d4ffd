namespace Melange.Plugins.Tests;

/// <summary>What parts state of their work, against counts by hand.</summary>
public sealed class CostTests
{
    private const long B = 2, C = 16, M = 12, D = 10, T = 7, R = 5;
    private static readonly PassSize Size = new(B, T, R, Phonemes: 9);

    // Every product of the papers' formula, in the order in which the part takes them.
    [Theory]
    [InlineData(7, 5)]   // T·D against R·A·M: projects the queries
    [InlineData(90, 2)]  // projects the keys
    public void FrameToFrame_BothOrders_CountsTheirProducts(long targets, long references)
    {
        const long H = 3, A = 4;
        using var attention = new FrameToFrameAttention(new() { Heads = 3, Features = 4 }, Site());

        var stated = attention.MultiplyAdds(new(B, targets, references, 0));

        var query = Product(H * A, C, M * targets);
        var output = Product(C, H * A, M * targets);
        var byReference = Product(targets, A * M, D) + Product(targets, D, references)      // (q·W)·reference
            + Product(targets, references, D) + Product(A * M, D, targets);                 // W·(weights·reference)
        var byKey = Product(A * M, D, references) + Product(targets, A * M, references)     // W·reference, q·key
            + Product(A * M, D, references) + Product(A * M, references, targets);          // value, weights·value
        Assert.Equal(B * (query + output + H * Math.Min(byReference, byKey)), stated);
        Assert.Equal(targets == 7, byReference < byKey);
    }

    [Theory]
    [InlineData(4, 50)]   // few features: attention over A
    [InlineData(64, 5)]   // many: attention over C
    public void FrameToBin_BothOrders_CountsTheirProducts(int features, long references)
    {
        const long H = 3;
        using var attention = new FrameToBinAttention(new() { Heads = 3, Features = features }, Site());

        var stated = attention.MultiplyAdds(new(B, T, references, 0));

        var keyAndValue = 2 * Product(features, D, references);
        var overFeatures = Product(features, C, M * T) + 2 * Product(M * T, features, references)
            + Product(C, features, M * T);
        var overChannels = 2 * Product(references, features, C) + 2 * Product(M * T, C, references);
        Assert.Equal(B * H * (keyAndValue + Math.Min(overFeatures, overChannels)), stated);
        Assert.Equal(features == 64, overChannels < overFeatures);
    }

    [Fact]
    public void Linear_CountsItsProducts()
    {
        const long H = 3, A = 4, N = M * T;
        using var attention = new LinearAttention(new() { Heads = 3, Features = 4 }, Site());

        var expected = B * (Product(H * A, C, N)                                           // key
            + Product(H * A, N, C)                                                          // softmax·xᵀ
            + H * Product(A, C, A) + H * Product(A, A, C)                                   // context, context·Wq
            + Product(C, H * A, C) + Product(N, C, C));                                     // Wo·that, that·x
        Assert.Equal(expected, attention.MultiplyAdds(Size));
    }

    [Fact]
    public void Conditioners_CountTheirPerceptrons()
    {
        ConditionerContext context = new(M, ["a", "b", "c"], ["x", "y"]);
        using var speaker = new SpeakerConditioner(new() { Embedding = 3, Hidden = 5, Width = 6 }, context);
        using var style = new MelStyleConditioner(new() { Hidden = 5, Width = 6 }, context);
        using var emotion = new EmotionConditioner(new() { Hidden = 5, Width = 6 }, context);

        Assert.Equal(B * (3 * 5 + 5 * 6), speaker.MultiplyAdds(Size));
        Assert.Equal(B * R * (M * 5 + 5 * 6), style.MultiplyAdds(Size));
        Assert.Equal(B * (2 * 5 + 5 * 6), emotion.MultiplyAdds(Size));
    }

    [Fact]
    public void Encoder_CountsPrenetLayersAndProjections()
    {
        const long Width = 8 + 4, P = 9, F = 10, Durations = 7, Window = 2;
        using var encoder = new GradTtsEncoder(
            new()
            {
                Channels = 8,
                FilterChannels = 10,
                DurationChannels = 7,
                Heads = 3,
                Layers = 2,
                KernelSize = 3,
                WindowSize = 2,
                Conditions = ["speaker"]
            },
            new(20, M, [new("speaker", 4)]));

        var prenet = 3 * Product(8, 8 * 5, P) + Product(8, 8, P);
        var attention = 4 * Product(Width, Width, P) + 2 * Product(P, Width, P)
            + 2 * Product(P, Width, 2 * Window + 1);
        var feedForward = Product(F, 3 * Width, P) + Product(Width, 3 * F, P);
        var duration = Product(Durations, 3 * Width, P) + Product(Durations, 3 * Durations, P)
            + Product(1, Durations, P);
        Assert.Equal(B * (prenet + 2 * (attention + feedForward) + Product(M, Width, P) + duration),
            encoder.MultiplyAdds(Size));
    }

    // Each weight meets every position of its level once: of a halving those behind it, of a doubling those before.
    [Fact]
    public void UNet_CountsEveryWeightAtThePositionsOfItsLevel()
    {
        using var unet = new UNet(
            new()
            {
                Dim = 8,
                Groups = 4,
                Attention = new(new Part<IReferenceAttention, AttentionSite>("none", site => new NoAttention(site))),
                Gate = new(new Part<IGate, GateContext>("always", place => new AlwaysGate(new(), place)))
            },
            new(M, [], new(), ["_", "a"]));

        var counted = unet.named_parameters().Where(entry => entry.name.EndsWith("weight", StringComparison.Ordinal))
            .Sum(entry => entry.parameter.NumberOfElements * PositionsOf(entry.name, entry.parameter));
        Assert.Equal(B * counted, unet.MultiplyAdds(Size));
    }

    [Fact]
    public void GatesAndNoAttention_MultiplyNothing()
    {
        using var soft = new SoftPhonemeFallbackGate(new(), new(Site(), ["_", "a"]));
        GateContext place = new(Site(), ["_", "a"]);
        IStatesCost[] parts =
        [
            new NoAttention(Site()), new AlwaysGate(new(), place), new NeverGate(new(), place),
            new PhonemeFallbackGate(new(), place), soft
        ];

        Assert.All(parts, part => Assert.Equal(0, part.MultiplyAdds(Size)));
    }

    private static long PositionsOf(string name, Tensor weight)
    {
        const long Padded = 8; // T = 7, to a multiple of 4
        if (weight.dim() == 1)
            return 0;                                                               // a norm, value by value
        if (weight.dim() == 2)
            return 1;                                                               // of the time: once an item
        var level = name.StartsWith("down.1", StringComparison.Ordinal) ? 1
            : name.StartsWith("down.2", StringComparison.Ordinal) || name.Contains("Mid", StringComparison.Ordinal) ? 2
            : name.StartsWith("up.0", StringComparison.Ordinal) ? 2
            : name.StartsWith("up.1", StringComparison.Ordinal) ? 1 : 0;
        var halved = name.Contains("halve", StringComparison.Ordinal) ? level + 1 : level;
        return (M >> halved) * (Padded >> halved);
    }

    private static AttentionSite Site() => new("mid", 2, C, M, D);

    /// <summary>Multiply-adds of [rows, inner]·[inner, columns].</summary>
    private static long Product(long rows, long inner, long columns) => rows * inner * columns;
}
