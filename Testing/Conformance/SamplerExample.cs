namespace Melange.Testing;

/// <summary>Gaussian data and an input for samplers, with a size of its own on every axis.</summary>
/// <param name="Input">What a sampler is given; its score is the exact one.</param>
/// <param name="Data">The data's closed forms.</param>
public sealed record SamplerExample(SamplerInput Input, GaussianData Data)
{
    /// <summary>Items of the small example.</summary>
    public const int Batch = 2;

    /// <summary>Bins of the small example.</summary>
    public const int Bins = 3;

    /// <summary>Frames of the small example; the last two of item 1 are padding.</summary>
    public const int Frames = 7;

    /// <summary>The schedule that samplers are built for.</summary>
    public static NoiseSchedule Schedule { get; } = new();

    /// <summary>Draws a small example with padding.</summary>
    /// <param name="type">The type of all its numbers.</param>
    /// <param name="process">The process; that of Grad-TTS with <see cref="Schedule"/> where none is named.</param>
    public static SamplerExample Create(ScalarType type = ScalarType.Float64, IProcess? process = null)
    {
        var example = Create([Batch, Bins, Frames], type, process);
        var mask = ones(Batch, Frames, dtype: ScalarType.Bool);
        mask[1, Frames - 2] = mask[1, Frames - 1] = false;
        return example with { Input = example.Input with { Mask = mask } };
    }

    /// <summary>Draws an example without padding: data around other means than the prior's, narrow and wide.</summary>
    /// <param name="shape"><c>[B, M, T]</c>.</param>
    /// <param name="type">The type of all its numbers.</param>
    /// <param name="process">The process; that of Grad-TTS with <see cref="Schedule"/> where none is named.</param>
    public static SamplerExample Create(long[] shape, ScalarType type, IProcess? process = null)
    {
        process ??= new GradTtsProcess(new(), new(Schedule));
        using var random = new Generator(3);
        var mean = randn(shape, dtype: type, generator: random);
        var center = mean + randn(shape, dtype: type, generator: random);
        var deviation = 0.3 + 0.9 * rand(shape, dtype: type, generator: random);
        var start = process.Center(mean) + randn(shape, dtype: type, generator: random);
        var data = new GaussianData(mean, center, deviation, process);
        var mask = ones(shape[0], shape[2], dtype: ScalarType.Bool);
        return new(new(start, mean, mask, data.Score, new Generator(5)), data);
    }
}
