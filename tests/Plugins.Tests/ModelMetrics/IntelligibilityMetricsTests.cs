using Melange.Plugins.Tests.Corpora;
using Melange.Plugins.Tests.Phonemizers;
using Melange.Testing;

namespace Melange.Plugins.Tests.ModelMetrics;

public sealed class IntelligibilityMetricsTests : MetricFamilyConformance
{
    protected override IMetricFamily Build(MetricContext context) => IntelligibilityMetrics.With(
        recordings => [.. recordings.Select(samples => samples.Length > 11000 ? "a boy" : "a toy")], context, "nobody");

    [Fact]
    public void MeasureEach_WhatWasHeard_IsComparedWithTheText()
    {
        using var scope = NewDisposeScope();
        var metric = IntelligibilityMetrics.With(
            recordings => [.. recordings.Select(samples => samples.Length == 32000 ? "the cat ran" : "The cat.")],
            new(new AudioFormat { SampleRateHz = 8000 }), "nobody");

        var values = metric.MeasureEach(Input(zeros(16000), zeros(8000)) with { Text = "The cat!" });

        Assert.Equal([0.5, 4.0 / 7, 0, 0], values);
    }

    [Fact]
    public void MeasureEach_NoWords_IsNull()
    {
        using var scope = NewDisposeScope();

        Assert.Equal([null, null, null, null], Build(Context).MeasureEach(Input(zeros(9), zeros(9))));
    }

    [ProgramFact("pocketsphinx_batch", "pocketsphinx pocketsphinx-en-us")]
    public void MeasureEach_Recordings_AreUnderstood()
    {
        using var scope = NewDisposeScope();
        var metric = new IntelligibilityMetrics(new(), new(new AudioFormat()));
        var mini = new TextGridFolderCorpus(new() { Path = "data/mini" }, new(RepositoryRoot.Find(), new())).Read();
        var (spoken, silence) = (mini.Single(item => item.Id == "slt_neutral_01"), zeros(16000));

        var values = metric.MeasureEach(Input(silence, tensor(spoken.Samples.ToArray())) with { Text = spoken.Text });

        Assert.Equal([1, 1, 0, 0], values); // "The young boy found a toy."
        Assert.Equal("Word error of the synthesis: pocketsphinx_batch with en-us, lower case, letters, digits and "
            + "apostrophes only, numbers as written.", metric.Members[0].Description);
    }

    [ProgramFact("pocketsphinx_batch", "pocketsphinx pocketsphinx-en-us")]
    public void Constructor_FolderWithoutModel_IsRefused() => Assert.Equal(
        "Model must be a folder with a model of pocketsphinx, but was 'none' (Debian: apt-get install pocketsphinx "
        + "pocketsphinx-en-us).", Refusal(new() { Model = "none" }));

    [Fact]
    public void Constructor_NoTime_IsRefused() => Assert.Equal(
        "TimeoutSeconds must be above 0 and at most 86400, but was 0.", Refusal(new() { TimeoutSeconds = 0 }));

    private static string Refusal(IntelligibilityOptions options) => Assert.Throws<OptionsException>(
        () => new IntelligibilityMetrics(options, new(new AudioFormat()))).Message;

    private static MetricInput Input(Tensor synthesised, Tensor target) =>
        new(zeros(80, 0), zeros(80, 0), target, synthesised, 0, []);
}
