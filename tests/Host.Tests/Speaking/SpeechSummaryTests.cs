using Melange.Host.Features;
using Melange.Host.Speaking;

namespace Melange.Host.Tests.Speaking;

public sealed class SpeechSummaryTests
{
    private static readonly string[] Phonemes = ["_", "ax", "b", "pau", "zh"];

    [Fact]
    public void Lines_SomePhonemesMissing_SayTimeDiffusionReferenceAndPhonemes()
    {
        using var tiny = new TinyRun();

        var lines = Lines(tiny, [3, 2, 4, 4, 1, 3], [3, 2, 3]);

        Assert.Equal(
            [
                "4.00 s of speech in 1.60 s: real-time factor 0.40 (mel 0.25, vocoder 0.15)",
                "sampler euler, 3 score evaluations, guidance 0, noise gaussian, vocoder griffin-lim",
                "reference ref.wav: 3 phonemes, aligned by the model; speaker ann, emotion calm",
                "3 of 6 phonemes of the text (50 %) occur in the reference; not: ax, zh"
            ], lines);
    }

    [Fact]
    public void Lines_AllPhonemesFound_NameNone()
    {
        using var tiny = new TinyRun();

        Assert.Equal("2 of 2 phonemes of the text (100 %) occur in the reference", Lines(tiny, [3, 2], [3, 2])[^1]);
    }

    private static List<string> Lines(TinyRun tiny, long[] text, long[] spoken)
    {
        using var scope = NewDisposeScope();
        var names = spoken.Select(id => Phonemes[id]).ToList();
        var source = new Utterance("ref.wav", "", "ann", "calm", [], names, null, IsHeldOut: false);
        var reference = new PreparedUtterance(source, new(zeros(2, spoken.Length)), spoken, null, 0, 0)
        {
            Format = new()
        };
        var outcome = new SpeechOutcome([new("a", text)],
            new(reference, "aligned by the model; speaker ann, emotion calm"), new(4, 1, 0.6, 3));
        return [.. SpeechSummary.Lines(outcome, tiny.Options().Synthesis, Phonemes)];
    }
}
