using Melange.Host.Machine;

namespace Melange.Host.Tests.Machine;

/// <summary>Who printed what, where both share a process.</summary>
public sealed class PartOutputTests : IDisposable
{
    private readonly StringWriter ownOutput = new();
    private readonly StringWriter errors = new();
    private readonly PartOutput output;
    private readonly PartOutput errorOutput;
    private string? running;

    public PartOutputTests()
    {
        var lines = new PartLines(errors);
        output = new PartOutput(ownOutput, lines, () => running);
        errorOutput = new PartOutput(errors, lines, () => running);
    }

    public void Dispose()
    {
        output.Dispose();
        errorOutput.Dispose();
        ownOutput.Dispose();
        errors.Dispose();
    }

    [Fact]
    public void Write_WhileNoPartRuns_IsTheProgramsOwn()
    {
        output.WriteLine("a table");
        errorOutput.WriteLine("a fault");

        Assert.Equal(("a table\n", "a fault\n"), ($"{ownOutput}", $"{errors}"));
    }

    [Fact]
    public void Write_PiecesOfALineByTwoWays_AreOneLineOfThePart()
    {
        running = "plugin A";
        output.Write('.');
        errorOutput.Write("one\ntwo");
        output.Write(['\n', '.'], 0, 2);

        Assert.Equal("", $"{ownOutput}");
        Assert.Equal("[plugin A] .one\n[plugin A] two\n[plugin A] .", $"{errors}");
    }

    [Fact]
    public void Write_AnotherPartBeforeALineEnds_BeginsALineOfItsOwn()
    {
        running = "plugin A";
        output.Write("half");
        running = "plugin B";
        output.WriteLine("whole");

        Assert.Equal("[plugin A] half\n[plugin B] whole\n", $"{errors}");
    }

    [Fact]
    public void Write_Flood_IsCutWithAWordAndOthersAreHeard()
    {
        running = "plugin A";
        output.Write(new string('a', PartLines.Limit - 1));
        output.Write("bc");
        output.Write("d");
        running = "plugin B";
        output.Write("e");

        Assert.Equal("[plugin A] " + new string('a', PartLines.Limit - 1)
            + "b\n[plugin A] It has printed 1000000 characters; the rest is left out.\n[plugin B] e", $"{errors}");
    }

    [Theory, InlineData("[plugin 'A' 1.0.0 (plugins/A), being loaded] hello", true), InlineData("hello", false)]
    public void IsOne_Line_TellsWhetherAPartPrintedIt(string line, bool expected) =>
        Assert.Equal(expected, PartLines.IsOne(line));
}
