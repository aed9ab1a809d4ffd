using Melange.Host.Features;
using Melange.Host.Vocoding;
using static TorchSharp.torch.nn;

namespace Melange.Host.Tests.Vocoding;

/// <summary>The losses against sums by hand; discriminators that give what they are told by the audio's first value.
/// </summary>
public sealed class VocoderObjectiveTests
{
    private static readonly AudioFormat Format = new() { HighHz = 7000 };

    [Fact]
    public void OfDiscriminators_KnownScores_AddsBothSquares()
    {
        using var scope = NewDisposeScope();
        using var objective = new VocoderObjective(new Told(), new(), Format);

        var loss = objective.OfDiscriminators(Audio(0.5f), Audio(0.25f));

        // The first scores 0.5 and 0.25, the second twice that: (0.5 − 1)² + 0.25², (1 − 1)² + 0.5².
        Assert.Equal(0.25 + 0.0625 + 0 + 0.25, loss.item<float>(), 1e-6);
    }

    [Fact]
    public void OfGenerator_KnownJudgements_AddsAdversarialAndFeatures()
    {
        using var scope = NewDisposeScope();
        using var objective = new VocoderObjective(new Told(), new(), Format);

        var losses = objective.OfGenerator(Audio(0.5f), Audio(0.25f), isAgainstDiscriminators: true);

        Assert.Equal(0.75 * 0.75 + 0.5 * 0.5, losses.Adversarial!.item<float>(), 1e-6);
        // Of each discriminator the mean difference of a layer of ten times the score, and of the score.
        Assert.Equal(2.5 + 0.25 + 5 + 0.5, losses.Features!.item<float>(), 1e-5);
    }

    [Fact]
    public void OfGenerator_OtherAudio_HasTheMeanDifferenceOfLogMelsUpToHalfTheRate()
    {
        using var scope = NewDisposeScope();
        manual_seed(1);
        using var objective = new VocoderObjective(new Told(), new(), Format);
        var (recorded, generated) = (rand(2, 1, 1024) - 0.5, rand(2, 1, 1024) - 0.5);

        var losses = objective.OfGenerator(recorded, generated, isAgainstDiscriminators: false);

        using var spectrogram = new LogMelSpectrogram(new() { HighHz = 8000 });
        var byHand = new[] { 0, 1 }.Average(i =>
            (spectrogram.Of(recorded[i, 0]) - spectrogram.Of(generated[i, 0])).abs().mean().item<float>());
        Assert.Equal(byHand, losses.Mel.item<float>(), 1e-5);
        Assert.Null(losses.Adversarial);
        Assert.Null(losses.Features);
    }

    [Fact]
    public void Total_AllParts_WeighsThem()
    {
        using var scope = NewDisposeScope();
        using var objective = new VocoderObjective(
            new Told(), new() { MelWeight = 10, FeatureWeight = 3 }, Format);

        Assert.Equal(5 + 3 * 7 + 10 * 2, objective.Total(new(tensor(2f), tensor(5f), tensor(7f))).item<float>());
        Assert.Equal(20, objective.Total(new(tensor(2f), null, null)).item<float>());
    }

    private static Tensor Audio(float first)
    {
        var audio = zeros(1, 1, 1024);
        audio[0, 0, 0] = first;
        return audio;
    }

    private sealed class Told() : Module<Tensor, IReadOnlyList<Judgement>>(nameof(Told))
    {
        public override IReadOnlyList<Judgement> forward(Tensor input) => [Judge(input, 1), Judge(input, 2)];

        private static Judgement Judge(Tensor input, float factor)
        {
            var score = input[.., .., 0] * factor;
            return new(score, [score.expand(1, 4) * 10, score]);
        }
    }
}
