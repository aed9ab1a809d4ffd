namespace Melange.Tests.Conditioning;

public sealed class ReferenceAudioTests
{
    private static readonly ReferenceAudio Audio = new(new(), [[0.1f, 0.2f, 0.3f], [0.4f]]);

    [Fact]
    public void Waveforms_OfDifferentLengths_AreZeroBehindTheEnd()
    {
        using var scope = NewDisposeScope();

        var waveforms = Audio.Waveforms(CPU);

        Assert.Equal([2, 3], waveforms.shape);
        Assert.Equal([0.1f, 0.2f, 0.3f, 0.4f, 0, 0], waveforms.data<float>().ToArray());
    }

    [Fact]
    public void Mask_OfDifferentLengths_TellsWhichSamplesAreReal()
    {
        using var scope = NewDisposeScope();

        Assert.Equal([true, true, true, true, false, false], Audio.Mask(CPU).data<bool>().ToArray());
    }

    [Fact]
    public void Audio_BatchWithoutIt_SaysSo()
    {
        using var scope = NewDisposeScope();
        var batch = new ReferenceBatch(zeros(2, 3, 4), ones(2, 4), zeros(2, 4), zeros(2), zeros(2));

        var fault = Assert.Throws<InvalidOperationException>(() => batch.Audio);

        Assert.Equal("ReferenceBatch.Audio is not given", fault.Message);
        Assert.Equal("ReferenceBatch of [2, 3, 4]", $"{batch}");
    }
}
