namespace Melange.Plugins.Tests.Corpora.Layouts;

public sealed class ShippedLayoutsTests : IDisposable
{
    private readonly StandIn corpus = new();
    private readonly ShippedLayouts layouts = new();

    public void Dispose() => corpus.Dispose();

    [Theory]
    [InlineData("lj/metadata.csv", "x|One|One", "lj/wavs/x.wav", "ljspeech", "lj")]
    [InlineData("v/txt/p225/p225_001.txt", "One", "v/wav48/p225/p225_001.wav", "vctk", "v")]
    [InlineData("e/0011/0011.txt", "0011_000001\tOne\tSad", "e/0011/Sad/0011_000001.wav", "esd", "e")]
    [InlineData("l/dev-clean/84/1/84_1_0_0.normalized.txt", "One", "l/dev-clean/84/1/84_1_0_0.wav", "libritts", "l")]
    public void Find_PublishedCorpus_IsKnownFromTheFolderAboveToo(
        string list, string text, string recording, string use, string path)
    {
        corpus.Write(list, text);
        corpus.Speak(8000, recording);

        foreach (var folder in new[] { corpus.BaseFolder, $"{corpus.BaseFolder}/{path}" })
        {
            var found = layouts.Find(folder, null)!;

            Assert.True(found.IsPublished && found.NeedsPhonemizer);
            Assert.Equal($"{{\"use\":\"{use}\",\"path\":\"{corpus.BaseFolder}/{path}\","
                + "\"heldOut\":{\"share\":0.05,\"seed\":1}}", found.Section);
            var one = Assert.Single(found.Recordings);
            Assert.Equal((1, "One", $"{corpus.BaseFolder}/{recording}"), (found.Count, one.Text, one.Name));
        }
    }

    [Fact]
    public void Find_RecordingsInFolders_AreMeasured()
    {
        corpus.Speak(44100, "mine/anna/a.wav", "mine/bert/c.wav");
        var loud = Enumerable.Range(0, 8).Select(i => i % 4 == 0 ? 0.25 : 1.0);
        corpus.Write("mine/bert/b.wav",
            new RecordingBytes(Encoding: 3, Bits: 32, Channels: 2).Bytes([.. loud.SelectMany(x => new[] { x, 0 })]));
        foreach (var name in new[] { "anna/a", "bert/b" })
            corpus.Write($"mine/{name}.txt", "One");
        corpus.Align("mine/anna/a.TextGrid");

        var found = layouts.Find($"{corpus.BaseFolder}/mine", null)!;

        Assert.False(found.IsPublished || found.NeedsPhonemizer);
        var one = Assert.Single(found.Recordings);
        Assert.Equal(("anna", "neutral", "sil AA1 B"), (one.Speaker, one.Emotion, string.Join(' ', one.Phonemes)));
        Assert.Equal((0.5, 44100, 1, 0.0),
            (one.Audio!.Seconds, one.Audio.RateHz, one.Audio.Channels, one.Audio.ClippedShare));
        Assert.Equal(0.5, one.Audio.Peak, 1e-4);
        Assert.Equal(["left out, recordings without a text: 1 (c).", "left out, recordings without times: 1 (b)."],
            found.Misfits.Select(misfit => misfit.Message));
        corpus.Delete("mine/anna/a.TextGrid");
        var stereo = layouts.Find($"{corpus.BaseFolder}/mine", null)!.Recordings.Last().Audio!;
        Assert.Equal((0.0005, 16000, 2, 1.0, 6 / 16.0),
            (stereo.Seconds, stereo.RateHz, stereo.Channels, stereo.Peak, stereo.ClippedShare));
    }

    [Fact]
    public void Find_BrokenFiles_AreFaultsOfTheirRecordings()
    {
        corpus.Write("mine/a.txt", "One");
        corpus.Write("mine/a.wav", "no audio");
        corpus.Write("mine/a.TextGrid", "no grid");

        var one = Assert.Single(layouts.Find($"{corpus.BaseFolder}/mine", null)!.Recordings);

        Assert.Null(one.Audio);
        Assert.Equal(["a.wav", "a.TextGrid"], one.Faults.Select(fault => Path.GetFileName(fault.File)));
    }

    [Fact]
    public void Find_Alignments_AreInTheSection()
    {
        corpus.Write("lj/metadata.csv", "x|One|One\ny|Two|Two\n");
        corpus.Speak(8000, "lj/wavs/x.wav");
        corpus.Align("mfa/x.TextGrid");

        var found = layouts.Find($"{corpus.BaseFolder}/lj", $"{corpus.BaseFolder}/mfa")!;

        Assert.False(found.NeedsPhonemizer);
        Assert.Contains($"\"alignments\":\"{corpus.BaseFolder}/mfa\"", found.Section);
        Assert.Equal(["sil", "AA1", "B"], Assert.Single(found.Recordings).Phonemes);
        Assert.Equal(1, found.Count);
    }

    [Fact]
    public void Find_OurOwnList_KeepsItsHeldOutFile()
    {
        corpus.Write("ours/metadata.csv", "id,text,speaker,emotion\nu,One.,anna,sad\n");
        corpus.Write("ours/held-out.txt", "");
        corpus.Speak(8000, "ours/wav/u.wav");

        Assert.Contains("\"heldOut\":\"held-out.txt\"", layouts.Find($"{corpus.BaseFolder}/ours", null)!.Section);
    }

    [Fact]
    public void Find_NoRecordings_IsNothing()
    {
        corpus.Write("papers/a.txt", "One");

        Assert.Null(layouts.Find($"{corpus.BaseFolder}/papers", null));
    }
}
