using System.Buffers.Binary;

namespace Melange.Host.Tests.Experiments;

/// <summary>What is said of a corpus that a run cannot learn from: by <c>check</c> as by <c>ab</c>.</summary>
public sealed class CorpusFaultsTests : IDisposable
{
    private const int WavHeader = 44;
    private static readonly string[] TextsAlone =
        ["--set", "corpus.use=text-folder", "--set", "corpus.phonemizer.use=cmudict"];

    private readonly TinyRun tiny = new();

    private string Metadata => $"{tiny.Folder}/corpus/metadata.csv";

    public void Dispose() => tiny.Dispose();

    [Theory, InlineData("check"), InlineData("ab")]
    public void Check_RecordingsShorterThanTheirPhonemes_NamesEachWithFileAndLine(string command)
    {
        Cut("slt_neutral_03", samples: 700);
        Cut("slt_neutral_05", samples: 900);

        var (exitCode, _, errors) = Run(command, TextsAlone);

        Assert.Equal(2, exitCode);
        Assert.Matches($"^(Dry run: f2.\n)*{Metadata}:4: phonemes must be at least 1 and at most the \\d frames of the "
            + $"audio, one each, but was \\d+.\n{Metadata}:6: phonemes must be at least 1 .*\n2 faults; nothing was "
            + "written.\n$", errors);
    }

    [Theory, InlineData("check"), InlineData("ab")]
    public void Check_OneTextInTraining_CountsWhoHasNoReference(string command)
    {
        LetTrainingSayOneText();

        var (exitCode, _, errors) = Run(command);

        Assert.Equal(2, exitCode);
        Assert.EndsWith($"{Metadata}:2: 8 of 8 training utterances have no reference: no training utterance of their "
            + "speaker and emotion says something else; 'slt_neutral_01' is the first. training.ownReference: true "
            + "trains each of them on itself.\n1 fault; nothing was written.\n", errors);
    }

    [Fact]
    public void Ab_OneTextInTrainingAsAskedFor_SaysSoAndTrains()
    {
        LetTrainingSayOneText();

        var (exitCode, output, errors) = Run("ab", "--set", "training.steps=3", "--set", "training.ownReference=true");

        Assert.True(exitCode == 0, errors);
        Assert.Contains(
            "8 of 8 training utterances are their own reference, as training.ownReference allows.\n", output);
        Assert.Equal(2, AbProgram.Results(tiny).Length);
    }

    private (int ExitCode, string Output, string Errors) Run(string command, params string[] more) =>
        MelangeProgram.Here([command, tiny.Experiment, "--out", $"{tiny.Folder}/run", .. more]);

    private void Cut(string id, int samples)
    {
        var file = $"{tiny.Folder}/corpus/wav/{id}.wav";
        var bytes = File.ReadAllBytes(file)[..(WavHeader + 2 * samples)];
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(WavHeader - 4), 2 * samples);
        File.WriteAllBytes(file, bytes);
    }

    private void LetTrainingSayOneText() => File.WriteAllLines(Metadata, File.ReadAllLines(Metadata).Select((row, i) =>
        i is 0 or > 8 ? row : $"slt_neutral_0{i},The young boy found a toy.,slt,neutral"));
}
