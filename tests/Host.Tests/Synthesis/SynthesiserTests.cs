using Melange.Host.Assembly;
using Melange.Host.Features;
using Melange.Host.Synthesis;
using Melange.Testing;

namespace Melange.Host.Tests.Synthesis;

public sealed class SynthesiserTests
{
    private const string Edit =
        """synthesis.edits.x={ "phonemes": ["ih", "s", "t"], "scale": 3, "link": "force", "from": 0.2, "to": 0.6 }""";

    [Theory, InlineData("synthesis.guidance=0"), InlineData("synthesis.guidance=2"), InlineData(Edit)]
    public void SpeakAll_TwoTexts_SpeaksEachAsIfAlone(string setting)
    {
        using var scope = NewDisposeScope();
        using var guided = new GuidedModel(setting);
        using var synthesiser = new Synthesiser(guided.Model, guided.Options, CPU);

        var batch = synthesiser.SpeakAll(guided.Requests);

        Assert.Equal(3, batch.Evaluations);
        foreach (var (request, together) in guided.Requests.Zip(batch.Speeches))
        {
            var alone = synthesiser.Speak(request);
            Assert.Equal(alone.FramePhonemes, together.FramePhonemes);
            TensorAssert.Close(alone.LogMel, together.LogMel, 1e-4); // float32 sums in another order
            Assert.Equal(alone.Audio.shape, together.Audio.shape);
        }
    }

    [Fact]
    public void SpeakAll_NormalisedFeatures_GivesNats()
    {
        using var scope = NewDisposeScope();
        string[] deaf = ["model.conditioning.melstyle=null", "features.melMean=-30"]; // no part hears the reference
        using var plain = new GuidedModel(deaf);
        using var wide = new GuidedModel([.. deaf, "features.melDeviation=3"]);

        var (mel, other) = (Mel(plain), Mel(wide));

        TensorAssert.Close(3 * (mel + 30) - 30, other, 1e-4); // of float32 at -30
        Assert.InRange(mel.mean().item<float>(), -31, -29);
    }

    [Fact]
    public void SpeakAll_DurationsRoundedUp_AreTheNextWholeNumbers()
    {
        using var off = no_grad();
        using var scope = NewDisposeScope();
        using var plain = new GuidedModel("synthesis.durationScale=2.3");
        using var up = new GuidedModel("synthesis.durationScale=2.3", "synthesis.durationRounding=up");

        var predicted = Predicted(plain).Select(frames => frames * 2.3f).ToList();
        var (nearest, next) = (Durations(plain), Durations(up));

        Assert.Equal(predicted.Select(frames => Math.Max(1, (long)MathF.Round(frames))), nearest);
        Assert.Equal(predicted.Select(frames => (long)MathF.Ceiling(frames)), next);
        Assert.NotEqual(nearest, next);
    }

    [Fact]
    public void SpeakAll_Edit_ChangesTheMel()
    {
        using var scope = NewDisposeScope();
        using var plain = new GuidedModel();
        using var edited = new GuidedModel(Edit);

        var difference = TensorAssert.LargestDifference(Mel(plain), Mel(edited));

        Assert.True(difference > 1e-3, "The edit changes nothing.");
    }

    [Fact]
    public void SpeakAll_InBfloat16_SaysTheSameButForRounding()
    {
        using var scope = NewDisposeScope();
        using var exact = new GuidedModel();
        using var rounded = new GuidedModel("precision=bfloat16");

        var (mel, other) = (Mel(exact), Mel(rounded));

        var apart = ((other - mel).square().mean() / mel.square().mean()).sqrt().item<float>();
        Assert.InRange(apart, 1e-5, 0.03); // it was rounded; a score is within 1 %, and three were asked for
    }

    [Fact]
    public void SpeakAll_Guidance_ChangesTheMel()
    {
        using var scope = NewDisposeScope();
        using var plain = new GuidedModel();
        using var guided = new GuidedModel("synthesis.guidance=2");

        var difference = TensorAssert.LargestDifference(Mel(plain), Mel(guided));

        Assert.True(difference > 1e-3, "Guidance changes nothing.");
    }

    [Fact]
    public void SpeakAll_CalledAgain_LeavesNoTensorBehind()
    {
        using var guided = new GuidedModel("synthesis.guidance=1", Edit);
        using var synthesiser = new Synthesiser(guided.Model, guided.Options, CPU);

        TensorAssert.NoneLeftBehind(() =>
        {
            using var scope = NewDisposeScope();
            synthesiser.SpeakAll(guided.Requests);
        });
    }

    private static Tensor Mel(GuidedModel model)
    {
        using var synthesiser = new Synthesiser(model.Model, model.Options, CPU);
        return synthesiser.SpeakAll(model.Requests).Speeches[0].LogMel;
    }

    private static long[] Durations(GuidedModel model)
    {
        using var synthesiser = new Synthesiser(model.Model, model.Options, CPU);
        return synthesiser.SpeakAll([model.Requests[0]]).Speeches[0].Durations;
    }

    private static float[] Predicted(GuidedModel guided)
    {
        guided.Model.eval();
        var (request, model) = (guided.Requests[0], guided.Model);
        var conditions = SynthesisModel.Averages(model.Condition(Collation.References([request.Reference], CPU)));
        var ids = tensor(request.PhonemeIds).unsqueeze(0);
        var encoded = model.Encoder.Encode(new(ids, ones_like(ids, dtype: ScalarType.Bool), conditions));
        return encoded.LogDurations.exp()[0].data<float>().ToArray();
    }
}
