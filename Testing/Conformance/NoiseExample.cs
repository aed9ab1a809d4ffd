namespace Melange.Testing;

/// <summary>An input for starting noises, with a size of its own on every axis.</summary>
/// <param name="Input">What a noise is given; its generator is seeded alike each time.</param>
/// <param name="ReferenceMean">What the input's prior mean of the reference is, <c>[B, M, R]</c>.</param>
public sealed record NoiseExample(NoiseInput Input, Tensor ReferenceMean)
{
    /// <summary>Items.</summary>
    public const int Batch = 2;

    /// <summary>Bins.</summary>
    public const int Bins = 3;

    /// <summary>Target frames; the last two of item 1 are padding.</summary>
    public const int Frames = 7;

    /// <summary>Reference frames; the last of item 0 is padding.</summary>
    public const int References = 5;

    /// <summary>The schedule that noises are built for.</summary>
    public static NoiseSchedule Schedule { get; } = new();

    /// <summary>Draws an example.</summary>
    /// <param name="type">The type of means and mel.</param>
    /// <param name="seed">Seed of the input's generator.</param>
    public static NoiseExample Create(ScalarType type = ScalarType.Float32, ulong seed = 1)
    {
        using var random = new Generator(7);
        var targetMask = ones(Batch, Frames, dtype: ScalarType.Bool);
        targetMask[1, Frames - 2] = targetMask[1, Frames - 1] = false;
        var mask = ones(Batch, References, dtype: ScalarType.Bool);
        mask[0, References - 1] = false;
        // phoneme 9 occurs in no reference, 4 in that of item 1 alone
        var phonemes = tensor(new long[] { 3, 3, 2, 2, 0, 4, 2, 2, 5, 4 }).view(Batch, References);
        var targetPhonemes = tensor(new long[] { 2, 2, 2, 9, 3, 4, 2, 4, 4, 9, 9, 5, 0, 0 }).view(Batch, Frames);
        var real = mask.unsqueeze(1);
        var logMel = randn([Batch, Bins, References], dtype: type, generator: random) * real;
        var referenceMean = randn([Batch, Bins, References], dtype: type, generator: random) * real;
        var mean = randn([Batch, Bins, Frames], dtype: type, generator: random) * targetMask.unsqueeze(1);
        var index = zeros(Batch, dtype: int64);
        var reference = new ReferenceBatch(logMel, mask, phonemes, Speakers: index, Emotions: index.clone());
        return new(
            new(mean, targetMask, targetPhonemes, reference, () => referenceMean.clone(), new Generator(seed)),
            referenceMean);
    }

    /// <summary>All tensors that a noise is given.</summary>
    public Tensor[] Tensors =>
    [
        Input.Mean, Input.TargetMask, Input.TargetPhonemes, Input.Reference.LogMel, Input.Reference.Mask,
        Input.Reference.Phonemes, ReferenceMean
    ];

    /// <summary>The same with other speech in item 1: its means and mel NaN, its phonemes those of item 0.</summary>
    public NoiseExample WithSecondItemOverwritten()
    {
        var reference = Input.Reference with
        {
            LogMel = Overwritten(Input.Reference.LogMel),
            Phonemes = Input.Reference.Phonemes[0].expand(Batch, References).clone()
        };
        var referenceMean = Overwritten(ReferenceMean);
        var input = Input with
        {
            Mean = Overwritten(Input.Mean),
            TargetPhonemes = Input.TargetPhonemes[0].expand(Batch, Frames).clone(),
            Reference = reference,
            ReferenceMean = () => referenceMean.clone()
        };
        return new(input, referenceMean);
    }

    private static Tensor Overwritten(Tensor values)
    {
        var copy = values.clone();
        copy[1] = double.NaN;
        return copy;
    }
}
