using Melange.Host.Tests.Plugins;

namespace Melange.Host.Tests.Commands;

/// <summary>Parts that end or hold up their process do so in a dry run: the check goes on and names them.</summary>
public sealed class CheckFailingPartsTests : IDisposable
{
    private const string Running = "this part ran: plugin 'Misbehaves' 0.1.0 (plugins/Misbehaves), running as "
        + "attention 'misbehaves' at down.0.";

    private readonly TinyRun tiny = new();
    private readonly PluginShelf shelf = new();

    public CheckFailingPartsTests() => shelf.Add("Misbehaves");

    public void Dispose()
    {
        tiny.Dispose();
        shelf.Dispose();
    }

    [Fact]
    public void Check_PartThatAborts_IsNamedAndTheOtherVariantIsChecked()
    {
        var (exitCode, output, errors) = Check("aborts");

        Assert.Equal(1, exitCode);
        Assert.Contains("variant 'bad': the dry run ended with exit code 134 while scoring.", errors);
        Assert.Contains("mat1 and mat2 shapes cannot be multiplied", errors);
        Assert.Contains(Running, errors);
        Assert.Matches("good +│ 1 +│ new", output);
    }

    [Fact]
    public void Check_PartThatNeverReturns_IsEndedAndNamed()
    {
        var (exitCode, _, errors) = Check("never-returns", "--minutes", "0.3");

        Assert.Equal(1, exitCode);
        Assert.Contains("variant 'bad': the dry run was ended after 0.3 minutes while scoring.", errors);
        Assert.Contains(Running, errors);
    }

    [Fact]
    public void Check_PartThatMakesNaN_IsNamed()
    {
        var (exitCode, _, errors) = Check("nan");

        Assert.Equal(2, exitCode);
        Assert.Contains("Plugin 'Misbehaves' 0.1.0 (plugins/Misbehaves) failed while being run as attention "
            + "'misbehaves' at down.0: output must be finite, but was not: ", errors);
    }

    private (int ExitCode, string Output, string Errors) Check(string how, params string[] more)
    {
        var experiment = $"{tiny.Folder}/check.json";
        File.WriteAllText(experiment, $$"""
            { "base": "tiny.json", "variants": { "good": {}, "bad": { "model": { "estimator": { "attention":
              { "use": "misbehaves", "how": "{{how}}", "heads": null, "features": null } } } } } }
            """);
        return shelf.Melange(["check", Path.GetFullPath(experiment), "--out", "run",
            "--set", $"corpus.path={Path.GetFullPath($"{tiny.Folder}/corpus")}", .. more]);
    }
}
