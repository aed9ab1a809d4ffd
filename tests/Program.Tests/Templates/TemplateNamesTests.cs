namespace Melange.Host.Tests.Templates;

/// <summary>The id that <c>dotnet new melange-plugin</c> derives from a plugin's name.</summary>
public sealed class TemplateNamesTests : IDisposable
{
    private readonly StrangersFolder stranger = new();

    public void Dispose() => stranger.Dispose();

    [Fact]
    public void Template_NamesOfManyKinds_BecomeIdsAsPeopleWouldWriteThem()
    {
        (string Name, string Id)[] expected =
        [
            ("F2F", "f2f"), ("MyAttention", "my-attention"), ("MyF2FGate", "my-f2f-gate"), ("MelV2", "mel-v2"),
            ("Conv1dGate", "conv1d-gate"), ("STFTGate", "stft-gate"), ("Attention.F2F", "attention-f2f"),
            ("my_gate", "my-gate")
        ];

        stranger.Run(".", "dotnet new install \"$MELANGE/templates\"\n" + string.Join('\n', expected.Select(
            name => $"dotnet new melange-plugin --slot gate --name {name.Name} --output {name.Name}")));

        Assert.All(expected, name => Assert.Contains($"<MelangePart Include=\"{name.Id}\" Slot=\"gate\" />",
            File.ReadAllText(Path.Combine(stranger.FullPath, name.Name, name.Name, $"{name.Name}.csproj"))));
    }
}
