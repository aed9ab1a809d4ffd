using Melange.Host.Tests.Training;

namespace Melange.Host.Tests.Assembly;

/// <summary>Models that know nothing of the reference, as the original Grad-TTS.</summary>
public sealed class ModelWithoutConditionsTests
{
    private static readonly string[] None =
    [
        "model.conditioning.speaker=null", "model.conditioning.melstyle=null", "model.estimator.speaker=",
        "model.estimator.attention.use=linear"
    ];

    [Fact]
    public void Run_WithoutConditions_Trains()
    {
        using var tiny = new TinyRun();
        var options = tiny.Options(None);
        using var training = new TinyTraining(options, TinyRun.Corpus(options));

        var state = training.Run($"{tiny.Folder}/run");

        Assert.Empty(training.Model.Conditions);
        Assert.True(state.Losses[^1].Diffusion > 0);
    }

    [Fact]
    public void Options_ReferenceDropoutWithoutConditions_IsRefused()
    {
        using var tiny = new TinyRun();

        var thrown = Assert.Throws<FaultException>(() => tiny.Options([.. None, "model.referenceDropout=0.1"]));

        Assert.EndsWith("model.referenceDropout must be 0 where there is no condition, but was 0.1.", thrown.Message);
    }
}
