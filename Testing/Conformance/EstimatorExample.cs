namespace Melange.Testing;

/// <summary>A question to an estimator, with sizes that differ on every axis.</summary>
/// <remarks>The last two target frames of item 1 and the last reference frame of item 0 are padding.</remarks>
public static class EstimatorExample
{
    /// <summary>Items.</summary>
    public const int Batch = 2;

    /// <summary>Target frames; not divisible by four.</summary>
    public const int Frames = 13;

    /// <summary>Reference frames.</summary>
    public const int References = 11;

    /// <summary>What estimators are built for: 8 bins, conditions of 8 and 5 features, 5 phonemes.</summary>
    public static EstimatorContext Context { get; } = new(
        Bins: 8, Conditions: [new("speaker", 8), new("emotion", 5)], new NoiseSchedule(), ["", "aa", "b", "k", "iy"]);

    /// <summary>Draws a question to an estimator that was built for <see cref="Context"/>.</summary>
    public static EstimatorInput Create() => For(Context);

    /// <summary>Draws a question to an estimator that was built for another context.</summary>
    public static EstimatorInput For(EstimatorContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        using var random = new Generator(3);
        var mask = arange(Frames).unsqueeze(0).lt(tensor(new long[] { Frames, Frames - 2 }).unsqueeze(1)); // [B, T]
        return new(
            Noisy: Normal([Batch, context.Bins, Frames], random), Mean: Normal([Batch, context.Bins, Frames], random),
            Time: tensor(new float[] { 0.3f, 0.8f }), mask,
            TargetPhonemes: Phonemes(context, Frames, random) * mask, Reference(context, random));
    }

    /// <summary>The same with more target frames, all of them padding that holds large numbers.</summary>
    /// <param name="input">A question.</param>
    /// <param name="frames">How many frames come behind the last.</param>
    public static EstimatorInput WithTargetPadding(EstimatorInput input, int frames) => input with
    {
        Noisy = nn.functional.pad(input.Noisy, (0, frames), value: 9),
        Mean = nn.functional.pad(input.Mean, (0, frames), value: -7),
        TargetMask = nn.functional.pad(input.TargetMask, (0, frames)),
        TargetPhonemes = nn.functional.pad(input.TargetPhonemes, (0, frames))
    };

    /// <summary>Every tensor that an estimator is given.</summary>
    public static Tensor[] Tensors(EstimatorInput input) =>
    [
        input.Noisy, input.Mean, input.Time, input.TargetMask, input.TargetPhonemes, input.Reference.Features,
        input.Reference.Mask, input.Reference.Phonemes, .. input.Reference.Conditions.Values
    ];

    private static ConditionedReference Reference(EstimatorContext context, Generator random)
    {
        var mask = arange(References).unsqueeze(0).lt(tensor(new long[] { References - 1, References }).unsqueeze(1));
        var real = mask.unsqueeze(1);                                               // [B, 1, R]
        var conditions = new Dictionary<string, Tensor>();
        foreach (var (name, width) in context.Conditions)                           // the first alike in all frames
            conditions[name] = Normal([Batch, width, conditions.Count == 0 ? 1 : References], random) * real;
        return new(cat([.. conditions.Values], 1), mask, Phonemes(context, References, random) * mask, conditions);
    }

    private static Tensor Normal(long[] size, Generator random) => randn(size, generator: random);

    private static Tensor Phonemes(EstimatorContext context, long frames, Generator random) =>
        randint(1, context.Phonemes.Count, [Batch, frames], dtype: int64, generator: random);
}
