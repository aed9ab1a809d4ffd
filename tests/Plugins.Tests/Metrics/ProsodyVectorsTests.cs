namespace Melange.Plugins.Tests.Metrics;

public sealed class ProsodyVectorsTests
{
    private static readonly AudioFormat Format = MetricInputs.Format;

    [Fact]
    public void Of_RisingTone_HasItsNumbers()
    {
        using var scope = NewDisposeScope();
        var seconds = arange(32000, dtype: ScalarType.Float64) / 16000;
        // ln f rises by 0.2 a second from ln 150: f = 150·e^(0.2 t), amplitude ½ has −9.03 dB.
        var rise = ((seconds * 0.2).exp() * (150 / 0.2 * 2 * Math.PI)).sin() * 0.5;
        var mel = (arange(5).to(ScalarType.Float32) * -0.5f).unsqueeze(1).expand(5, 125);

        var vector = Vector(rise, mel, [new("pau", 0, 0.5), new("ah", 0.5, 1), new("b", 1, 1.5), new("sil", 1.5, 2)]);

        Assert.Equal(Math.Log(150) + 0.2, vector[0], tolerance: 0.005);
        Assert.Equal(0.4 / Math.Sqrt(12), vector[1], tolerance: 0.005);       // of what is spread evenly
        Assert.Equal(0.2, vector[2], tolerance: 0.005);
        Assert.Equal(-9.03, vector[3], tolerance: 0.1);
        Assert.InRange(vector[4], 0, 0.6);                                    // the edges alone
        Assert.Equal(-2 * 20 / Math.Log(10), vector[5], tolerance: 1e-4);
        Assert.Equal(Math.Log(2), vector[6], tolerance: 1e-9);
        Assert.Equal(1, vector[7]);
    }

    [Fact]
    public void Of_Silence_HasNoPitch()
    {
        using var scope = NewDisposeScope();

        var vector = Vector(zeros(16000), zeros(5, 62), []);

        Assert.All(vector[..7], number => Assert.Equal(double.NaN, number));
        Assert.Equal(0, vector[7]);
    }

    [Fact]
    public void Of_SameRecordingAgain_ReadsItOnce()
    {
        using var scope = NewDisposeScope();
        using var vectors = new ProsodyVectors(new(), Format);
        var reads = 0;
        var recording = new CorpusRecording("a", "a", "slt", "sad", Read, () => zeros(5, 62));

        Assert.Same(vectors.Of(recording), vectors.Of(recording));
        Assert.Equal(1, reads);

        Tensor Read()
        {
            reads++;
            return zeros(16000);
        }
    }

    private static double[] Vector(Tensor audio, Tensor mel, PhonemeInterval[] phonemes)
    {
        using var vectors = new ProsodyVectors(new(), Format);
        return vectors.Of(new CorpusRecording("a", "a", "slt", "sad", () => audio.alias(), () => mel.alias())
        {
            Phonemes = phonemes
        });
    }
}
