using CsCheck;
using Melange.Host.Aligning;
using Melange.Host.Features;
using Melange.Host.TensorFiles;

namespace Melange.Host.Tests.Aligning;

public sealed class MonotonicAlignmentTests
{
    // A likelihood of [P, T] whose few whole values tie often.
    private static readonly Gen<float[,]> Tables = Gen.Select(Gen.Int[1, 5], Gen.Int[0, 5]).SelectMany(
        (phonemes, more) => Gen.Int[-3, 3].Select(value => (float)value).Array2D[phonemes, phonemes + more]);

    private static readonly Gen<float> Padding =
        Gen.OneOf(Gen.Const(0f), Gen.Const(1e9f), Gen.Const(float.NaN));

    [Fact]
    public void Durations_FixtureOfTheOracle_GiveItsPaths()
    {
        using var scope = NewDisposeScope();
        var fixture = Safetensors.Read("Fixtures/monotonic_alignment.safetensors");
        var likelihood = fixture["log_likelihood"];

        var durations = MonotonicAlignment.Durations(likelihood, Sizes(fixture["lengths"]));

        var paths = zeros_like(fixture["path"]);                                    // [B, P, T]
        for (var item = 0; item < durations.Count; item++)
            foreach (var (phoneme, frame) in Path(durations[item]))
                paths[item, phoneme, frame] = 1;
        Assert.Equal(fixture["path"].data<long>().ToArray(), paths.data<long>().ToArray());
    }

    [Fact]
    public void Durations_AnyTable_ShareOutEveryFrameAndForgetNoPhoneme() => Tables.Sample(table =>
    {
        var durations = Search(table);

        return durations.Length == table.GetLength(0) && durations.Sum() == table.GetLength(1)
            && durations.All(frames => frames >= 1);
    });

    [Fact]
    public void Durations_AnyTable_AreAsLikelyAsTheBestOfAllPaths() => Tables.Sample(table =>
        Total(table, Search(table)) == Every(table.GetLength(0), table.GetLength(1)).Max(path => Total(table, path)));

    [Fact]
    public void Durations_LargeTable_AreAsLikelyAsAnyRandomPath() => Gen.Select(
        Gen.Float[-9, 9].Array2D[12, 40], Gen.Int[1, 39].HashSet[11]).Sample((table, cuts) =>
    {
        long[] borders = [0, .. cuts.Order().Select(cut => (long)cut), 40];
        long[] random = [.. borders.Zip(borders.Skip(1), (start, end) => end - start)];

        return Total(table, Search(table)) >= Total(table, random);
    });

    [Fact]
    public void Durations_PaddingOfAnyValue_ChangesNothing() => Gen.Select(
        Tables, Gen.Int[1, 3], Gen.Int[1, 3], Padding).Sample((table, rows, columns, value) =>
    {
        using var scope = NewDisposeScope();
        var padded = nn.functional.pad(tensor(table), (0, columns, 0, rows), value: value);
        var other = ones_like(padded);
        var sizes = new AlignmentSize(table.GetLength(0), table.GetLength(1));

        return MonotonicAlignment.Durations(stack([other, padded]), [sizes, sizes])[1].SequenceEqual(Search(table));
    });

    [Fact]
    public void Durations_EveryPathAsLikely_StaysWithTheLastPhonemeAsLongAsCanBe() =>
        Assert.Equal([1, 1, 3], Search(new float[3, 5]));

    [Theory, InlineData(float.NaN), InlineData(float.NegativeInfinity)]
    public void Durations_NothingFinite_StillShareOutEveryFrame(float value)
    {
        using var scope = NewDisposeScope();

        var durations = MonotonicAlignment.Durations(full([1, 3, 7], value), [new(3, 7)]).Single();

        Assert.Equal(7, durations.Sum());
        Assert.All(durations, frames => Assert.True(frames >= 1));
    }

    [Theory]
    [InlineData(5, 4, "phonemes of item 1 must be at least 1 and at most its 4 frames, one each, but was 5.")]
    [InlineData(0, 4, "phonemes of item 1 must be at least 1 and at most its 4 frames, one each, but was 0.")]
    [InlineData(4, 8, "sizes of item 1 must be at most P = 5 and T = 7, but was 4 and 8.")]
    [InlineData(6, 7, "sizes of item 1 must be at most P = 5 and T = 7, but was 6 and 7.")]
    public void Durations_ItemThatCannotBeAligned_SaysWhy(int phonemes, int frames, string message)
    {
        using var scope = NewDisposeScope();

        var fault = Assert.Throws<ArgumentException>(
            () => MonotonicAlignment.Durations(zeros(2, 5, 7), [new(2, 3), new(phonemes, frames)]));

        Assert.Equal(message, fault.Message);
    }

    [Fact]
    public void Durations_OneSizeForTwoItems_SaysSo()
    {
        using var scope = NewDisposeScope();

        var fault = Assert.Throws<ArgumentException>(() => MonotonicAlignment.Durations(zeros(2, 5, 7), [new(2, 3)]));

        Assert.Equal("sizes must be one for each of 2 items, but was 1.", fault.Message);
    }

    [Fact]
    public void Durations_TwoAxes_NamesTheAxes()
    {
        using var scope = NewDisposeScope();

        var fault = Assert.Throws<TensorShapeException>(() => MonotonicAlignment.Durations(zeros(5, 7), [new(2, 3)]));

        Assert.Equal("logLikelihood must be [B, P, T], but was [5, 7].", fault.Message);
    }

    private static long[] Search(float[,] table)
    {
        using var scope = NewDisposeScope();
        return MonotonicAlignment.Durations(
            tensor(table).unsqueeze(0), [new(table.GetLength(0), table.GetLength(1))]).Single();
    }

    private static AlignmentSize[] Sizes(Tensor lengths) => [.. Enumerable.Range(0, (int)lengths.shape[0])
        .Select(item => new AlignmentSize((int)lengths[item, 0].item<long>(), (int)lengths[item, 1].item<long>()))];

    private static IEnumerable<(long Phoneme, int Frame)> Path(long[] durations) =>
        FrameAlignment.PhonemeOfFrames(durations).Select((phoneme, frame) => (phoneme, frame));

    private static double Total(float[,] table, long[] durations) =>
        Path(durations).Sum(step => (double)table[step.Phoneme, step.Frame]);

    private static IEnumerable<long[]> Every(int phonemes, int frames) => phonemes == 1
        ? [[frames]]
        : Enumerable.Range(1, frames - phonemes + 1)
            .SelectMany(first => Every(phonemes - 1, frames - first).Select(rest => (long[])[first, .. rest]));
}
