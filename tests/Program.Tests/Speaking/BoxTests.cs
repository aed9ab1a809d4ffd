using System.Buffers.Binary;

namespace Melange.Host.Tests.Speaking;

/// <summary>The models that the repository holds: they speak as the README says, and tell what they are.</summary>
public sealed class BoxTests
{
    private static readonly string Box = Path.Combine(TestFolder.Repository, "models");

    [Theory]
    [InlineData("mini-f2f"), InlineData("mini-f2b")]
    public void Synthesize_ModelOfTheBox_SpeaksAtTheLevelOfTheReference(string model)
    {
        using var folder = new TestFolder();
        string[] command = ["synthesize", "--model", $"models/{model}", "--text", "Please bring these to school.",
            "--reference", "data/mini/wav/slt_happy_01.wav", "--out"];

        var (exitCode, _, errors) = MelangeProgram.Run(TestFolder.Repository,
            [.. command, Path.GetFullPath($"{folder.Name}/hello.wav")]);

        Assert.True(exitCode == 0, errors);
        var (spoken, reference) = (Samples($"{folder.Name}/hello.wav"), Samples(Path.Combine(
            TestFolder.Repository, "data/mini/wav/slt_happy_01.wav")));
        Assert.InRange(spoken.Count / 16000.0, 1.2, 3.5);
        Assert.InRange(Decibels(spoken) - Decibels(reference), -6, 6);
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
