using System.Buffers.Binary;
using Melange;
using Melange.Testing;

namespace PartSpace.Tests;

/// <summary>The conformance suite of the slot, and what this part promises beyond it.</summary>
public sealed class PartNameTests : CorpusConformance, IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("corpus-").FullName;

    public PartNameTests()
    {
        Directory.CreateDirectory(Path.Combine(folder, "mine/wav"));
        Write("metadata.csv", "id,text,speaker,emotion\na,No, no.,ann,sad\nb,Go on!,bob,happy\n");
        Write("held-out.txt", "Go on!\n");
        foreach (var id in new[] { "a", "b" })
            File.WriteAllBytes(Path.Combine(folder, $"mine/wav/{id}.wav"), Wav(1, -32768, 16384));
    }

    protected override string Folder => folder;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    protected override ICorpus Build(CorpusContext context) => new PartName(new() { Path = "mine" }, context);

    [Fact]
    public void Read_Texts_SpellsThemWithPausesBetweenWords()
    {
        var utterances = Build(new(folder, Format)).Read();

        Assert.Equal("pau n o pau n o pau", string.Join(' ', utterances[0].Phonemes));
        Assert.Equal(["No, no.", "Go on!"], utterances.Select(item => item.Text));
        Assert.Equal([false, true], utterances.Select(item => item.IsHeldOut));
        Assert.Equal([1 / 32768f, -1, 0.5f], utterances[1].Samples);
    }

    [Fact]
    public void Read_BrokenLineAndMissingAudio_ListsBoth()
    {
        Write("metadata.csv", "id,text,speaker,emotion\na,No,ann\nb,Go on!,bob,happy\n");
        File.WriteAllText(Path.Combine(folder, "mine/wav/b.wav"), "not audio");

        var fault = Assert.Throws<FaultException>(() => Build(new(folder, Format)).Read());

        Assert.Equal("mine/metadata.csv:2: must be id,text,speaker,emotion, but was 'a,No,ann'.\n" +
            "mine/wav/b.wav: must be a WAV file of 16 bits and one channel, but is none.", fault.Message);
    }

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(folder, "mine", name), text);

    private byte[] Wav(params short[] samples)
    {
        var bytes = new byte[44 + 2 * samples.Length];
        "RIFF____WAVEfmt "u8.CopyTo(bytes);
        BinaryPrimitives.WriteInt16LittleEndian(bytes.AsSpan(22), 1);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(24), Format.SampleRateHz);
        BinaryPrimitives.WriteInt16LittleEndian(bytes.AsSpan(34), 16);
        "data"u8.CopyTo(bytes.AsSpan(36));
        for (var i = 0; i < samples.Length; i++)
            BinaryPrimitives.WriteInt16LittleEndian(bytes.AsSpan(44 + 2 * i), samples[i]);
        return bytes;
    }
}
