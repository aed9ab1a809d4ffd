using System.Buffers.Binary;

namespace Melange.Host.Tests.Speaking;

/// <summary>The models that the repository holds: they speak as the README says, and tell what they are.</summary>
public sealed class BoxTests
{
    private static readonly string Box = Path.Combine(TestFolder.Repository, "models");

    [Theory]
    [InlineData("mini-f2f"), InlineData("mini-f2b")]
    public void Synthesize_HeldOutSentence_HasTheLengthAndLevelOfTheRecording(string model)
    {
        using var folder = new TestFolder();

        var (exitCode, _, errors) = MelangeProgram.Run(TestFolder.Repository, "synthesize", "--model",
            $"models/{model}", "--text", "The cat was running up the road.", "--reference",
            "data/mini/wav/slt_neutral_02.wav", "--out", Path.GetFullPath($"{folder.Name}/cat.wav"));

        Assert.True(exitCode == 0, errors);
        var (spoken, recorded) = (Samples($"{folder.Name}/cat.wav"),
            Samples(Path.Combine(TestFolder.Repository, "data/mini/wav/slt_neutral_09.wav")));
        Assert.InRange((double)spoken.Count / recorded.Count, 0.88, 1.12);
        Assert.InRange(Decibels(spoken) - Decibels(recorded), -3.0, 3.0);
    }

    [Fact]
    public void Readme_ThirdCommand_Speaks()
    {
        using var folder = new TestFolder();
        var line = File.ReadAllText(Path.Combine(TestFolder.Repository, "README.md")).Split("--project Host -- ")
            .Single(command => command.StartsWith("synthesize --model", StringComparison.Ordinal))
            .Split("\n```")[0].Replace("\\\n", "", StringComparison.Ordinal);
        var words = line.Split('"').SelectMany((part, i) => i % 2 == 1 ? [part]
            : part.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToList();
        var file = words.IndexOf("hello.wav");

        words[file] = Path.GetFullPath($"{folder.Name}/hello.wav");
        var (exitCode, _, errors) = MelangeProgram.Run(TestFolder.Repository, [.. words]);

        Assert.True(exitCode == 0, errors);
        Assert.InRange(Decibels(Samples(words[file])), 50, 80); // of 16 bits, whose highest are 90
    }

    [Fact]
    public void Box_EachModel_HasACardAndAllAreSmall()
    {
        var models = Directory.GetDirectories(Box);

        Assert.Equal(["mini-f2b", "mini-f2f"], models.Select(Path.GetFileName).Order());
        Assert.All(models, model =>
        {
            var card = File.ReadAllText(Path.Combine(model, "README.md"));
            Assert.All(["## Can", "## Cannot", "## Measured", "## Trained", "## Licence"],
                title => Assert.Contains($"\n{title}\n", card));
        });
        Assert.InRange(Directory.GetFiles(Box, "*", SearchOption.AllDirectories).Sum(file => new FileInfo(file).Length),
            1, 25_000_000);
    }

    private static List<short> Samples(string file) =>
        [.. File.ReadAllBytes(file)[44..].Chunk(2).Select(two => BinaryPrimitives.ReadInt16LittleEndian(two))];

    private static double Decibels(List<short> samples) =>
        10 * Math.Log10(samples.Average(sample => (double)sample * sample));
}
